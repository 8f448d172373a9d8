import MockModel
import Synchronization

/// The requests to other servers that are under way at one time: so many in all, so many of one session.
///
/// Others wait in turn.
///
/// Used from any thread.
public final class OutgoingPlaces: Sendable {
    /// How many there are.
    public struct Limits: Sendable, Equatable {
        /// In all.
        public var all: Int
        /// Of one session.
        public var session: Int
        /// That wait for their turn.
        public var waiting: Int

        /// Makes limits; a session has half of all by default.
        public init(all: Int, session: Int? = nil, waiting: Int = 10_000) {
            self.all = max(1, all)
            self.session = max(1, session ?? all / 2)
            self.waiting = waiting
        }
    }

    /// The limits.
    let limits: Limits
    private let state = Mutex(State())

    private struct State {
        var taken = 0
        var sessions: [TextKey: Int] = [:]
        var made = 0
        /// The requests that wait, in turn; `then` is called when one has a place.
        var waiting: [(number: Int, session: String, then: @Sendable () -> Void)] = []
    }

    /// The result of asking for a place.
    enum Entry: Equatable {
        case taken
        /// It waits, under that number.
        case waits(Int)
        /// Too many wait.
        case refused
    }

    init(_ limits: Limits) {
        self.limits = limits
    }

    /// Takes a place, or waits for one; then `then` is called on any thread, with the place taken.
    func enter(_ session: String, then: @escaping @Sendable () -> Void) -> Entry {
        state.withLock { state in
            if isFree(for: session, state) {
                take(session, &state)
                return .taken
            }
            guard state.waiting.count < limits.waiting else { return .refused }
            state.made += 1
            state.waiting.append((state.made, session, then))
            return .waits(state.made)
        }
    }

    /// Gives a place back; the first request that may have it goes on.
    func leave(_ session: String) {
        let next: (@Sendable () -> Void)? = state.withLock { state in
            state.taken -= 1
            let left = (state.sessions[TextKey(session)] ?? 1) - 1
            state.sessions[TextKey(session)] = left > 0 ? left : nil
            guard let index = state.waiting.firstIndex(where: { isFree(for: $0.session, state) }) else { return nil }
            let entry = state.waiting.remove(at: index)
            take(entry.session, &state)
            return entry.then
        }
        next?()
    }

    /// Waits no more; `false` when the place was taken meanwhile.
    func giveUp(_ number: Int) -> Bool {
        state.withLock { state in
            guard let index = state.waiting.firstIndex(where: { $0.number == number }) else { return false }
            state.waiting.remove(at: index)
            return true
        }
    }

    private func isFree(for session: String, _ state: State) -> Bool {
        state.taken < limits.all && (state.sessions[TextKey(session)] ?? 0) < limits.session
    }

    private func take(_ session: String, _ state: inout State) {
        state.taken += 1
        state.sessions[TextKey(session), default: 0] += 1
    }
}
