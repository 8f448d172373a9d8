import MockModel
import NIOCore
import Synchronization

/// What an event loop is busy with, so that another thread can tell when it does not come back.
final class LoopWatch: Sendable {
    private struct Entry {
        var request: Request
        var since: NIODeadline
        var isTold = false
    }

    private let entry = Mutex<Entry?>(nil)
    private let limit: TimeAmount

    init(limit: Duration) {
        self.limit = TimeAmount(limit)
    }

    /// The loop begins work on a request.
    func enter(_ request: Request, at now: NIODeadline) {
        entry.withLock { $0 = Entry(request: request, since: now) }
    }

    /// Ends the measurement; gives the duration when it was too long and was not reported yet.
    func leave(at now: NIODeadline) -> TimeAmount? {
        entry.withLock { entry in
            defer { entry = nil }
            guard let past = entry, !past.isTold, now - past.since > limit else { return nil }
            return now - past.since
        }
    }

    /// The request that blocks the loop, once.
    func overdue(at now: NIODeadline) -> (request: Request, time: TimeAmount)? {
        entry.withLock { entry in
            guard let current = entry, !current.isTold, now - current.since > limit else { return nil }
            entry?.isTold = true
            return (current.request, now - current.since)
        }
    }
}
