import Glibc
import MockEngine
import MockFiles
import MockModel
import NIOCore
import NIOPosix

/// A file that is being sent, opened, with what its validators are made of.
final class OpenFile: Sendable {
    let path: String
    let size: Int
    let modified: FileVersion
    private let handle: NIOFileHandle

    private init(path: String, size: Int, modified: FileVersion, handle: NIOFileHandle) {
        self.path = path
        self.size = size
        self.modified = modified
        self.handle = handle
    }

    /// Opens the file of a body on a thread of the pool; fails with `FileFailure`.
    static func open(_ body: FileBody, pool: NIOThreadPool, on loop: any EventLoop) -> EventLoopFuture<OpenFile> {
        pool.runIfActive(eventLoop: loop) { try OpenFile(opening: body) }
    }

    private convenience init(opening body: FileBody) throws {
        let file = try OpenFile.find(body)
        let (size, modified) = (file.size, file.modified)
        self.init(
            path: body.path, size: size,
            modified: FileVersion(seconds: modified.seconds, nanoseconds: modified.nanoseconds),
            handle: NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: file.takeDescriptor()))
    }

    /// Finds the file of a body, which must have the size that it had when the project was loaded.
    static func find(_ body: FileBody) throws(FileFailure) -> ProjectFile {
        guard let root = ProjectRoot(canonical: body.root) else {
            throw FileFailure.unreadable(path: body.path, reason: DiskError(code: ENOENT).reason)
        }
        let file: ProjectFile
        do throws(DiskError) {
            file = try root.open(body.name)
        } catch { throw FileFailure.unreadable(path: body.path, reason: error.reason) }
        guard file.size == body.size else {
            throw FileFailure.changed(path: body.path, was: body.size, is: file.size)
        }
        return file
    }

    /// Reads a part on a thread of the pool; fewer bytes than asked for when the file ends before.
    func read(
        from offset: Int, count: Int, io: NonBlockingFileIO, on loop: any EventLoop
    ) -> EventLoopFuture<ByteBuffer> {
        io.read(
            fileHandle: handle, fromOffset: Int64(offset), byteCount: count, allocator: ByteBufferAllocator(),
            eventLoop: loop)
    }

    /// Gives the descriptor back.
    func close() {
        try? handle.close()
    }
}
