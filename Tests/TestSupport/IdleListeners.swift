import Glibc

/// Sockets that listen at ports of their own and answer no request: they make the system's table of sockets long.
public final class IdleListeners {
    private var descriptors: [Int32] = []

    /// Opens so many.
    public init(_ count: Int) throws {
        for _ in 0..<count {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            guard descriptor >= 0 else { throw RawClientError.errno(errno) }
            descriptors.append(descriptor)
            guard listen(descriptor, 1) == 0 else { throw RawClientError.errno(errno) }
        }
    }

    deinit { for descriptor in descriptors { close(descriptor) } }
}
