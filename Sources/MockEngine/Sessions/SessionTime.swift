import MockModel

/// The time of a session: its clock, and what passed in virtual time.
struct SessionTime: Sendable {
    /// Whether a driver lets time pass, instead of the wall clock.
    var isVirtual = false
    /// Nanoseconds that passed in virtual time.
    private(set) var passed: Int64 = 0
    private var clock: SessionClock
    private let start: Settings.Clock

    /// Starts the clock.
    init(_ start: Settings.Clock, wallClock: any WallClock) {
        self.start = start
        clock = SessionClock(start: start.start, isFrozen: start.isFrozen, wall: wallClock)
    }

    /// Whether time passes on the clock by itself.
    var isRunning: Bool { clock.isRunning }

    /// Milliseconds since 1970, by the ticks now.
    func now(_ ticks: Int64) -> Int64 { clock.now(ticks) }

    /// Lets the clock stand still.
    mutating func freeze(at ticks: Int64) { clock.set(now(ticks), since: nil) }

    /// Lets the clock run on from the time that it shows.
    mutating func thaw(at ticks: Int64) { clock.set(now(ticks), since: ticks) }

    /// Sets the clock.
    mutating func set(_ time: Int64, isFrozen: Bool, at ticks: Int64) {
        clock.set(time, since: isFrozen ? nil : ticks)
    }

    /// Moves the clock forward.
    mutating func advance(by milliseconds: Int64) { clock.advance(by: milliseconds) }

    /// Lets virtual time pass: the clock moves, and so does the time that calls take.
    mutating func pass(_ milliseconds: Int64) {
        advance(by: milliseconds)
        let nanoseconds = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        if !nanoseconds.overflow { passed &+= nanoseconds.partialValue }
    }

    /// Back to the time at which the session began.
    mutating func reset(_ wallClock: any WallClock) {
        clock = SessionClock(start: start.start, isFrozen: start.isFrozen, wall: wallClock)
    }

    /// The real time until a time on the clock; `nil` when the clock stands still before it.
    func realTime(until due: Int64, at ticks: Int64) -> Duration? {
        let time = due - now(ticks)
        if time <= 0 { return .zero }
        return isRunning ? .milliseconds(time) : nil
    }
}
