public import MockFiles
public import MockModel

/// Reads whatever a user wants served: a folder, a Lua file, a Postman collection.
public enum SourceReader {
    private static let largest = 256 << 20

    /// Reads a source.
    ///
    /// Problems of single files stand in the project; what cannot be served at all is thrown. Nothing below a project is read through a
    /// link that leads out of it.
    /// - Parameters:
    ///   - path: a path on the disk as the user named it, relative ones from the working directory.
    ///   - location: where it lies, when that was found out before: an absolute path.
    ///   - options: what a user may say about a Postman collection.
    ///   - observer: hears of every folder and file of the project before it is read.
    /// - Throws: `Problem` that says what was found and what can be served.
    public static func read(
        _ path: String, at location: String? = nil, options: SourceOptions = SourceOptions(),
        observer: (any FileObserver)? = nil
    ) throws(Problem) -> Project {
        guard let target = Disk.canonical(location ?? path), let kind = Disk.kind(of: target) else {
            throw missing(path)
        }
        switch kind {
        case .folder:
            guard let root = ProjectRoot(canonical: target, observer: observer) else { throw missing(path) }
            return try FolderReader.read(root, withTests: options.withTests)
        case .file: return try readFile(path, target, options, observer)
        case .link, .special:
            throw Problem(.error, "unknown-source", "\(path) is neither a file nor a folder", hint: SourceKind.servable)
        }
    }

    private static func readFile(
        _ path: String, _ target: String, _ options: SourceOptions, _ observer: (any FileObserver)?
    ) throws(Problem) -> Project {
        let (folder, name) = split(target)
        guard let root = ProjectRoot(canonical: folder, observer: observer) else { throw missing(path) }
        let entry = FolderEntry(name: name, path: name, target: name, isFolder: false)
        if entry.parts.extension == "lua" {
            return try FolderReader.read(single: entry, in: root, withTests: options.withTests)
        }
        let bytes = try contents(of: name, in: root, path)
        switch SourceKind(of: bytes, named: name) {
        case .postman: return try PostmanReader.read(bytes, name: name, root: root.path, options: options)
        case .other(let what): throw cannotServe(path, what)
        case .broken(let problem): throw problem
        }
    }

    private static func contents(of name: String, in root: ProjectRoot, _ path: String) throws(Problem) -> [UInt8] {
        do throws(DiskError) {
            guard case .bytes(let bytes) = try root.contents(of: name, upTo: largest) else {
                throw DiskError(reason: "is larger than 256 MiB")
            }
            return bytes
        } catch { throw Problem(.error, "unreadable-file", "\(path) \(error.reason)") }
    }

    private static func cannotServe(_ path: String, _ what: SourceKind.Other) -> Problem {
        Problem(
            .error, "unknown-source",
            "\(path) is \(what.description)\(what.isPlanned ? ", which cannot be served yet" : "")",
            hint: what.hint ?? SourceKind.servable)
    }

    private static func missing(_ path: String) -> Problem {
        let (folder, name) = split(path)
        let names = Disk.names(in: folder)
        let prefix = folder == "." ? "" : folder == "/" ? "/" : folder + "/"
        let near = Suggestion.closest(to: name, among: names)
        return Problem(
            .error, "no-source", "\(path) does not exist",
            hint: near.map { "did you mean \"\(prefix)\($0)\"?" } ?? SourceKind.servable)
    }

    /// Folder and name of a path.
    private static func split(_ path: String) -> (folder: String, name: String) {
        var path = path[...]
        while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
        guard let slash = path.lastIndex(of: "/") else { return (".", String(path)) }
        let folder = slash == path.startIndex ? "/" : String(path[..<slash])
        return (folder, String(path[path.index(after: slash)...]))
    }
}
