import MockModel

/// A folder below `routes/` and the path that it stands for.
struct RouteFolder {
    let entry: FolderEntry
    let pattern: PathPattern
    let host: String?

    /// The folder `routes` itself, the path `/`.
    init(root entry: FolderEntry) {
        self.entry = entry
        pattern = PathPattern([])
        host = nil
    }

    /// A folder inside another one: one more segment, or at the top the host `@api.example.com`.
    ///
    /// - Throws: `Problem` named `bad-route` for a name that is no segment of a path.
    init(_ entry: FolderEntry, in parent: RouteFolder) throws(Problem) {
        self.entry = entry
        if parent.pattern.segments.isEmpty, parent.host == nil, entry.name.hasPrefix("@") {
            pattern = parent.pattern
            host = try RouteFolder.host(of: entry)
            return
        }
        host = parent.host
        do throws(PatternError) {
            let segment = try PathPattern.segment(entry.name[...])
            pattern = try PathPattern(checking: parent.pattern.segments + [segment])
        } catch {
            throw Problem(
                .error, "bad-route", "\(entry.path) is no route: \(error)", at: entry.location,
                hint: RouteFolder.hint(for: entry.name))
        }
    }

    private static func host(of entry: FolderEntry) throws(Problem) -> String {
        let host = entry.name.dropFirst().lowercased()
        let isHost = !host.isEmpty && host.utf8.allSatisfy { $0.isDigit || $0.isHostByte }
        guard isHost else {
            throw Problem(
                .error, "bad-route", "\(entry.path) is no host", at: entry.location,
                hint: "hosts are written like @api.example.com; a path that begins with @ like %40name")
        }
        return host
    }

    /// The spellings of other tools.
    private static func hint(for name: String) -> String? {
        if let meant = foreignParameter(name) { return "did you mean \"\(meant)\"?" }
        let braced = name.contains("{") || name.contains("}")
        return braced ? "a parameter is written {id}, all the rest of a path {...path}" : nil
    }
}

extension RouteFolder {
    /// A folder named as other tools write parameters, which here is plain text.
    static func foreignParameter(_ name: String) -> String? {
        PathNotation("/\(name)")?.meant.map { String($0.dropFirst()) }
    }

    /// A parameter that is written as other tools write the rest of a path (`{path*}`, `{*path}`, `{path:path}`), and here is one segment.
    static func foreignRest(_ name: String) -> String? {
        guard name.hasPrefix("{"), name.hasSuffix("}") else { return nil }
        let inner = name.dropFirst().dropLast()
        let ends = ["**", "*", "...", ":path", ":.*"]
        let bare =
            ends.first { inner.hasSuffix($0) }.map { inner.dropLast($0.count) }
            ?? (inner.hasPrefix("*") ? inner.drop { $0 == "*" } : nil)
        return bare.flatMap { $0.isEmpty ? nil : "{...\($0)}" }
    }
}

extension UInt8 {
    fileprivate var isHostByte: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || self == UInt8(ascii: ".")
            || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
    }
}
