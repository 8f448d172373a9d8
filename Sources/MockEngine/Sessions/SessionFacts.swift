import MockModel
import Synchronization

/// What stays the same for as long as a session lives, and its counter of tokens.
final class SessionFacts: Sendable {
    let id: String
    let seed: UInt64
    /// A delay on top of every other.
    let delay: Latency?
    let wallClock: any WallClock
    private let tokens = Atomic<Int>(0)
    /// The pages that are known to be blocked by their browser.
    private let blockedOrigins = Mutex(BlockedOrigins())

    init(id: String, seed: UInt64, delay: Latency?, wallClock: any WallClock) {
        self.id = id
        self.seed = seed
        self.delay = delay
        self.wallClock = wallClock
    }

    /// Nanoseconds for measuring.
    var ticks: Int64 { wallClock.monotonicNanoseconds }

    /// Where the chance of a route begins.
    func chance(of route: String) -> UInt64 { RandomGenerator.mixed(seed: seed, session: id, route: route) }

    /// A token for a wait, whose number no other wait of the session has had.
    func nextToken() -> WaitToken {
        WaitToken(session: id, number: tokens.add(1, ordering: .relaxed).newValue)
    }

    /// The warning of what a browser will block of an answer; `nil` when it blocks nothing, and when that was told before.
    func warning(of response: Response, for origin: CrossOrigin) -> LogLine? {
        origin.block(of: response).flatMap { block in blockedOrigins.withLock { $0.warning(of: block) } }
    }
}
