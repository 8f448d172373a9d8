public import MockModel

/// Carries out what sessions do beside answering, and wakes runs that wait for a message.
///
/// Called from any thread, outside the session's lock; must not block.
public protocol BackgroundDriver: AnyObject, Sendable {
    /// A session's next timer or webhook is due after this real time: then `Engine.runNextDue` is called.
    ///
    /// It replaces what was said before. `nil`: nothing is due, or only when the session's clock is moved. What is due at once may
    /// follow an answer that is not on the wire yet: at least a millisecond is to pass.
    func schedule(_ session: String, after time: Duration?)
    /// A wait is over before its time: it is resumed with `.woken`.
    func wake(_ token: WaitToken)
    /// Whether ``work(_:)`` runs code on threads of their own.
    var hasWorkers: Bool { get }
    /// Has `Engine.work` called with a token on a thread of a worker; only where there are some.
    func work(_ token: WaitToken)
    /// Something happened that no answer tells of.
    ///
    /// - Parameters:
    ///   - event: what happened.
    ///   - session: the session's id.
    ///   - call: the call that caused it; `nil` when none did.
    func note(_ event: BackgroundEvent, session: String, call: Exchange?)
}

/// A driver without workers.
extension BackgroundDriver {
    /// It has none.
    public var hasWorkers: Bool { false }
    /// Nothing is handed to it.
    public func work(_ token: WaitToken) {}
}

/// What a session has to tell its driver after it was used.
struct SessionEvents {
    /// The real time until the next job, when that changed.
    enum Schedule {
        case unchanged
        case after(Duration?)
    }

    /// When the next job is due, in milliseconds since 1970 on the session's clock.
    var nextDue: Int64?
    var schedule = Schedule.unchanged
    var woken: [WaitToken] = []
    var events: [(event: BackgroundEvent, call: Exchange?)] = []
}

extension Ledger {
    /// Notes what happened in the world since it was last given back.
    mutating func note(_ events: SessionEvents) {
        nextDue = events.nextDue
        for (event, call) in events.events {
            switch event {
            case .webhook(let attempt): webhooks.append(attempt, call: call?.call)
            case .failure: failedJobs += 1
            case .log: break
            }
        }
    }
}
