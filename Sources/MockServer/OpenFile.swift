import FoundationEssentials
import MockModel
import NIOCore
import NIOPosix

/// A file that is being sent, opened, with what its validators are made of.
final class OpenFile: Sendable {
    let path: String
    let size: Int
    let modified: FileAnswer.Modified
    private let handle: NIOFileHandle

    private init(path: String, size: Int, modified: FileAnswer.Modified, handle: NIOFileHandle) {
        self.path = path
        self.size = size
        self.modified = modified
        self.handle = handle
    }

    /// Opens the file of a body on a thread of the pool; fails with ``FileFailure``.
    static func open(_ body: FileBody, pool: NIOThreadPool, on loop: any EventLoop) -> EventLoopFuture<OpenFile> {
        pool.runIfActive(eventLoop: loop) { try OpenFile(opening: body) }
    }

    private convenience init(opening body: FileBody) throws {
        do {
            let handle = try NIOFileHandle(_deprecatedPath: body.path)
            do {
                try self.init(handle, path: body.path)
            } catch {
                try? handle.close()
                throw error
            }
        } catch {
            throw FileFailure.unreadable(path: body.path, errno: (error as? IOError)?.errnoCode ?? 0)
        }
        guard size == body.size else {
            close()
            throw FileFailure.changed(path: body.path, was: body.size, is: size)
        }
    }

    private convenience init(_ handle: NIOFileHandle, path: String) throws {
        let size = try FileRegion(fileHandle: handle).readableBytes
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let date = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        self.init(path: path, size: size, modified: FileVersion(date), handle: handle)
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

extension FileVersion {
    /// The version of a number of seconds since 1970; microseconds are as fine as that number is.
    fileprivate init(_ time: Double) {
        let whole = time.rounded(.down)
        self.init(seconds: Int(whole), nanoseconds: Int((time - whole) * 1_000_000) * 1000)
    }
}
