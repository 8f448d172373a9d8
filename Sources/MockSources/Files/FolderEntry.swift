import MockModel

/// A file or folder below the project's root, with links already followed.
struct FolderEntry {
    /// Its own name.
    let name: String
    /// Its name from the project's root: `routes/users/{id}`.
    let path: String
    /// Where it really lies.
    let target: String
    /// Whether it is a folder.
    let isFolder: Bool

    /// Whether programs leave such files behind: editors, file managers, version control.
    static func isLeftover(_ name: String) -> Bool {
        name.hasPrefix(".") || name.hasSuffix("~") || name.hasSuffix(".swp") || name.hasSuffix(".swo")
            || (name.hasPrefix("#") && name.hasSuffix("#")) || name.hasSuffix(".orig") || name.hasSuffix(".bak")
            || name == "Thumbs.db" || name == "desktop.ini"
    }

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

    /// Lists a folder of a project without what programs leave behind; a missing folder is empty.
    init(of folder: FolderEntry, in root: ProjectRoot) {
        self.root = root
        do throws(DiskError) {
            for (name, kind) in try Disk.names(in: folder.target) where !FolderEntry.isLeftover(name) {
                add(name, kind, to: folder)
            }
        } catch {
            problems.append(
                Problem(
                    .error, "unreadable-file", "\(folder.path.isEmpty ? folder.target : folder.path) \(error.reason)",
                    at: folder.location))
        }
    }

    private mutating func add(_ name: String, _ kind: Disk.Kind, to folder: FolderEntry) {
        let path = folder.path.isEmpty ? name : "\(folder.path)/\(name)"
        let target = "\(folder.target)/\(name)"
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
        guard let target = Disk.canonical(link), let kind = Disk.kind(of: target) else {
            problems.append(Problem(.error, "broken-link", "\(path) is a link to nothing", at: place))
            return
        }
        guard root.contains(target) else {
            let hint = "copy it into the project"
            problems.append(
                Problem(.error, "outside-project", "\(path) is a link out of the project", at: place, hint: hint))
            return
        }
        guard kind != .folder || !"\(folder.target)/".hasPrefix(target + "/") else {
            problems.append(Problem(.error, "endless-link", "\(path) is a link to a folder that it lies in", at: place))
            return
        }
        entries.append(FolderEntry(name: name, path: path, target: target, isFolder: kind == .folder))
    }
}
