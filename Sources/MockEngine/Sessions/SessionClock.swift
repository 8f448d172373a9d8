/// The clock of a session: it follows the real one, stands still, or is moved.
struct SessionClock: Sendable {
    /// Milliseconds since 1970.
    private var origin: Int64
    /// The real time at which `origin` held; `nil` while the clock stands still.
    private var since: Int64?

    /// Starts a clock.
    ///
    /// - Parameters:
    ///   - start: milliseconds since 1970; `nil` takes the real time.
    ///   - isFrozen: whether it stands still.
    ///   - real: the real time now.
    init(start: Int64?, isFrozen: Bool, real: Int64) {
        origin = start ?? real
        since = isFrozen ? nil : real
    }

    /// Whether it follows the real one.
    var isRunning: Bool { since != nil }

    /// The time on it.
    func now(real: Int64) -> Int64 {
        since.map { origin + (real - $0) } ?? origin
    }

    /// Moves it forward.
    mutating func advance(by milliseconds: Int64) {
        origin += milliseconds
    }
}

/// Tells the real time; the edge and the tests each bring one.
public protocol WallClock: Sendable {
    /// Milliseconds since 1970.
    var milliseconds: Int64 { get }
    /// Nanoseconds of a clock that never jumps, for measuring.
    var monotonicNanoseconds: Int64 { get }
}
