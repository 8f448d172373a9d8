import Glibc
import MockEngine

/// The clock of the machine: the only place that asks it for the engine.
package struct SystemClock: WallClock {
    /// Makes it.
    package init() {}

    package var milliseconds: Int64 {
        let time = SystemClock.read(CLOCK_REALTIME)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Counts the time in which the machine slept, too: a session's clock is right after that.
    package var monotonicNanoseconds: Int64 {
        let time = SystemClock.read(CLOCK_BOOTTIME)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    var processorNanoseconds: Int64 {
        let time = SystemClock.read(CLOCK_THREAD_CPUTIME_ID)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private static func read(_ clock: clockid_t) -> timespec {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return time
    }
}

/// A clock that stands still: nothing depends on the machine.
struct StillClock: WallClock {
    let milliseconds: Int64
    var monotonicNanoseconds: Int64 { 0 }
}
