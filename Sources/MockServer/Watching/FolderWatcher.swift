import Glibc
import Synchronization

/// Tells whether anything below a folder was saved, by Linux's inotify.
///
/// The kernel queues an event in the moment of the change, so whoever asks after a save sees it: no waiting, no polling of files.
public final class FolderWatcher: Sendable {
    private let descriptor: Int32
    private let root: String
    private let folders = Mutex<Set<String>>([])
    private static let interest = UInt32(
        IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR)

    /// Watches a folder and all below it, less hidden ones.
    ///
    /// - Throws: `WatchError` with the reason of the system when watching is not possible.
    public init(root: String) throws(WatchError) {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { throw WatchError(reason: FolderWatcher.reason) }
        guard unsafe inotify_add_watch(descriptor, root, FolderWatcher.interest) >= 0 else {
            defer { close(descriptor) }
            throw WatchError(reason: FolderWatcher.reason)
        }
        self.descriptor = descriptor
        self.root = root
        addFolders()
    }

    deinit { close(descriptor) }

    /// Whether something changed since the last call; takes the news, never blocks.
    public func takeChanges() -> Bool {
        var changed = false
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = unsafe read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            if FolderWatcher.tellsOfChange(buffer[..<count]) { changed = true }
        }
        if changed { addFolders() }
        return changed
    }

    /// Whether one of the events is worth a look; a file that was only begun is not, its end will be told.
    ///
    /// An event is its watch, mask, cookie and the length of its name, 4 bytes each, then the name (inotify(7)).
    private static func tellsOfChange(_ events: ArraySlice<UInt8>) -> Bool {
        func word(_ place: Int) -> UInt32 {
            (0..<4).reduce(0) { $0 | UInt32(events[place + $1]) << (8 * UInt32($1)) }
        }
        var place = events.startIndex
        while place + 16 <= events.endIndex {
            let mask = word(place + 4)
            let isBegunFile = mask & UInt32(IN_CREATE) != 0 && mask & UInt32(IN_ISDIR) == 0
            if !isBegunFile { return true }
            place += 16 + Int(word(place + 12))
        }
        return false
    }

    /// Whether there is news; leaves it where it is.
    public var hasChanges: Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&waiting, 1, 0) > 0
    }

    private func addFolders() {
        let found = FolderWatcher.folders(below: root)
        folders.withLock { known in
            for folder in found where !known.contains(folder) {
                _ = unsafe inotify_add_watch(descriptor, folder, FolderWatcher.interest)
            }
            known = found
        }
    }

    /// The folder and all below it; at most 10,000, to stay within the kernel's measure.
    private static func folders(below root: String) -> Set<String> {
        var found: Set<String> = []
        var left = [root]
        while let folder = left.popLast(), found.count < 10_000 {
            found.insert(folder)
            left += subfolders(of: folder)
        }
        return found
    }

    private static func subfolders(of folder: String) -> [String] {
        guard let listing = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(listing) }
        var found: [String] = []
        while let entry = unsafe readdir(listing) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            let isFolder = unsafe entry.pointee.d_type == UInt8(DT_DIR)
            if isFolder && !name.hasPrefix(".") { found.append("\(folder)/\(name)") }
        }
        return found
    }

    private static var reason: String {
        unsafe String(cString: strerror(errno))
    }
}

/// Why a folder cannot be watched.
public struct WatchError: Error, Sendable, Equatable {
    /// The reason of the system, such as "Too many open files".
    public let reason: String
}
