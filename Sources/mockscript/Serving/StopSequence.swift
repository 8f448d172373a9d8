/// How a server stops: the first reason begins an orderly end; a further signal, or too long an end, ends the process.
struct StopSequence {
    /// What is to be done.
    enum Action: Equatable {
        case wait
        /// Begin the orderly end.
        case begin(StopReason)
        /// End the process at once, as for the reason that began its end.
        case exit(StopReason)
    }

    /// The time for an orderly end: that of the answers under way, and a little.
    static let longestEnd = Duration.seconds(12)

    private(set) var stopping: (reason: StopReason, deadline: ContinuousClock.Instant)?

    /// Takes what came, or nothing, at a time.
    mutating func take(_ reason: StopReason?, at now: ContinuousClock.Instant) -> Action {
        if let stopping {
            return reason?.isSignal == true || stopping.deadline <= now ? .exit(stopping.reason) : .wait
        }
        guard let reason else { return .wait }
        stopping = (reason, now + StopSequence.longestEnd)
        return .begin(reason)
    }
}

extension StopReason {
    fileprivate var isSignal: Bool { self == .interrupted || self == .terminated }
}
