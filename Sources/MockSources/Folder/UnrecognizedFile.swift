import MockModel

/// Files below `routes/` that are no examples.
enum UnrecognizedFile {
    /// Files that people put everywhere, and tests.
    static func isExpected(_ name: String) -> Bool {
        name.hasSuffix(".test.lua") || name.uppercased().hasPrefix("README")
    }

    /// Why a Lua file of another name is not read.
    static func lua(_ name: String) -> ExampleFileName.Refusal {
        let near = Suggestion.closest(to: name, among: ["route.lua", "middleware.lua"])
        return ExampleFileName.Refusal(
            "only route.lua and middleware.lua are run here",
            hint: near.map { "did you mean \"\($0)\"?" } ?? "shared code belongs into lib/")
    }
}

/// Names that other systems cannot keep apart or cannot write at all.
enum NameClashes {
    private static let reserved: Set<String> = [
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
        "lpt2",
        "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    ]

    /// The findings on the names of one folder.
    static func problems(among entries: [FolderEntry]) -> [Problem] {
        var problems: [Problem] = []
        var seen: [String: String] = [:]
        for entry in entries {
            if let twin = seen.updateValue(entry.path, forKey: entry.name.lowercased()) {
                problems.append(
                    Problem(
                        .warning, "case-clash", "\(twin) and \(entry.path) are one file on macOS and Windows",
                        at: entry.location))
            }
            // The name is told already, with a better one.
            if RouteFolder.foreignRest(entry.name) == nil, let reason = windowsRefusal(entry.name) {
                problems.append(
                    Problem(.note, "windows-name", "Windows cannot have \(entry.path): \(reason)", at: entry.location))
            }
        }
        return problems
    }

    /// Whether a name means a device on Windows.
    static func isReserved(_ name: String) -> Bool { reserved.contains(name.prefix { $0 != "." }.lowercased()) }

    private static func windowsRefusal(_ name: String) -> String? {
        if let character = name.first(where: { "<>:\"|?*\\".contains($0) }), let byte = character.utf8.first {
            let code = String(byte, radix: 16, uppercase: true)
            return "no name has '\(character)' there; write %\(code)"
        }
        if name.hasSuffix(".") || name.hasSuffix(" ") { return "no name ends in a dot or a space there" }
        let stem = name.prefix { $0 != "." }.lowercased()
        return isReserved(name) ? "'\(stem)' is a device there" : nil
    }
}
