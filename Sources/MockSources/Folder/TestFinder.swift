import MockFiles
import MockModel

/// Finds the `*.test.lua` files anywhere in a project.
struct TestFinder {
    private let root: ProjectRoot
    /// What was found, folder by folder.
    private(set) var found: [FolderEntry] = []
    private(set) var problems: [Problem] = []
    private var folders = 0

    /// A project may lie at the top of a repository: what a package manager put there is none of it.
    private static let foreign: Set<String> = ["node_modules", "vendor", "build", "dist", "target", "Pods"]
    private static let mostFolders = 20_000
    private static let deepest = 32

    init(root: ProjectRoot) {
        self.root = root
    }

    /// Looks among the entries of the project's folder and below them.
    mutating func look(among entries: [FolderEntry]) {
        // The folder was listed for its own names; tests may lie anywhere.
        _ = try? root.names(in: "", for: .suffix(".test.lua"))
        look(among: entries, depth: 0)
    }

    private mutating func look(among entries: [FolderEntry], depth: Int) {
        for entry in entries {
            if !entry.isFolder {
                if entry.name.hasSuffix(".test.lua") { found.append(entry) }
            } else if !TestFinder.foreign.contains(entry.name) {
                look(in: entry, depth: depth + 1)
            }
        }
    }

    private mutating func look(in folder: FolderEntry, depth: Int) {
        folders += 1
        guard depth < TestFinder.deepest, folders < TestFinder.mostFolders else { return refuse(folder) }
        look(among: FolderListing(of: folder, in: root, for: .suffix(".test.lua")).entries, depth: depth)
    }

    private mutating func refuse(_ folder: FolderEntry) {
        guard problems.isEmpty else { return }
        problems.append(
            Problem(
                .warning, "too-many-folders",
                "no tests are looked for in \(folder.path) and what follows: at most \(TestFinder.deepest) levels, "
                    + "\(TestFinder.mostFolders) folders",
                at: folder.location))
    }
}
