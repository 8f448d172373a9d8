/// A request target cut into path and query (RFC 9112 §3.2).
struct TargetParts {
    let path: String
    let segments: [String]
    let query: String?

    init(_ target: String) {
        let origin = TargetParts.originForm(of: target)
        let cut = origin.utf8.firstIndex(of: UInt8(ascii: "?"))
        let rawPath = origin[..<(cut ?? origin.endIndex)]
        query = cut.map { String(origin[origin.utf8.index(after: $0)...]) }
        segments = TargetParts.segments(of: rawPath)
        path = PercentEncoding.decode(rawPath)
    }

    /// Strips scheme and authority from an absolute target.
    private static func originForm(of target: String) -> Substring {
        guard !target.hasPrefix("/"), let scheme = target.range(of: "://") else { return Substring(target) }
        guard let slash = target[scheme.upperBound...].firstIndex(where: { $0 == "/" || $0 == "?" }) else { return "/" }
        return target[slash...]
    }

    /// Decodes each segment on its own, so that `%2F` inside one does not cut it.
    private static func segments(of path: Substring) -> [String] {
        var parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { PercentEncoding.decode(Substring($0)) }
        if parts.first == "" { parts.removeFirst() }
        if parts.last == "" { parts.removeLast() }
        return parts
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
