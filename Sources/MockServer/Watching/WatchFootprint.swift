import MockFiles
import MockModel

/// What a project was read from: the folders that were listed and the files that were opened or looked for; absolute paths.
struct WatchFootprint {
    /// The folders that were listed, with what mattered in them.
    private var listed: [TextKey: Listing] = [:]
    /// The files.
    private var files: Set<TextKey> = []
    /// The folders on the way to either.
    private var ways: Set<TextKey> = []

    fileprivate struct Listing {
        var interests: [FolderInterest] = []
        var names: Set<TextKey> = []
    }

    /// What happened to an entry of a folder.
    enum Change {
        /// It came, went, or was replaced.
        case entry(isFolder: Bool)
        /// Its bytes or its rights changed.
        case contents
    }

    /// Adds a folder that is listed.
    mutating func list(_ folder: String, for interest: FolderInterest) {
        listed[TextKey(folder), default: Listing()].interests.append(interest)
        addWays(to: folder)
    }

    /// Adds the names that a listed folder has.
    mutating func add(_ names: [String], of folder: String) {
        listed[TextKey(folder), default: Listing()].names.formUnion(names.map { TextKey($0) })
    }

    /// Adds a file that is opened or looked for.
    mutating func open(_ file: String) {
        files.insert(TextKey(file))
        addWays(to: WatchFootprint.folder(of: file))
    }

    private mutating func addWays(to folder: String) {
        var folder = folder
        while ways.insert(TextKey(folder)).inserted, folder != "/" { folder = WatchFootprint.folder(of: folder) }
    }

    /// The folders in which a change may matter.
    var folders: [String] { ways.map(\.text) }

    /// Whether a folder is part of it.
    func contains(_ folder: String) -> Bool { ways.contains(TextKey(folder)) }

    /// Whether a change may make another project.
    func concerns(_ change: Change, of name: String, in folder: String) -> Bool {
        let path = TextKey(folder == "/" ? "/\(name)" : "\(folder)/\(name)")
        if files.contains(path) || ways.contains(path) { return true }
        guard let listing = listed[TextKey(folder)] else { return false }
        switch change {
        case .contents: return listing.awaits(name)
        case .entry(let isFolder): return listing.interests.contains { $0.concerns(name, isFolder: isFolder) }
        }
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }
}

extension WatchFootprint.Listing {
    /// Whether the bytes of a file may matter that was not opened: it was not there, or only begun, when the folder was listed.
    fileprivate func awaits(_ name: String) -> Bool {
        !names.contains(TextKey(name)) && interests.contains { $0.concerns(name, isFolder: false) }
    }
}

extension FolderInterest {
    fileprivate func concerns(_ name: String, isFolder: Bool) -> Bool {
        switch self {
        case .all:
            isFolder
                ? !LeftoverName.isFolder(name, belowRoutes: true)
                : !LeftoverName.isFile(name) && !LeftoverName.isNote(name)
        case .named(let names): names.contains(name)
        case .suffix(let suffix): isFolder ? !name.hasPrefix(".") : name.hasSuffix(suffix)
        }
    }
}
