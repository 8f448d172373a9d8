import MockModel
import Synchronization

/// What stays the same for as long as a session lives, and its counter of tokens.
final class SessionFacts: Sendable {
    let id: String
    let seed: UInt64
    /// A delay on top of every other.
    let delay: Latency?
    let wallClock: any WallClock
    private let firstToken: Int
    private let tokens: Atomic<Int>
    /// When it was last used, in ticks; kept of sessions beside the default one.
    private let used: Atomic<Int64>
    /// The pages that are known to be blocked by their browser.
    private let blockedOrigins = Mutex(BlockedOrigins())

    /// Makes the facts of a session.
    ///
    /// - Parameters:
    ///   - id: its id.
    ///   - seed: where its chance begins, mixed with the id.
    ///   - delay: a delay on top of every other.
    ///   - wallClock: tells the real time.
    ///   - generation: tells apart sessions of the same id, one after the other: the numbers of their tokens differ.
    init(id: String, seed: UInt64, delay: Latency?, wallClock: any WallClock, generation: Int = 0) {
        firstToken = generation << 32
        tokens = Atomic(firstToken)
        used = Atomic(wallClock.monotonicNanoseconds)
        self.id = id
        self.seed = seed
        self.delay = delay
        self.wallClock = wallClock
    }

    /// Whether a token of its id is one of its own.
    func owns(_ token: WaitToken) -> Bool { token.number >> 32 == firstToken >> 32 }

    /// When it was last used, in ticks.
    var lastUse: Int64 { used.load(ordering: .relaxed) }

    /// Notes that it is used.
    func use() { used.store(ticks, ordering: .relaxed) }

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
