import MockFiles
import MockModel

/// Files of `data/`, `scenarios/` and `lib/` that look like what belongs there and are not read: their format is another one.
enum UnreadFiles {
    /// The formats that people write in the place of the one that is read, with the one that is.
    private static let formats: [(folder: String, extensions: Set<String>, advice: @Sendable (String) -> String)] = [
        (
            "data",
            ["yaml", "yml", "csv", "tsv", "json5", "jsonc", "jsonl", "ndjson", "toml", "xml", "sql", "js", "ts"],
            { "records are JSON: write data/\($0).json with a list such as [{ \"id\": 1 }]" }
        ),
        (
            "scenarios", ["json", "yaml", "yml", "js", "ts", "py"],
            { "a scenario is Lua: write scenarios/\($0).lua, which returns { setup = function() … end }" }
        ),
        (
            "lib", ["js", "ts", "mjs", "cjs", "py", "rb"],
            { "shared code is Lua: write lib/\($0).lua, which returns a table" }
        ),
    ]

    /// A warning for each file, and for each folder below `data/` that holds JSON; none for what code names by its path.
    static func problems(of entries: [FolderEntry], in root: ProjectRoot, scripts: [ScriptFile]) -> [Problem] {
        let found = entries.compactMap { entry in
            (entry.isFolder ? folder(entry, root) : file(entry)).map { (entry, $0) }
        }
        guard !found.isEmpty else { return [] }
        let named = NamedPaths(scripts.map(\.text), folders: formats.map(\.folder))
        return found.filter { !named.include($0.0.path) }.map(\.1)
    }

    private static func file(_ entry: FolderEntry) -> Problem? {
        let ending = (entry.parts.extension ?? "").lowercased()
        let format = formats.first { entry.path.hasPrefix($0.folder + "/") && $0.extensions.contains(ending) }
        guard let format else { return nil }
        return Problem(
            .warning, "ignored-file", "\(entry.path) is not read", at: entry.location,
            hint: format.advice(String(entry.parts.stem)))
    }

    private static func folder(_ entry: FolderEntry, _ root: ProjectRoot) -> Problem? {
        guard entry.path.hasPrefix("data/") else { return nil }
        let names = FolderListing(of: entry, in: root).entries.filter { !$0.isFolder && $0.parts.extension == "json" }
        guard let first = names.first?.name else { return nil }
        return Problem(
            .warning, "ignored-file", "\(entry.path)/ is not read: the files of data/ lie side by side",
            at: entry.location, hint: "move \(first) to data/\(first)")
    }
}
