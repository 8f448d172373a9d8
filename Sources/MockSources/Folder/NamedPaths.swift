import MockModel

/// The paths below some folders that code names, each text being looked through once.
struct NamedPaths {
    /// Paths, and the folders around them.
    private var paths: Set<TextKey> = []
    /// Beginnings of paths that code puts together: `"data/" .. name`.
    private var beginnings: Set<TextKey> = []

    init(_ texts: [String], folders: [String]) {
        for text in texts { collect(Array(text.utf8), folders.map { Array("\($0)/".utf8) }) }
    }

    /// Whether a path is named, or may be one that is put together.
    func include(_ path: String) -> Bool {
        paths.contains(TextKey(path))
            || NamedPaths.folders(of: path).contains { beginnings.contains(TextKey($0 + "/")) }
    }

    private mutating func collect(_ bytes: [UInt8], _ marks: [[UInt8]]) {
        var index = 0
        while index < bytes.count {
            guard marks.contains(where: { bytes[index...].starts(with: $0) }) else {
                index += 1
                continue
            }
            let end = bytes[index...].firstIndex { NamedPaths.ends($0) } ?? bytes.count
            let isQuoted = end < bytes.count && "\"'`".utf8.contains(bytes[end])
            note(String(decoding: bytes[index..<end], as: UTF8.self), isQuoted)
            index = end
        }
    }

    /// Whether no path goes on with a byte: a quote, a bracket or the end of a line.
    private static func ends(_ byte: UInt8) -> Bool { byte < 0x20 || "\"'`[]".utf8.contains(byte) }

    /// Notes a path; one that ends with a slash, or has a place for a value, is put together.
    private mutating func note(_ path: String, _ isQuoted: Bool) {
        let fixed = path.prefix { $0 != "%" && $0 != "$" }
        if isQuoted, path.hasSuffix("/") || fixed.count < path.count, let slash = fixed.lastIndex(of: "/") {
            beginnings.insert(TextKey(String(fixed[...slash])))
        }
        paths.insert(TextKey(path))
        paths.formUnion(NamedPaths.folders(of: path).map { TextKey($0) })
    }

    /// `a` and `a/b` of `a/b/c`.
    private static func folders(of path: String) -> [String] {
        path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
    }
}
