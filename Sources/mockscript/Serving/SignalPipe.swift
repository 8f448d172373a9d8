import Glibc
import Synchronization

/// Hands signals from their handler, which may do next to nothing, to the thread that waits for them: through a pipe.
enum SignalPipe {
    private static let writer = Atomic<Int32>(-1)
    private static let reader = Atomic<Int32>(-1)

    /// Takes these signals from now on.
    static func install(_ numbers: [Int32]) {
        if reader.load(ordering: .acquiring) < 0 { open() }
        for number in numbers { signal(number) { SignalPipe.write($0) } }
    }

    private static func open() {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        writer.store(ends[1], ordering: .releasing)
        reader.store(ends[0], ordering: .releasing)
    }

    /// Runs inside a signal handler: an atomic load and a system call, and the error number as it was.
    private static func write(_ number: Int32) {
        let before = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = unsafe Glibc.write(writer.load(ordering: .acquiring), &byte, 1)
        errno = before
    }

    /// The number of the next signal; `nil` when none comes within the time.
    ///
    /// Without a time it waits for one.
    static func next(within time: Duration?) -> Int32? {
        var entry = pollfd(fd: reader.load(ordering: .acquiring), events: Int16(POLLIN), revents: 0)
        let milliseconds = time.map { Int32(clamping: max(1, Int64($0 / .milliseconds(1)))) } ?? -1
        guard unsafe poll(&entry, 1, milliseconds) > 0 else { return nil }
        var byte: UInt8 = 0
        return unsafe read(entry.fd, &byte, 1) == 1 ? Int32(byte) : nil
    }
}
