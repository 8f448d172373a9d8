import MockFiles
import MockModel

/// A folder without `routes/`, in words that lead on.
enum MissingRoutes {
    /// What is probably wrong with the folder.
    ///
    /// - Parameter path: the folder as the user named it, so that commands work where they are typed.
    static func problem(in root: ProjectRoot, at path: String, entries: [FolderEntry]) -> Problem {
        let place = Place(path)
        let name = root.path.split(separator: "/").last.map(String.init) ?? "/"
        if let example = entries.first(where: isRouteFile) { return misplaced(example, place) }
        if entries.isEmpty { return empty(name, place) }
        if let near = nearest(entries) {
            return Problem(
                .error, "no-routes", "\(name) has no folder routes/", at: SourceLocation(file: near),
                hint: "did you mean routes/?")
        }
        if let file = entries.first(where: isSource) {
            return Problem(
                .error, "no-routes", "\(name) has no folder routes/",
                hint: "to serve a file: mockscript serve \(place.quoted(file.name))")
        }
        return Problem(
            .error, "no-routes", "\(name) has no folder routes/, so nothing would be answered",
            hint: "a new project with an example: mockscript new \(place.quoted("mocks"))")
    }

    /// The folder in commands.
    private struct Place {
        private let folder: String

        init(_ path: String) { folder = path == "." ? "" : path.hasSuffix("/") ? path : path + "/" }

        /// Whether commands run in the folder itself.
        var isHere: Bool { folder.isEmpty }

        /// A file or folder in it, as the shell takes it.
        func quoted(_ name: String) -> String { MissingRoutes.quoted(folder + name) }
        /// The folder itself.
        var quoted: String { MissingRoutes.quoted(String(folder.dropLast())) }
    }

    /// A path as one word of a shell.
    private static func quoted(_ path: String) -> String {
        let isPlain = path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || "/._-@+".contains($0) }
        return isPlain ? path : "'\(path.replacing("'", with: "'\\''"))'"
    }

    private static func isRouteFile(_ entry: FolderEntry) -> Bool {
        guard !entry.isFolder else { return false }
        return entry.name == "route.lua" || (try? ExampleFileName(parsing: entry.name)) != nil
    }

    private static func misplaced(_ example: FolderEntry, _ place: Place) -> Problem {
        Problem(
            .error, "no-routes", "\(example.name) lies beside the place where routes are read: the folder routes/",
            at: example.location,
            hint: "mkdir \(place.quoted("routes")) && mv \(place.quoted(example.name)) \(place.quoted("routes/"))",
            notes: ["routes/\(example.name) answers /, routes/users/\(example.name) answers /users"])
    }

    private static func empty(_ name: String, _ place: Place) -> Problem {
        Problem(
            .error, "no-routes", "\(name) is empty",
            hint: "begin with: mockscript new" + (place.isHere ? "" : " \(place.quoted)"),
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
