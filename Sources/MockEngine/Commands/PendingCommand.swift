import Synchronization

/// How far a command came.
public enum CommandStep: Sendable {
    /// It is done, or was refused.
    case done(CommandResult)
    /// It goes on: jobs run, or calls are waited for.
    case pending(PendingCommand)
    /// Code runs in the session: begin it again where waiting is allowed.
    case busy
}

/// The reply to a command, or why there is none.
public typealias CommandResult = Result<SessionReply, CommandFailure>

/// A command that takes time.
public final class PendingCommand: Sendable {
    private let state = Mutex(State())

    private struct State {
        var result: CommandResult?
        var wake: (@Sendable () -> Void)?
    }

    /// What came of it; `nil` until then.
    public var result: CommandResult? { state.withLock { $0.result } }

    /// Has a function called once when the result is there: at once when it is there already.
    public func whenDone(_ wake: @escaping @Sendable () -> Void) {
        let isDone = state.withLock { state in
            if state.result == nil { state.wake = wake }
            return state.result != nil
        }
        if isDone { wake() }
    }

    /// Sets the result; only the first one counts.
    func finish(_ result: CommandResult) {
        let wake = state.withLock { state -> (@Sendable () -> Void)? in
            guard state.result == nil else { return nil }
            state.result = result
            defer { state.wake = nil }
            return state.wake
        }
        wake?()
    }
}
