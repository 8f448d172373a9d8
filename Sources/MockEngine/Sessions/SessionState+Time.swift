import MockModel

/// The time in which code answers a request that is no stream (`limits.time`).
extension SessionState {
    /// A wait that ends with the time of its call, and whether it was cut; only what has to answer a call is bounded.
    func bounded(_ wait: Wait, _ running: Running) -> (wait: Wait, isCut: Bool) {
        guard case .answer(let visit) = running.purpose else { return (wait, false) }
        let left = max(.zero, world.answerTime - timeTaken(visit))
        switch wait {
        case .sleep(let time):
            guard let time, time <= left else { return (.sleep(left), true) }
        case .receive(let time, let subscription):
            guard let time, time <= left else { return (.receive(left, subscription: subscription), true) }
        case .message(let subscription): return (.receive(left, subscription: subscription), true)
        case .fetch(var request) where request.timeout > left:
            request.timeout = left
            return (.fetch(request), true)
        case .fetch, .send, .earlyHints, .test: break
        }
        return (wait, false)
    }

    /// The real or the virtual time since a call came; virtual time is the same however long the machine takes.
    private func timeTaken(_ visit: Visit) -> Duration {
        .nanoseconds(world.isVirtual ? world.passed &- visit.passed : world.ticks &- visit.began)
    }

    /// Answers a call whose time is over, with where its code waits.
    mutating func expire(_ running: Running, _ script: ScriptToken) -> Step {
        guard case .answer(let visit) = running.purpose, let call = running.call else { return .finished(nil) }
        return deliver(running.interpreter.expire(script, after: world.answerTime), visit, call)
    }
}

extension WaitOutcome {
    /// Whether a wait that lasts until the time of its call is over ended with that time.
    var isEndOfTime: Bool {
        guard case .fetched(.failure(let failure)) = self else { return self == .elapsed }
        return failure.kind == .timeout
    }
}
