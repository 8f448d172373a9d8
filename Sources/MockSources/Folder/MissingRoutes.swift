import MockFiles
import MockModel

/// A folder without `routes/`, in words that lead on.
enum MissingRoutes {
    /// What is probably wrong with the folder.
    static func problem(in root: ProjectRoot, entries: [FolderEntry]) -> Problem {
        let name = root.path.split(separator: "/").last.map(String.init) ?? "/"
        if let example = entries.first(where: isRouteFile) { return misplaced(example, in: name) }
        if entries.isEmpty { return empty(name) }
        if let near = nearest(entries) {
            return Problem(
                .error, "no-routes", "\(name) has no folder routes/", at: SourceLocation(file: near),
                hint: "did you mean routes/?")
        }
        if let file = entries.first(where: isSource) {
            return Problem(
                .error, "no-routes", "\(name) has no folder routes/",
                hint: "to serve a file: mockscript serve \(file.name)")
        }
        return Problem(
            .error, "no-routes", "\(name) has no folder routes/, so nothing would be answered",
            hint: "a new project with an example: mockscript new \(name)/mocks")
    }

    private static func isRouteFile(_ entry: FolderEntry) -> Bool {
        guard !entry.isFolder else { return false }
        return entry.name == "route.lua" || (try? ExampleFileName(parsing: entry.name)) != nil
    }

    private static func misplaced(_ example: FolderEntry, in folder: String) -> Problem {
        Problem(
            .error, "no-routes", "\(example.name) lies beside the place where routes are read: the folder routes/",
            at: example.location, hint: "mkdir routes && mv \(example.name) routes/",
            notes: ["routes/\(example.name) answers /, routes/users/\(example.name) answers /users"])
    }

    private static func empty(_ name: String) -> Problem {
        Problem(
            .error, "no-routes", "\(name) is empty", hint: "begin with: mockscript new \(name)",
            notes: ["or add routes/hello/GET.json, which answers GET /hello"])
    }

    private static func nearest(_ entries: [FolderEntry]) -> String? {
        let folders = entries.filter(\.isFolder).map(\.name)
        return folders.first(where: isNear)
    }

    private static func isNear(_ name: String) -> Bool {
        Suggestion.closest(to: name, among: ["routes"]) != nil
    }

    private static func isSource(_ entry: FolderEntry) -> Bool {
        guard !entry.isFolder else { return false }
        return entry.name.hasSuffix(".postman_collection.json")
            || (entry.parts.extension == "lua" && !entry.name.hasSuffix(".test.lua"))
    }
}
