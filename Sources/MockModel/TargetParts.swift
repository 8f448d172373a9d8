/// A request target cut into path and query (RFC 9112 §3.2); texts are made when they are asked for.
struct TargetParts {
    private let origin: String
    private let cuts: Cuts

    /// Cuts a target; one in origin form is looked at once, byte by byte: this is on the way of every request.
    init(_ target: String) {
        let isOrigin = target.utf8.first == UInt8(ascii: "/")
        origin = isOrigin ? target : TargetParts.originForm(of: target)
        cuts = Cuts(origin.utf8.span)
    }

    var path: String { Text(origin, hasEscapes: cuts.hasEscapes)[0..<cuts.end] }

    /// Each segment is decoded on its own, so that `%2F` inside one does not cut it.
    var segments: [String] {
        let text = Text(origin, hasEscapes: cuts.hasEscapes)
        return (0..<cuts.segments.count).map { text[cuts.segments[$0]] }
    }

    /// The segments as they stand in the target.
    var writtenSegments: [String] {
        let text = Text(origin, hasEscapes: false)
        return (0..<cuts.segments.count).map { text[cuts.segments[$0]] }
    }

    /// The path as it stands in the target.
    var writtenPath: String { Text(origin, hasEscapes: false)[0..<cuts.end] }

    /// The same as one text, made on the way of every request: most targets are in origin form and have no escapes.
    static func pathSegments(of target: String) -> PathSegments {
        guard target.utf8.first == UInt8(ascii: "/") else { return PathSegments(TargetParts(target).segments) }
        let cuts = Cuts(target.utf8.span)
        guard !cuts.hasEscapes else { return PathSegments(TargetParts(target).segments) }
        return PathSegments(text: target, places: cuts.segments)
    }

    var query: String? {
        guard cuts.end < origin.utf8.count else { return nil }
        return Text(origin, hasEscapes: false)[cuts.end + 1..<origin.utf8.count]
    }

    /// The host and port of an absolute target.
    static func authority(of target: String) -> Substring? {
        guard target.utf8.first != UInt8(ascii: "/"), let scheme = target.range(of: "://") else { return nil }
        return target[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
    }

    /// Strips scheme and authority from an absolute target; an empty path is `/` (RFC 9112 §3.2.1).
    static func originForm(of target: String) -> String {
        guard let authority = authority(of: target) else { return target }
        let rest = target[authority.endIndex...]
        return rest.first == "/" ? String(rest) : "/" + rest
    }

    /// Where a path and its segments stand in a target, in bytes from its start.
    private struct Cuts {
        private(set) var segments = PathSegments.Places()
        private(set) var end = 0
        private(set) var hasEscapes = false

        init(_ bytes: Span<UInt8>) {
            var start = 0
            while end < bytes.count {
                let byte = bytes[end]
                if byte == UInt8(ascii: "?") { break }
                if byte == UInt8(ascii: "/") {
                    cut(from: start)
                    start = end + 1
                } else if byte == UInt8(ascii: "%") {
                    hasEscapes = true
                }
                end += 1
            }
            if start < end { segments.append(start..<end) }
        }

        /// Ends a segment; before the first slash there is none.
        private mutating func cut(from start: Int) {
            if end > 0 { segments.append(start..<end) }
        }
    }

    /// Parts of a text by their bytes, percent-decoded where need be.
    private struct Text {
        let whole: String
        let hasEscapes: Bool

        init(_ whole: String, hasEscapes: Bool) {
            self.whole = whole
            self.hasEscapes = hasEscapes
        }

        subscript(range: Range<Int>) -> String {
            let bytes = whole.utf8
            if range.count == bytes.count, !hasEscapes { return whole }
            let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
            let part = whole[start..<bytes.index(start, offsetBy: range.count)]
            return hasEscapes ? PercentEncoding.decode(part) : String(part)
        }
    }
}

extension StringProtocol {
    /// The first place of a text inside this one.
    func range(of needle: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
            start = index(after: start)
        }
        return nil
    }
}
