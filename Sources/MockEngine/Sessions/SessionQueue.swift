import MockModel
import Synchronization

/// What waits for a session while code holds it on another thread: calls to wake, and runs to end, once it is free.
final class SessionQueue: Sendable {
    /// The tokens that wait.
    struct Entries {
        /// Woken when the session is free.
        var waiters: [WaitToken] = []
        /// Ended when the session is free.
        var cancelled: [WaitToken] = []
    }

    private let entries = Mutex(Entries())
    private let occupied = Atomic<Bool>(false)

    /// Whether something waits.
    var isOccupied: Bool { occupied.load(ordering: .sequentiallyConsistent) }

    /// Adds to what waits.
    func add(_ change: (inout Entries) -> Void) {
        entries.withLock { entries in
            change(&entries)
            occupied.store(true, ordering: .sequentiallyConsistent)
        }
    }

    /// Takes all that waits.
    func takeAll() -> Entries {
        entries.withLock { entries in
            defer { entries = Entries() }
            occupied.store(false, ordering: .sequentiallyConsistent)
            return entries
        }
    }
}
