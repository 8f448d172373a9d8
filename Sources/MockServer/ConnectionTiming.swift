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
    /// A stretch of time with output unsent, and what the client had taken at its begin.
    private var stretch: NIODeadline
    private var takenBefore = 0

    init(at now: NIODeadline) {
        since = now
        stretch = now
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
        at now: NIODeadline, received: Int, written: Int, unsent: Int, patience: Patience
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

    /// Whether the client has taken less than 1 KiB a second for as long as a body may take.
    private mutating func isStalled(at now: NIODeadline, taken: Int, unsent: Int, patience: Patience) -> Bool {
        let time = now - stretch
        if unsent > 0 {
            if time <= TimeAmount(patience.body) { return false }
            if taken - takenBefore < ConnectionTiming.floor(of: time) { return true }
        }
        stretch = now
        takenBefore = taken
        return false
    }

    /// The bytes of a time at 1 KiB a second.
    private static func floor(of time: TimeAmount) -> Int { Int(time.nanoseconds / 1_000_000) * 1024 / 1000 }
}
