import MockModel

/// The clock of a session: it runs, stands still, or is moved; it stops with the year 9999.
///
/// It takes the real time once, when it starts, and then runs by a clock that never jumps: setting the machine's clock moves no timer and
/// ends no time to live.
struct SessionClock: Sendable {
    /// Milliseconds since 1970.
    private var origin: Int64
    /// The ticks at which `origin` held; `nil` while the clock stands still.
    private var since: Int64?

    /// Starts a clock.
    ///
    /// - Parameters:
    ///   - start: milliseconds since 1970; `nil` takes the real time.
    ///   - isFrozen: whether it stands still.
    ///   - wall: tells the real time and the ticks now.
    init(start: Int64?, isFrozen: Bool, wall: any WallClock) {
        origin = ClockTime.clamped(start ?? wall.milliseconds)
        since = isFrozen ? nil : wall.monotonicNanoseconds
    }

    /// Whether time passes on it by itself.
    var isRunning: Bool { since != nil }

    /// The time on it, by the ticks now.
    func now(_ ticks: Int64) -> Int64 {
        since.map { ClockTime.adding((ticks &- $0) / 1_000_000, to: origin) } ?? origin
    }

    /// Sets it; it runs from a number of ticks, or stands still.
    mutating func set(_ time: Int64, since ticks: Int64?) {
        origin = ClockTime.clamped(time)
        since = ticks
    }

    /// Moves it by a number of milliseconds, at most to an end of `ClockTime.range`.
    mutating func advance(by milliseconds: Int64) {
        origin = ClockTime.adding(milliseconds, to: origin)
    }
}

/// Tells the real time; the edge and the tests each bring one.
public protocol WallClock: Sendable {
    /// Milliseconds since 1970; jumps when the machine's clock is set.
    var milliseconds: Int64 { get }
    /// Nanoseconds of a clock that never jumps: every interval is measured by it.
    var monotonicNanoseconds: Int64 { get }
    /// Nanoseconds for which this thread has computed.
    var processorNanoseconds: Int64 { get }
}

extension WallClock {
    /// Those of the clock that never jumps, as if the thread had always computed.
    public var processorNanoseconds: Int64 { monotonicNanoseconds }
}
