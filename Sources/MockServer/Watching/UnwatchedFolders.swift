import MockFiles
import MockModel

/// Folders that the kernel refuses to watch: they are looked at from time to time instead.
public struct UnwatchedFolders: Sendable {
    private(set) var paths: Set<TextKey> = []
    private var reason = ""
    private var known: [TextKey: [String]] = [:]

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
        paths.insert(TextKey(folder))
        reason = error.reason
        known[TextKey(folder)] = Disk.state(of: folder)
    }

    mutating func remove(_ folder: String) {
        guard !paths.isEmpty, paths.remove(TextKey(folder)) != nil else { return }
        known[TextKey(folder)] = nil
    }

    mutating func keep(where isWanted: (String) -> Bool) {
        for path in paths where !isWanted(path.text) { remove(path.text) }
    }

    /// Whether one of them is not as it was when it was read.
    var haveChanged: Bool { paths.contains { Disk.state(of: $0.text) != known[$0] } }
}
