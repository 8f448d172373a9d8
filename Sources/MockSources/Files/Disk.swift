import Glibc
import MockModel

/// The disk as readers see it: folders listed, small files read whole, links followed only on request.
enum Disk {
    /// What a file holds, as far as it was asked for.
    enum Contents {
        /// All of it.
        case bytes([UInt8])
        /// It is larger than was asked for; its size.
        case large(Int)
    }

    /// Reads a regular file of at most `limit` bytes; of a larger one only its size.
    ///
    /// Never waits: a pipe or a device is refused. The path is canonical; a link that took the file's place since is not followed.
    static func contents(of path: String, upTo limit: Int) throws(DiskError) -> Contents {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard descriptor >= 0 else { throw DiskError(code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw DiskError(code: errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw DiskError(reason: "is a folder") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw DiskError(reason: "is no regular file") }
        guard status.st_size <= limit else { return .large(Int(status.st_size)) }
        return .bytes(try read(descriptor, count: Int(status.st_size)))
    }

    private static func read(_ descriptor: Int32, count: Int) throws(DiskError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled)
                if got < 0 { failure = errno }
                guard got > 0 else { break }
                filled += got
            }
        }
        guard failure == 0 else { throw DiskError(code: failure) }
        return bytes
    }

    /// The names in a folder with what they are, links as links, in the order of their bytes.
    static func names(in folder: String) throws(DiskError) -> [(name: String, kind: Kind)] {
        guard let stream = unsafe opendir(folder) else { throw DiskError(code: errno) }
        defer { unsafe closedir(stream) }
        var names: [(name: String, kind: Kind)] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
            }
            guard name != ".", name != ".." else { continue }
            names.append((name, kind(of: unsafe entry.pointee.d_type, "\(folder)/\(name)")))
        }
        return names.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// What a path is.
    enum Kind {
        case file
        case folder
        case link
        /// A pipe, a socket, a device.
        case special
    }

    /// Some file systems leave the type out of their listings.
    private static func kind(of type: UInt8, _ path: @autoclosure () -> String) -> Kind {
        switch Int(type) {
        case DT_REG: .file
        case DT_DIR: .folder
        case DT_LNK: .link
        case DT_UNKNOWN: kind(of: path(), followingLinks: false) ?? .special
        default: .special
        }
    }

    /// What lies at a path; `nil` for nothing.
    static func kind(of path: String, followingLinks: Bool = true) -> Kind? {
        var status = stat()
        let result = unsafe followingLinks ? stat(path, &status) : lstat(path, &status)
        guard result == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        case S_IFLNK: return .link
        default: return .special
        }
    }

    /// When a file was last changed, as finely as bodies that stay in their file tell it; `nil` when it does not exist.
    static func version(of path: String) -> FileVersion? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        let time = status.st_mtim
        return FileVersion(seconds: time.tv_sec, nanoseconds: time.tv_nsec / 1_000 * 1_000)
    }

    /// The absolute path with every link followed; `nil` when it does not exist.
    static func canonical(_ path: String) -> String? {
        guard !path.utf8.contains(0), let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}

/// Why the disk did not answer, in words that follow the name: "cannot be read: Permission denied".
struct DiskError: Error, Equatable {
    let reason: String

    init(reason: String) {
        self.reason = reason
    }

    init(code: Int32) {
        reason =
            switch code {
            case ENOENT: "does not exist"
            default: unsafe "cannot be read: \(String(cString: strerror(code)))"
            }
    }
}
