/// A URI or a relative reference to one, taken apart (RFC 3986 §3).
struct SchemaURI {
    private var scheme: String?
    private var authority: String?
    private var path: String
    private var query: String?
    /// What follows `#`, percent-decoded; `nil` when there is none.
    private(set) var fragment: String?

    init(_ text: String) {
        var rest = text[...]
        if let mark = rest.firstIndex(of: "#") {
            fragment = PercentEncoding.decode(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        if let mark = rest.firstIndex(of: "?") {
            query = String(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        if let colon = rest.firstIndex(of: ":"), SchemaURI.isScheme(rest[..<colon]) {
            scheme = rest[..<colon].lowercased()
            rest = rest[rest.index(after: colon)...]
        }
        if rest.hasPrefix("//") {
            let host = rest.dropFirst(2).prefix { $0 != "/" }
            authority = String(host)
            rest = rest[host.endIndex...]
        }
        path = String(rest)
    }

    /// Whether it names a scheme and so stands for itself.
    var isAbsolute: Bool { scheme != nil }

    /// The text without the fragment.
    var document: String {
        (scheme.map { $0 + ":" } ?? "") + (authority.map { "//" + $0 } ?? "") + path + (query.map { "?" + $0 } ?? "")
    }

    /// What a reference means that stands in this document (RFC 3986 §5.2.2).
    func resolving(_ reference: String) -> SchemaURI {
        var target = SchemaURI(reference)
        guard target.scheme == nil else {
            target.path = SchemaURI.withoutDots(target.path)
            return target
        }
        target.scheme = scheme
        guard target.authority == nil else { return target }
        target.authority = authority
        if target.path.isEmpty {
            target.path = path
            target.query = target.query ?? query
        } else if !target.path.hasPrefix("/") {
            target.path = SchemaURI.withoutDots(folder + target.path)
        } else {
            target.path = SchemaURI.withoutDots(target.path)
        }
        return target
    }

    /// The path up to its last slash.
    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return authority == nil ? "" : "/" }
        return String(path[...slash])
    }

    private static func isScheme(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, text.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
        return first.isASCIILetter && text.utf8.allSatisfy { $0.isASCIILetter || $0.isDigit || "+-.".utf8.contains($0) }
    }

    /// RFC 3986 §5.2.4, for paths that have dots at all.
    private static func withoutDots(_ path: String) -> String {
        guard path.utf8.contains(UInt8(ascii: ".")), path.utf8.contains(UInt8(ascii: "/")) else { return path }
        var kept: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        for (place, segment) in segments.enumerated() {
            let isLast = place == segments.count - 1
            switch segment {
            case ".": if isLast { kept.append("") }
            case "..":
                if kept.count > (path.hasPrefix("/") ? 1 : 0) { kept.removeLast() }
                if isLast { kept.append("") }
            default: kept.append(segment)
            }
        }
        return kept.joined(separator: "/")
    }
}

extension UInt8 {
    /// Whether it is a letter of ASCII.
    var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }
}
