internal import CFiles
import Glibc

/// The folder of a project, open: the only way to its files, none of which may lie outside, whatever links say and however they change.
///
/// Names go from the root: `routes/users/GET.json`; the empty name is the root itself.
public final class ProjectRoot: Sendable {
    /// The absolute path with every link followed.
    public let path: String
    private let descriptor: Int32
    private let observer: (any FileObserver)?

    /// The contents of a file, up to a limit.
    public enum Contents {
        /// All of it.
        case bytes([UInt8])
        /// It is larger than was asked for; its size.
        case large(Int)
    }

    /// Opens a folder that exists; `nil` when it does not.
    ///
    /// - Parameter observer: hears of every folder and file before it is looked at.
    public convenience init?(_ path: String, observer: (any FileObserver)? = nil) {
        guard let canonical = Disk.canonical(path) else { return nil }
        self.init(canonical: canonical, observer: observer)
    }

    /// Opens a folder whose path has no links in it; `nil` when it does not exist.
    public init?(canonical path: String, observer: (any FileObserver)? = nil) {
        let descriptor = unsafe Glibc.open(path, beneath_place | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        self.path = path
        self.descriptor = descriptor
        self.observer = observer
    }

    deinit { close(descriptor) }

    /// Whether a canonical path lies inside.
    public func contains(_ canonical: String) -> Bool { name(of: canonical) != nil }

    /// The absolute path of a name such as `routes/GET.json`.
    public func absolute(_ name: String) -> String {
        name.isEmpty ? path : path == "/" ? "/\(name)" : "\(path)/\(name)"
    }

    /// The name of a canonical path; `nil` for one that lies outside.
    public func name(of canonical: String) -> String? {
        if canonical.utf8.elementsEqual(path.utf8) { return "" }
        let start = path == "/" ? "/" : path + "/"
        return canonical.utf8.starts(with: start.utf8) ? String(canonical.utf8.dropFirst(start.utf8.count)) : nil
    }

    /// Opens a regular file; never waits for a pipe or a device.
    public func open(_ name: String) throws(DiskError) -> ProjectFile {
        observer?.willOpen(absolute(name))
        return try ProjectFile(try descriptor(of: name, O_RDONLY | O_NONBLOCK | O_NOCTTY))
    }

    /// Reads a regular file of at most `limit` bytes; of a larger one only its size.
    public func contents(of name: String, upTo limit: Int) throws(DiskError) -> Contents {
        let file = try open(name)
        return file.size <= limit ? .bytes(try file.bytes()) : .large(file.size)
    }

    /// The names in a folder with what they are, links as links, in the order of their bytes.
    ///
    /// - Parameter interest: the entries that matter to the caller; all are listed.
    public func names(
        in folder: String, for interest: FolderInterest = .all
    ) throws(DiskError) -> [(name: String, kind: Disk.Kind)] {
        observer?.willList(absolute(folder), for: interest)
        let descriptor = try descriptor(of: folder, O_RDONLY | O_DIRECTORY | O_NONBLOCK)
        guard let stream = unsafe fdopendir(descriptor) else {
            defer { close(descriptor) }
            throw DiskError(code: errno)
        }
        let entries = unsafe FolderStream.entries(stream)
        if let observer, interest == .all { observer.didList(absolute(folder), names: entries.map(\.name)) }
        return entries
    }

    /// The target of a name when its links are followed: its name and its kind.
    public func target(of name: String) throws(DiskError) -> (name: String, kind: Disk.Kind) {
        observer?.willOpen(absolute(name))
        let found = try descriptor(of: name, beneath_place)
        defer { close(found) }
        var status = stat()
        guard unsafe fstat(found, &status) == 0 else { throw DiskError(code: errno) }
        guard let canonical = Disk.canonical(absolute(name)) else { throw DiskError(code: ENOENT) }
        guard let target = self.name(of: canonical) else { throw DiskError(code: EXDEV) }
        return (target, Disk.Kind(mode: status.st_mode))
    }

    /// Opens what lies beneath the root.
    private func descriptor(of name: String, _ flags: Int32) throws(DiskError) -> Int32 {
        guard !name.utf8.contains(0) else { throw DiskError(code: ENOENT) }
        var result = unsafe beneath_open(descriptor, name.isEmpty ? "." : name, flags)
        // An absolute link may still lead to another place of the project.
        if result == -EXDEV, let canonical = Disk.canonical(absolute(name)), let inside = self.name(of: canonical) {
            result = unsafe beneath_open(descriptor, inside.isEmpty ? "." : inside, flags)
        }
        guard result >= 0 else { throw DiskError(code: -result) }
        return result
    }
}
