import NIOCore

/// How long a client has taken for what it is at, judged now and then; a value, so that no request sets a timer.
struct ConnectionTiming {
    /// What the connection waits for.
    enum Stage: Equatable {
        case idle
        case head
        case body
        case answer
        case linger
    }

    /// What is to be done about it.
    enum Verdict: Equatable {
        case patient
        /// Tell the client, then close.
        case refuse(RequestFailure)
        /// Close without a word.
        case close
    }

    private(set) var stage = Stage.idle
    private(set) var since: NIODeadline
    /// When the client was last looked at, and what it had taken by then.
    private var looked: NIODeadline
    private var takenBefore = 0
    /// Bytes by which a client with unsent output is behind 1 KiB a second; being ahead is not kept, so that what the system took in
    /// at the beginning does not count later.
    private var debt = 0

    init(at now: NIODeadline) {
        since = now
        looked = now
    }

    /// A stage begins.
    mutating func enter(_ stage: Stage, at now: NIODeadline) {
        self.stage = stage
        since = now
    }

    /// Looks at the clock.
    ///
    /// - Parameters:
    ///   - received: bytes of the body so far.
    ///   - written: bytes of output so far.
    ///   - unsent: those of them that the client has not taken.
    mutating func verdict(
        at now: NIODeadline, received: Int, written: Int, unsent: Int, patience: Timeouts
    ) -> Verdict {
        if isStalled(at: now, taken: written - unsent, unsent: unsent, patience: patience) { return .close }
        let time = now - since
        switch stage {
        case .idle: return time > TimeAmount(patience.idle) && unsent == 0 ? .close : .patient
        case .head: return time > TimeAmount(patience.header) ? .refuse(.headerTimeout) : .patient
        case .body:
            let isLate = time > TimeAmount(patience.body)
            return isLate && received < ConnectionTiming.floor(of: time) ? .refuse(.bodyTimeout) : .patient
        case .answer: return .patient
        case .linger: return time > TimeAmount(patience.linger) && unsent == 0 ? .close : .patient
        }
    }

    /// Whether the client is behind 1 KiB a second by as much as a body may be.
    private mutating func isStalled(at now: NIODeadline, taken: Int, unsent: Int, patience: Timeouts) -> Bool {
        let due = ConnectionTiming.floor(of: now - looked)
        debt = unsent > 0 ? max(0, debt + due - (taken - takenBefore)) : 0
        looked = now
        takenBefore = taken
        return debt > ConnectionTiming.floor(of: TimeAmount(patience.body))
    }

    /// The bytes of a time at 1 KiB a second.
    private static func floor(of time: TimeAmount) -> Int { Int(time.nanoseconds / 1_000_000) * 1024 / 1000 }
}
