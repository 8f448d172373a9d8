import Glibc

/// An open regular file of a project; closed when its owner lets go of it.
public struct ProjectFile: ~Copyable {
    private let descriptor: Int32
    /// Its size in bytes.
    public let size: Int
    /// The time of its last change, in seconds and nanoseconds since 1970.
    public let modified: (seconds: Int, nanoseconds: Int)

    /// Takes a descriptor; of anything but a regular file it is closed again.
    init(_ descriptor: Int32) throws(DiskError) {
        var status = stat()
        let code = unsafe fstat(descriptor, &status) == 0 ? 0 : errno
        if let error = ProjectFile.error(code, mode: status.st_mode) {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        size = Int(status.st_size)
        modified = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    }

    private static func error(_ code: Int32, mode: mode_t) -> DiskError? {
        guard code == 0 else { return DiskError(code: code) }
        switch Disk.Kind(mode: mode) {
        case .file: return nil
        case .folder: return DiskError(reason: "is a folder")
        case .link, .special: return DiskError(reason: "is no regular file")
        }
    }

    deinit { close(descriptor) }

    /// The descriptor, which the caller closes.
    public consuming func takeDescriptor() -> Int32 {
        let taken = descriptor
        discard self
        return taken
    }

    /// The bytes from the start, as many as the file had when it was opened; fewer when it became shorter.
    ///
    /// - Parameter limit: the most that are read.
    public func bytes(upTo limit: Int = .max) throws(DiskError) -> [UInt8] {
        var failure: Int32 = 0
        let (descriptor, count) = (descriptor, min(size, limit))
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
}
