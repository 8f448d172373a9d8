import MockEngine
import MockModel

/// Commands on the session that a call means.
extension AdminCall {
    /// The id of the session: of the path, else of the header of the settings, else `default`.
    var session: String {
        let id = self["sid"]
        if !id.isEmpty { return id }
        return request.headers[engine.current.project.settings.sessions.header] ?? "default"
    }

    /// Carries a command out, and answers with its reply.
    ///
    /// What has to wait for code that runs, or copies much, goes on another thread; what takes time is answered once it is done.
    ///
    /// - Parameters:
    ///   - command: what is asked; made again when the call goes on after a wait.
    ///   - timeout: for how long calls are waited for.
    ///   - answer: makes the answer of the reply.
    func perform(
        _ command: SessionCommand, within timeout: Duration? = nil,
        _ answer: @escaping @Sendable (SessionReply) -> AdminStep
    ) -> AdminStep {
        if let pending { return wait(for: pending, within: timeout, answer) }
        if command.isLong { return .work { [self] in begin(command, mayWait: true, timeout, answer) } }
        return begin(command, mayWait: false, timeout, answer)
    }

    private func begin(
        _ command: SessionCommand, mayWait: Bool, _ timeout: Duration?,
        _ answer: @escaping @Sendable (SessionReply) -> AdminStep
    ) -> AdminStep {
        switch engine.begin(command, in: session, mayWait: mayWait) {
        case .done(let result): return finish(result, answer)
        case .busy: return .work { [self] in begin(command, mayWait: true, timeout, answer) }
        case .pending(let pending):
            keep(pending)
            return wait(for: pending, within: timeout, answer)
        }
    }

    private func wait(
        for pending: PendingCommand, within timeout: Duration?,
        _ answer: @escaping @Sendable (SessionReply) -> AdminStep
    ) -> AdminStep {
        if let result = pending.result { return finish(result, answer) }
        let left = timeout.map { $0 - elapsed }
        if let left, left <= .zero { return .answer(.tooLate(timeout ?? .zero)) }
        let token = waiter()
        pending.whenDone { [wake] in wake(token) }
        return .again(within: min(left ?? longestWait, longestWait))
    }

    private func finish(
        _ result: CommandResult, _ answer: (SessionReply) -> AdminStep
    ) -> AdminStep {
        switch result {
        case .success(let reply): answer(reply)
        case .failure(let failure): .answer(.refused(failure))
        }
    }
}

extension Response {
    /// Why a command was not carried out.
    static func refused(_ failure: CommandFailure) -> Response {
        problem(failure.status, failure.message, hint: failure.hint ?? "GET /_mock lists what there is")
    }

    /// The calls that were waited for did not come.
    static func tooLate(_ timeout: Duration) -> Response {
        problem(
            408, "The calls did not come within \(timeout.written)",
            hint: "GET /_mock/calls lists those that came; timeout=30s waits longer")
    }
}

extension CommandFailure {
    fileprivate var status: Int {
        switch self {
        case .unknownRoute, .unknownExample, .noValue, .noRecord, .noSession: 404
        case .scenario(.unknown): 404
        case .scenario(.setup): 422
        case .invalid, .outOfRange: 400
        case .droppedCalls, .reset, .sessionExists: 409
        case .busy, .tooManySessions: 503
        }
    }
}
