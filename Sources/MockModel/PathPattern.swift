/// What a path must look like: `/users/{id}`, `/files/{...path}`, `/v{version}/x`, `/{id}.csv`.
public struct PathPattern: Sendable, Hashable {
    /// One segment of a pattern.
    public enum Segment: Sendable, Hashable {
        /// Text, decoded.
        case literal(String)
        /// Text around one parameter: `v{version}`, `{id}.csv`. At least one of prefix and suffix is not empty.
        case affixed(prefix: String, name: String, suffix: String)
        /// Any one segment that is not empty.
        case parameter(String)
        /// All that is left, also nothing. Only the last segment may be one.
        case rest(String)

        /// Whether both are the same; texts and names are compared byte by byte.
        public static func == (left: Segment, right: Segment) -> Bool {
            switch (left, right) {
            case (.literal(let left), .literal(let right)), (.parameter(let left), .parameter(let right)),
                (.rest(let left), .rest(let right)):
                left.isSame(as: right)
            case (.affixed(let prefix, let name, let suffix), .affixed(let other, let otherName, let otherSuffix)):
                prefix.isSame(as: other) && name.isSame(as: otherName) && suffix.isSame(as: otherSuffix)
            default: false
            }
        }
    }

    /// The segments in order.
    public let segments: [Segment]

    /// Makes a pattern of segments.
    public init(_ segments: [Segment]) {
        self.segments = segments
    }

    /// Reads a pattern such as `/carts/{id}/lines`; percent escapes in text are decoded.
    ///
    /// - Throws: `PatternError` for an unclosed brace, an empty or doubled name, two parameters in one segment, or a rest that is not last.
    public init(parsing text: String) throws(PatternError) {
        var segments: [Segment] = []
        for part in text.split(separator: "/") { segments.append(try PathPattern.segment(part)) }
        try self.init(checking: segments)
    }

    /// Joins segments to a pattern after checking names and the place of a rest.
    public init(checking segments: [Segment]) throws(PatternError) {
        var names: Set<String> = []
        for (index, segment) in segments.enumerated() {
            if case .rest = segment, index != segments.count - 1 { throw PatternError.restNotLast }
            if let name = segment.name, !names.insert(name).inserted { throw PatternError.doubledName(name) }
        }
        self.segments = segments
    }

    /// Reads one segment, as a folder name spells it.
    public static func segment(_ text: Substring) throws(PatternError) -> Segment {
        guard let open = text.firstIndex(of: "{") else {
            guard !text.contains("}") else { throw PatternError.unbalanced(String(text)) }
            return .literal(PercentEncoding.decode(text))
        }
        guard let close = text[open...].firstIndex(of: "}") else { throw PatternError.unbalanced(String(text)) }
        let inner = text[text.index(after: open)..<close]
        let prefix = PercentEncoding.decode(text[..<open])
        let suffix = text[text.index(after: close)...]
        guard !suffix.contains("{") else { throw PatternError.twoParameters(String(text)) }
        guard !suffix.contains("}"), !inner.contains("{") else { throw PatternError.unbalanced(String(text)) }
        return try parameter(inner, prefix: prefix, suffix: PercentEncoding.decode(suffix), of: text)
    }

    private static func parameter(
        _ inner: Substring, prefix: String, suffix: String, of text: Substring
    ) throws(PatternError) -> Segment {
        let isRest = inner.hasPrefix("...")
        let name = String(isRest ? inner.dropFirst(3) : inner)
        guard !name.isEmpty else { throw PatternError.emptyName(String(text)) }
        if isRest {
            guard prefix.isEmpty, suffix.isEmpty else { throw PatternError.restNotAlone(String(text)) }
            return .rest(name)
        }
        return prefix.isEmpty && suffix.isEmpty
            ? .parameter(name) : .affixed(prefix: prefix, name: name, suffix: suffix)
    }

    /// The pattern with more segments below it.
    public func appending(_ other: PathPattern) throws(PatternError) -> PathPattern {
        try PathPattern(checking: segments + other.segments)
    }
}

extension PathPattern.Segment {
    /// The name of its parameter.
    public var name: String? {
        switch self {
        case .literal: nil
        case .affixed(_, let name, _), .parameter(let name), .rest(let name): name
        }
    }
}

extension PathPattern: CustomStringConvertible {
    /// The pattern as users write it: `/carts/{id}`.
    public var description: String {
        segments.isEmpty ? "/" : segments.map { "/\($0)" }.joined()
    }
}

extension PathPattern.Segment: CustomStringConvertible {
    /// The segment as users write it.
    public var description: String {
        switch self {
        case .literal(let text): text
        case .affixed(let prefix, let name, let suffix): "\(prefix){\(name)}\(suffix)"
        case .parameter(let name): "{\(name)}"
        case .rest(let name): "{...\(name)}"
        }
    }
}

/// Why a text is no path pattern.
public enum PatternError: Error, Sendable, Equatable {
    /// A brace without its partner.
    case unbalanced(String)
    /// `{}` without a name.
    case emptyName(String)
    /// Two parameters in one segment.
    case twoParameters(String)
    /// The same parameter twice in one pattern.
    case doubledName(String)
    /// `{...x}` before the end.
    case restNotLast
    /// `{...x}` with text around it.
    case restNotAlone(String)
}

extension PatternError: CustomStringConvertible {
    /// What is wrong, in words.
    public var description: String {
        switch self {
        case .unbalanced(let text): "'\(text)' has a brace without its partner"
        case .emptyName(let text): "'\(text)' has a parameter without a name; write {id}"
        case .twoParameters(let text): "'\(text)' has two parameters in one segment; only one is allowed"
        case .doubledName(let name): "the parameter {\(name)} stands twice in one path; give one another name"
        case .restNotLast: "{...name} takes the rest of the path and must come last"
        case .restNotAlone(let text): "'\(text)' has text around {...name}; it must stand alone"
        }
    }
}
