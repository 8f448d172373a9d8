public import MockEngine
public import MockModel
import Synchronization

/// A real time that moves only when a test moves it.
public final class FixedClock: WallClock {
    private let time: Mutex<Int64>
    private let jumped = Mutex<Int64>(0)

    /// Starts at a time in milliseconds since 1970; by default 2026-01-01T00:00:00Z.
    public init(_ milliseconds: Int64 = 1_767_225_600_000) {
        time = Mutex(milliseconds)
    }

    /// The time it was set to.
    public var milliseconds: Int64 { time.withLock { $0 } + jumped.withLock { $0 } }

    /// The same time in nanoseconds, less its jumps.
    public var monotonicNanoseconds: Int64 { time.withLock { $0 } * 1_000_000 }

    /// Sets the machine's clock forward or back, without any time passing.
    public func jump(by milliseconds: Int64) {
        jumped.withLock { $0 += milliseconds }
    }

    /// Moves it forward.
    public func advance(by milliseconds: Int64) {
        time.withLock { $0 += milliseconds }
    }
}

/// A project without files and variables.
public struct NoFiles: ProjectFiles {
    /// Makes one.
    public init() {}

    /// Refuses every path.
    public func read(_ path: String) throws(FileAccessError) -> [UInt8] { throw FileAccessError("does not exist") }

    /// Refuses every name.
    public func environment(_ name: String) throws(FileAccessError) -> String? {
        throw FileAccessError("is not listed")
    }
}
