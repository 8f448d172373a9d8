/// A request target cut into path and query (RFC 9112 §3.2).
struct TargetParts {
    let path: String
    let segments: [String]
    let query: String?

    /// Cuts a target; one in origin form is looked at once, byte by byte: this is on the way of every request.
    init(_ target: String) {
        guard target.utf8.first == UInt8(ascii: "/") else {
            self.init(origin: TargetParts.originForm(of: target))
            return
        }
        self.init(origin: target)
    }

    private init(origin: String) {
        var cuts = Cuts()
        let bytes = origin.utf8
        var index = bytes.startIndex
        while index < bytes.endIndex, cuts.take(bytes[index], at: index) { index = bytes.index(after: index) }
        let rawPath = origin[..<index]
        query = index < bytes.endIndex ? String(origin[bytes.index(after: index)...]) : nil
        segments = cuts.segments(of: origin, upTo: index)
        guard cuts.hasEscapes || index < bytes.endIndex else {
            path = origin
            return
        }
        path = cuts.hasEscapes ? PercentEncoding.decode(rawPath) : String(rawPath)
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

    /// Where the slashes of a path stand.
    private struct Cuts {
        var slashes: [String.Index] = []
        var hasEscapes = false

        /// Takes a byte of the path; `false` at its end.
        mutating func take(_ byte: UInt8, at index: String.Index) -> Bool {
            switch byte {
            case UInt8(ascii: "?"): return false
            case UInt8(ascii: "/"): slashes.append(index)
            case UInt8(ascii: "%"): hasEscapes = true
            default: break
            }
            return true
        }

        /// The segments between the slashes, each decoded on its own, so that `%2F` inside one does not cut it.
        func segments(of text: String, upTo end: String.Index) -> [String] {
            var segments: [String] = []
            var start = text.startIndex
            for slash in slashes + [end] {
                let isEdge = slash == start && (slash == text.startIndex || slash == end)
                if !isEdge { segments.append(segment(text[start..<slash])) }
                start = slash < end ? text.utf8.index(after: slash) : slash
            }
            return segments
        }

        private func segment(_ text: Substring) -> String {
            hasEscapes ? PercentEncoding.decode(text) : String(text)
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
