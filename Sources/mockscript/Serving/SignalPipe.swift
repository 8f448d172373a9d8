import Glibc
import Synchronization

/// Hands signals from their handler, which may do next to nothing, to the thread that waits for them.
///
/// Through a pipe; where the system gives none, through a number at which the thread looks now and then.
final class SignalPipe: Sendable {
    /// The one that signals of the process go through.
    static let shared = SignalPipe(SignalPipe.open())
    /// Stands for the end of the input among the numbers of signals.
    static let inputEnd: Int32 = 0

    private let ends: (reader: Int32, writer: Int32)?
    /// The last number without a pipe; -1 for none.
    private let kept = Atomic<Int32>(-1)
    /// The time between two looks without a pipe.
    private static let interval = Duration.milliseconds(50)

    init(_ ends: (reader: Int32, writer: Int32)?) {
        self.ends = ends
    }

    /// Takes these signals from now on.
    static func install(_ numbers: [Int32]) {
        _ = shared
        for number in numbers { signal(number) { SignalPipe.shared.write($0) } }
    }

    private static func open() -> (reader: Int32, writer: Int32)? {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return nil }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        return (ends[0], ends[1])
    }

    /// Hands a number on; runs inside a signal handler: an atomic store or a system call, and the error number as it was.
    func write(_ number: Int32) {
        let before = errno
        if let ends {
            var byte = UInt8(truncatingIfNeeded: number)
            _ = unsafe Glibc.write(ends.writer, &byte, 1)
        } else {
            kept.store(number, ordering: .releasing)
        }
        errno = before
    }

    /// The number of the next signal; `nil` when none comes within the time.
    ///
    /// Without a time it waits for one.
    func next(within time: Duration?) -> Int32? {
        guard let ends else { return look(within: time) }
        var entry = pollfd(fd: ends.reader, events: Int16(POLLIN), revents: 0)
        let milliseconds = time.map { Int32(clamping: max(1, Int64($0 / .milliseconds(1)))) } ?? -1
        guard unsafe poll(&entry, 1, milliseconds) > 0 else { return nil }
        var byte: UInt8 = 0
        return unsafe read(entry.fd, &byte, 1) == 1 ? Int32(byte) : nil
    }

    private func look(within time: Duration?) -> Int32? {
        let end = time.map { ContinuousClock.now + $0 }
        while true {
            let number = kept.exchange(-1, ordering: .acquiringAndReleasing)
            if number >= 0 { return number }
            if let end, end <= .now { return nil }
            usleep(UInt32(SignalPipe.interval / .microseconds(1)))
        }
    }
}
