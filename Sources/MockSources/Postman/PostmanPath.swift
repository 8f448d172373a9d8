import MockModel

/// The path of an example as a pattern: `:id`, an unknown `{{id}}`, `{id}` and `<string>` are parameters,
/// also with text around them.
///
/// Of several parameters in one segment one is made, from the first to the last: a pattern holds one a segment.
enum PostmanPath {
    /// The pattern of a URL's prefix and path; a name that stands twice is numbered.
    static func pattern(of url: PostmanURL) -> PathPattern {
        var names: Set<TextKey> = []
        return PathPattern(
            (url.prefix + url.path).map { text in
                segment(text, declared: url.declared).renamed { unique($0, in: &names) }
            })
    }

    /// One segment as it stands in the file, percent-encoded or not.
    static func segment(_ raw: String, declared: Set<TextKey>) -> PathPattern.Segment {
        let text = PercentEncoding.decode(raw[...])
        let found = placeholders(in: text, declared)
        guard let first = found.first, let last = found.last else { return .literal(text) }
        let prefix = String(text[..<first.range.lowerBound])
        let suffix = String(text[last.range.upperBound...])
        return prefix.isEmpty && suffix.isEmpty
            ? .parameter(first.name) : .affixed(prefix: prefix, name: first.name, suffix: suffix)
    }

    private struct Placeholder {
        let range: Range<String.Index>
        let name: String
    }

    private static func placeholders(in text: String, _ declared: Set<TextKey>) -> [Placeholder] {
        var found: [Placeholder] = []
        var index = text.startIndex
        if let variable = pathVariable(of: text, declared) {
            found.append(variable)
            index = variable.range.upperBound
        }
        while index < text.endIndex {
            if let bracketed = bracketed(in: text, at: index) {
                found.append(bracketed)
                index = bracketed.range.upperBound
            } else {
                index = text.index(after: index)
            }
        }
        return found
    }

    /// `:id` at the start of a segment; a listed name counts whole, another ends before the dot of `:id.json`.
    private static func pathVariable(of text: String, _ declared: Set<TextKey>) -> Placeholder? {
        guard text.first == ":" else { return nil }
        let rest = text.dropFirst()
        let isListed = declared.contains(TextKey(String(rest)))
        let name = isListed ? rest : rest.prefix { $0.isLetter || $0.isNumber || "_-".contains($0) }
        guard !name.isEmpty else { return nil }
        return Placeholder(range: text.startIndex..<name.endIndex, name: String(name))
    }

    /// `{{id}}`, `{id}` or `<id>` at a place.
    private static func bracketed(in text: String, at start: String.Index) -> Placeholder? {
        let rest = text[start...]
        for (open, close) in [("{{", "}}"), ("{", "}"), ("<", ">")] where rest.hasPrefix(open) {
            let inner = rest.dropFirst(open.count).prefix { !"{}<>".contains($0) }
            guard text[inner.endIndex...].hasPrefix(close) else { continue }
            let end = text.index(inner.endIndex, offsetBy: close.count)
            let name = inner.trimmed.drop { $0 == "$" }
            return Placeholder(range: start..<end, name: name.isEmpty ? "value" : String(name))
        }
        return nil
    }

    private static func unique(_ name: String, in names: inout Set<TextKey>) -> String {
        guard !names.insert(TextKey(name)).inserted else { return name }
        var number = 2
        while !names.insert(TextKey("\(name)\(number)")).inserted { number += 1 }
        return "\(name)\(number)"
    }
}

extension PathPattern.Segment {
    fileprivate func renamed(_ rename: (String) -> String) -> PathPattern.Segment {
        switch self {
        case .literal, .rest: self
        case .parameter(let name): .parameter(rename(name))
        case .affixed(let prefix, let name, let suffix): .affixed(prefix: prefix, name: rename(name), suffix: suffix)
        }
    }
}
