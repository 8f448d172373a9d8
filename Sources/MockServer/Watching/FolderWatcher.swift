import Foundation
import Glibc
public import MockFiles
import MockModel
import Synchronization

/// Tells whether anything was saved that a project was read from, by Linux's inotify.
///
/// It hears of each folder and file before it is read (`FileObserver`) and watches the folder from then on: no change falls between
/// reading and watching, and whatever else lies beside the project does not count. The kernel queues an event in the moment of the change, so
/// a request after a save sees it. Folders are watched by their paths, up to the root of the file system: one that is removed and made
/// again, and a project that is replaced as a whole, are found.
public final class FolderWatcher: FileObserver {
    private let descriptor: Int32
    private let source: String
    private let state = Mutex(State())
    private let isChanged = Atomic<Bool>(false)

    private struct State {
        var paths: [Int32: String] = [:]
        var watches: [TextKey: Int32] = [:]
        /// The files of the version that is served.
        var footprint = WatchFootprint()
        /// The files of the version that is being read.
        var next: WatchFootprint?
        /// The links on the way to what is being read.
        var links = LinkTrail()
        /// The folders that the kernel does not watch.
        var missing = UnwatchedFolders()
        /// Whether a thread looks at them.
        var isLooking = false
        var tell: @Sendable (UnwatchedFolders) -> Void = { _ in }
    }

    /// Makes a watcher of a source that exists; it watches the folders and files that are read.
    ///
    /// - Parameter source: an absolute path.
    /// - Throws: `WatchError` with the reason of the system when watching is not possible.
    public init(source: String) throws(WatchError) {
        let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { throw WatchError(code: errno) }
        guard Disk.kind(of: source) != nil else {
            defer { close(descriptor) }
            throw WatchError(code: ENOENT)
        }
        self.descriptor = descriptor
        self.source = source
    }

    deinit { close(descriptor) }

    /// Sets the receiver of folders that cannot be watched; it receives the known ones at once.
    public func tell(_ tell: @escaping @Sendable (UnwatchedFolders) -> Void) {
        let missing = state.withLock { state in
            state.tell = tell
            return state.missing
        }
        if !missing.isEmpty { tell(missing) }
    }

    // MARK: - What is read

    /// The project is read anew.
    public func beginReading() {
        state.withLock { state in
            state.next = WatchFootprint()
            state.links = LinkTrail()
            open(source, &state)
        }
    }

    /// The project is read; watches that it no longer needs end.
    public func endReading() {
        let told: (UnwatchedFolders, @Sendable (UnwatchedFolders) -> Void)? = state.withLock { state in
            guard let footprint = state.next else { return nil }
            let old = state.missing
            state.next = nil
            state.footprint = footprint
            for (path, watch) in state.watches where !footprint.contains(path.text) {
                state.watches[path] = nil
                state.paths[watch] = nil
                inotify_rm_watch(descriptor, watch)
            }
            state.missing.keep { footprint.contains($0) }
            look(at: &state)
            return state.missing.isEmpty || state.missing.paths == old.paths ? nil : (state.missing, state.tell)
        }
        if let (missing, tell) = told { tell(missing) }
    }

    /// A folder is about to be listed: it is watched from now on.
    public func willList(_ folder: String, for interest: FolderInterest) {
        state.withLock { state in
            state.next?.list(folder, for: interest)
            watch(folder, &state)
        }
    }

    /// A folder was listed; its names belong to the project.
    public func didList(_ folder: String, names: [String]) {
        state.withLock { $0.next?.add(names, of: folder) }
    }

    /// A file is about to be opened: its folder is watched from now on.
    public func willOpen(_ file: String) {
        state.withLock { open(file, &$0) }
    }

    /// A file is watched by its path, and so is what the links on the way to it lead to, which need not be there yet.
    private func open(_ file: String, _ state: inout State) {
        note(FolderWatcher.normal(file), &state)
        for path in state.links.follow(file) { note(path, &state) }
    }

    private func note(_ file: String, _ state: inout State) {
        state.next?.open(file)
        watch(WatchFootprint.folder(of: file), &state)
    }

    /// Watches a folder and those above it.
    ///
    /// The kernel knows a folder by itself, so one that was made again gets a new watch.
    private func watch(_ folder: String, _ state: inout State) {
        var folder = folder
        var isNew = add(folder, &state)
        while isNew, folder != "/" {
            folder = WatchFootprint.folder(of: folder)
            isNew = add(folder, &state)
        }
    }

    /// Whether the folder may not have been watched yet.
    private func add(_ folder: String, _ state: inout State) -> Bool {
        // Links are watched where they stand and where they lead; those on the way to the source are the user's own.
        let isAbove = folder == "/" || source.hasPrefix(folder + "/")
        let interest = WatchEvent.interest | (isAbove ? 0 : UInt32(IN_DONT_FOLLOW))
        let watch = unsafe inotify_add_watch(descriptor, folder, interest)
        guard watch >= 0 else {
            let code = errno
            let isExpected = [ENOENT, ENOTDIR, ELOOP].contains(code) || (isAbove && code == EACCES)
            if !isExpected { state.missing.add(folder, WatchError(code: code)) }
            return true
        }
        state.missing.remove(folder)
        guard state.watches[TextKey(folder)] != watch || state.paths[watch]?.isSame(as: folder) != true else {
            return false
        }
        state.watches[TextKey(folder)] = watch
        state.paths[watch] = folder
        return true
    }

    /// The path without `.` and `..`, as far as its text tells.
    private static func normal(_ path: String) -> String {
        guard path.contains("/.") || path.contains("//") else { return path }
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    // MARK: - What changed

    /// Whether something changed since the last call; clears the change, never blocks.
    public func takeChanges() -> Bool {
        readEvents()
        return isChanged.exchange(false, ordering: .acquiringAndReleasing)
    }

    /// Whether something changed; keeps the change.
    public var hasChanges: Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        if unsafe poll(&waiting, 1, 0) > 0 { readEvents() }
        return isChanged.load(ordering: .acquiring)
    }

    private func readEvents() {
        state.withLock { state in
            var buffer = [UInt8](repeating: 0, count: 16_384)
            while true {
                let count = unsafe read(descriptor, &buffer, buffer.count)
                guard count > 0 else { break }
                for event in WatchEvent.all(in: buffer[..<count]) where isNews(event, &state) { change() }
            }
        }
    }

    /// Looks at the folders that the kernel does not watch, once a second on a thread of its own: no event loop waits for a slow disk.
    private func look(at state: inout State) {
        guard !state.missing.isEmpty, !state.isLooking else { return }
        state.isLooking = true
        Thread.detachNewThread { [weak self] in
            repeat { Thread.sleep(forTimeInterval: 1) } while self?.lookOnce() == true
        }
    }

    /// Looks at them; `false` when there are none any more.
    private func lookOnce() -> Bool {
        let missing = state.withLock { state in
            state.isLooking = !state.missing.isEmpty
            return state.missing
        }
        if missing.haveChanged { change() }
        return !missing.isEmpty
    }

    private func change() { isChanged.store(true, ordering: .releasing) }

    private func isNews(_ event: WatchEvent, _ state: inout State) -> Bool {
        if event.isOverflow { return true }
        guard let folder = state.paths[event.watch] else { return false }
        if event.isEnd {
            state.paths[event.watch] = nil
            if state.watches[TextKey(folder)] == event.watch { state.watches[TextKey(folder)] = nil }
            return false
        }
        let prints = [state.footprint, state.next ?? state.footprint]
        if event.isOfFolder { return prints.contains { $0.contains(folder) } }
        guard !event.name.isEmpty else { return false }
        guard prints.contains(where: { $0.concerns(event.change, of: event.name, in: folder) }) else { return false }
        return !event.isBegunFile || FolderWatcher.isWhole("\(folder)/\(event.name)")
    }

    /// Whether a file that was just made is more than begun: a link to another file, or one with bytes; the end of a begun one is told.
    private static func isWhole(_ path: String) -> Bool {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG || status.st_nlink > 1 || status.st_size > 0
    }
}

/// Why a folder cannot be watched.
public struct WatchError: Error, Sendable, Equatable {
    /// The reason of the system, such as "Too many open files".
    public let reason: String

    init(code: Int32) {
        reason = unsafe String(cString: strerror(code))
    }
}
