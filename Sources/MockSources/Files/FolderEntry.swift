import MockFiles
import MockModel

/// A file or folder below the project's root, with links already followed.
struct FolderEntry {
    /// Its own name.
    let name: String
    /// Its name from the project's root: `routes/users/{id}`.
    let path: String
    /// Where it really lies, from the project's root: another place than `path` when a link leads there.
    let target: String
    /// Whether it is a folder.
    let isFolder: Bool

    /// The name before the last dot, and what follows that dot; no extension is `nil`.
    var parts: (stem: Substring, extension: Substring?) {
        guard let dot = name.lastIndex(of: ".") else { return (name[...], nil) }
        return (name[..<dot], name[name.index(after: dot)...])
    }

    /// The whole file as a place.
    var location: SourceLocation { SourceLocation(file: path) }
}

/// The entries of a folder, and what was wrong with some of them.
struct FolderListing {
    private(set) var entries: [FolderEntry] = []
    private(set) var problems: [Problem] = []
    private let root: ProjectRoot

    /// Lists a folder of a project without what programs leave behind.
    init(of folder: FolderEntry, in root: ProjectRoot, for interest: FolderInterest = .all) {
        self.root = root
        do throws(DiskError) {
            for (name, kind) in try root.names(in: folder.target, for: interest)
            where !FolderListing.isLeftover(name, kind, folder) {
                add(name, kind, to: folder)
            }
        } catch {
            problems.append(
                Problem(
                    .error, "unreadable-file", "\(folder.path.isEmpty ? root.path : folder.path) \(error.reason)",
                    at: folder.location))
        }
    }

    private static func isLeftover(_ name: String, _ kind: Disk.Kind, _ folder: FolderEntry) -> Bool {
        let isRoute = folder.path == "routes" || folder.path.hasPrefix("routes/")
        return switch kind {
        // Whether a link is a file's shows when it is followed.
        case .folder, .link: LeftoverName.isFolder(name, belowRoutes: isRoute)
        case .file, .special: LeftoverName.isFile(name)
        }
    }

    private mutating func add(_ name: String, _ kind: Disk.Kind, to folder: FolderEntry) {
        let path = folder.path.isEmpty ? name : "\(folder.path)/\(name)"
        let target = folder.target.isEmpty ? name : "\(folder.target)/\(name)"
        switch kind {
        case .file, .folder:
            entries.append(FolderEntry(name: name, path: path, target: target, isFolder: kind == .folder))
        case .link: follow(name, path, target, from: folder)
        case .special:
            problems.append(
                Problem(
                    .warning, "ignored-file", "\(path) is neither a file nor a folder",
                    at: SourceLocation(file: path)))
        }
    }

    /// A link may lead to another place of the project, but not out of it and not to a folder that it lies in.
    private mutating func follow(_ name: String, _ path: String, _ link: String, from folder: FolderEntry) {
        let place = SourceLocation(file: path)
        do throws(DiskError) {
            let (target, kind) = try root.target(of: link)
            guard kind == .folder || !LeftoverName.isFile(name) else { return }
            guard kind != .special else { return add(name, kind, to: folder) }
            guard kind != .folder || !(target.isEmpty || "\(folder.target)/".hasPrefix(target + "/")) else {
                problems.append(
                    Problem(.error, "endless-link", "\(path) is a link to a folder that it lies in", at: place))
                return
            }
            entries.append(FolderEntry(name: name, path: path, target: target, isFolder: kind == .folder))
        } catch {
            // Emacs locks a file by a link to nothing.
            if !LeftoverName.isFile(name) { problems.append(FolderListing.problem(error, path, at: place)) }
        }
    }

    private static func problem(_ error: DiskError, _ path: String, at place: SourceLocation) -> Problem {
        if error.isOutside {
            return Problem(
                .error, "outside-project", "\(path) is a link out of the project", at: place,
                hint: "copy it into the project")
        }
        return error.isMissing
            ? Problem(.error, "broken-link", "\(path) is a link to nothing", at: place)
            : Problem(.error, "broken-link", "\(path) is a link that \(error.reason)", at: place)
    }
}
