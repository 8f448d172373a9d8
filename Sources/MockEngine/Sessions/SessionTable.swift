import MockModel
import Synchronization

/// The sessions of an engine beside the default one.
final class SessionTable: Sendable {
    /// How many there may be: each takes some memory until it is idle for too long.
    static let most = 10_000

    private let named = Mutex<[TextKey: Session]>([:])
    private let hasBeenUsed = Atomic<Bool>(false)
    private let made = Atomic<Int>(0)
    private let generations = Atomic<Int>(0)
    /// Sessions that were taken out, and may have calls that are still to be told: the newest one, and those in which calls wait.
    private let ended = Mutex<[Session]>([])

    /// Whether no session was ever made beside the default one: one look at a flag, for the path of every request.
    ///
    /// After the last session has ended, requests that still name it are refused, not answered by the default one.
    var isUnused: Bool { !hasBeenUsed.load(ordering: .relaxed) }

    /// A session by its id.
    subscript(id: String) -> Session? { named.withLock { $0[TextKey(id)] } }

    /// The sessions, sorted by their ids.
    var all: [Session] {
        named.withLock { named in named.values.sorted { TextKey($0.id) < TextKey($1.id) } }
    }

    /// An id that no session has: `s1`, `s2` and so on.
    func nextID() -> String {
        while true {
            let id = "s\(made.add(1, ordering: .relaxed).newValue)"
            if self[id] == nil { return id }
        }
    }

    /// A number that tells a session apart from others of its id before it.
    func nextGeneration() -> Int { generations.add(1, ordering: .relaxed).newValue }

    /// The session that gave a token.
    func owner(of token: WaitToken) -> Session? {
        guard let id = token.session else { return nil }
        if let session = self[id], session.facts.owns(token) { return session }
        return ended.withLock { $0.first { $0.id.isSame(as: id) && $0.facts.owns(token) } }
    }

    /// Adds a session; `false` when one of its id is there already, or there are too many.
    func add(_ session: Session) -> Bool {
        named.withLock { named in
            guard named.count < SessionTable.most, named[TextKey(session.id)] == nil else { return false }
            named[TextKey(session.id)] = session
            hasBeenUsed.store(true, ordering: .relaxed)
            return true
        }
    }

    /// Takes a session out.
    func remove(_ id: String) -> Session? {
        named.withLock { named in
            let session = named.removeValue(forKey: TextKey(id))
            if let session { keepEnded([session]) }
            return session
        }
    }

    /// Takes out the sessions that were not used since a number of ticks.
    func removeIdle(since ticks: Int64) -> [Session] {
        named.withLock { named in
            let idle = named.values.filter { $0.facts.lastUse < ticks && !$0.hasWaits }
            for session in idle { named[TextKey(session.id)] = nil }
            keepEnded(idle)
            return idle
        }
    }

    /// Keeps sessions that are taken out, before their calls are told: a call that goes on meanwhile finds its session here.
    private func keepEnded(_ sessions: [Session]) {
        ended.withLock { ended in
            ended.removeAll { !$0.hasWaits }
            ended += sessions
        }
    }
}
