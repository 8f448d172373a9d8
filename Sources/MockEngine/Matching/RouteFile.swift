import MockModel

/// The file that would answer a request: what a hint tells people to add.
enum RouteFile {
    /// The longest name of a file that common file systems take, in bytes.
    private static let longestName = 255

    /// The path of an example for a method and the segments of a path; `nil` when no file can be named so.
    static func path(host: String? = nil, _ segments: [PathPattern.Segment], method: String) -> String? {
        guard HTTPMethods.contains(method) else { return nil }
        let folders = (host.map { ["@\($0)"] } ?? []) + segments.enumerated().map { folder($1, isTop: $0 == 0) }
        guard folders.allSatisfy({ !$0.isEmpty && $0.utf8.count <= longestName }) else { return nil }
        return (["routes"] + folders + ["\(method).json"]).joined(separator: "/")
    }

    /// A segment as a folder name: what file systems refuse, and what would mean something else there, is written as in a URL.
    private static func folder(_ segment: PathPattern.Segment, isTop: Bool) -> String {
        guard case .literal(let text) = segment, let first = text.utf8.first else { return segment.description }
        let isPlain = text.utf8.allSatisfy { !reserved.contains($0) && $0 >= 0x20 && $0 != 0x7F }
        let isMarked = first == UInt8(ascii: "[") || (isTop && first == UInt8(ascii: "@"))
        let start = first == UInt8(ascii: ".") ? "%2E" : ""
        let rest = start.isEmpty ? text : String(text.dropFirst())
        return start + (isPlain && !isMarked ? rest : escaped(rest))
    }

    /// Letters beyond ASCII stay as they are.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { $0.isASCII ? PercentEncoding.encode(String($0)) : String($0) }.joined()
    }

    private static let reserved = Array("/\\{}%:*?\"<>|".utf8)
}
