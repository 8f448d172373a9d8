public import MockFiles
public import MockModel

/// Reads a project from any source that a format of ``SourceFormats`` recognizes.
public enum SourceReader {
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
        let candidate = try candidate(path, at: location ?? path, observer)
        guard let format = SourceFormats.all.first(where: { $0.recognizes(candidate) }) else {
            throw unserved(candidate)
        }
        return try format.read(candidate, options: options)
    }

    /// Looks at what lies at a path.
    private static func candidate(
        _ path: String, at location: String, _ observer: (any FileObserver)?
    ) throws(Problem) -> SourceCandidate {
        guard let target = Disk.canonical(location), let kind = Disk.kind(of: target) else { throw missing(path) }
        guard kind == .folder || kind == .file else {
            throw Problem(
                .error, "unknown-source", "\(path) is neither a file nor a folder", hint: SourceFormats.servable)
        }
        let (folder, name) = split(target)
        guard let root = ProjectRoot(canonical: kind == .folder ? target : folder, observer: observer) else {
            throw missing(path)
        }
        return kind == .folder
            ? SourceCandidate(folder: root, path: path) : SourceCandidate(file: name, in: root, path: path)
    }

    /// What a source is that no format reads.
    private static func unserved(_ candidate: SourceCandidate) -> Problem {
        do throws(Problem) {
            guard let file = candidate.file else { return missing(candidate.path) }
            return try UnservedSource(file).problem(candidate.path)
        } catch { return error }
    }

    private static func missing(_ path: String) -> Problem {
        let (folder, name) = split(path)
        let names = Disk.names(in: folder)
        let prefix = folder == "." ? "" : folder == "/" ? "/" : folder + "/"
        let near = Suggestion.closest(to: name, among: names)
        return Problem(
            .error, "no-source", "\(path) does not exist",
            hint: near.map { "did you mean \"\(prefix)\($0)\"?" } ?? SourceFormats.servable)
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
