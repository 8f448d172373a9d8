import MockFiles

/// Folders that the kernel refuses to watch: they are looked at from time to time instead.
public struct UnwatchedFolders: Sendable {
    private(set) var paths: Set<String> = []
    private var reason = ""
    private var known: [String: [String]] = [:]

    /// The warning for the user.
    public var sentence: String {
        let one = paths.count == 1
        return
            "\(paths.count) folder\(one ? "" : "s") cannot be watched (\(reason)), so \(one ? "it is" : "they are") looked at once a "
            + "second; with \"No space left on device\", raise fs.inotify.max_user_watches"
    }

    var isEmpty: Bool { paths.isEmpty }

    /// Adds a folder that is read next, and notes how it is now.
    mutating func add(_ folder: String, _ error: WatchError) {
        paths.insert(folder)
        reason = error.reason
        known[folder] = Disk.state(of: folder)
    }

    mutating func remove(_ folder: String) {
        guard !paths.isEmpty, paths.remove(folder) != nil else { return }
        known[folder] = nil
    }

    mutating func keep(where isWanted: (String) -> Bool) {
        for path in paths where !isWanted(path) { remove(path) }
    }

    /// Whether one of them is not as it was when it was read.
    var haveChanged: Bool { paths.contains { Disk.state(of: $0) != known[$0] } }
}
