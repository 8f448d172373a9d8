public import MockEngine
public import MockModel
import Synchronization

/// A request of the admin API on its way to the handler of its route.
public final class AdminCall: Sendable {
    /// The request.
    public let request: Request
    /// The engine whose sessions are shown.
    public let engine: Engine
    /// The program's version.
    public let version: String
    /// The secrets to mask; `nil` when the caller may see every value.
    public let redaction: Redaction?
    /// The routes of the API.
    let routes: AdminRoutes
    /// The JSON of the body, which fits the schema of the route.
    let checked: JSONValue?
    /// Ends the wait of a token.
    let wake: @Sendable (WaitToken) -> Void
    /// The longest time between two looks at what is told to a token.
    let longestWait: Duration
    private let parameters: [String: String]
    private let hold: AdministrativeAPI.Hold
    private let goOn: @Sendable (AdminCall) -> Step
    private let began: Int64
    private let state = Mutex(State())

    private struct State {
        var token: WaitToken?
        var pending: PendingCommand?
    }

    init(
        _ request: Request, parameters: [String: String], body: JSONValue?, api: AdminAPI,
        hold: @escaping AdministrativeAPI.Hold, goOn: @escaping @Sendable (AdminCall) -> Step
    ) {
        self.request = request
        self.parameters = parameters
        self.hold = hold
        self.goOn = goOn
        checked = body
        wake = api.wake
        longestWait = api.longestWait
        began = api.engine.ticks
        engine = api.engine
        version = api.version
        redaction = api.redaction
        routes = api.routes
    }

    /// The value of a parameter of the path.
    public subscript(name: String) -> String { parameters[name] ?? "" }

    /// The token by which the engine wakes this call; then answer `again`.
    public func waiter() -> WaitToken {
        state.withLock { state in
            if let token = state.token { return token }
            let made = hold { [self] _ in
                self.state.withLock { $0.token = nil }
                return goOn(self)
            }
            state.token = made
            return made
        }
    }

    /// The command that this call has begun and that is not answered yet.
    var pending: PendingCommand? { state.withLock { $0.pending } }

    /// Keeps a command that goes on, for as long as the call waits.
    func keep(_ pending: PendingCommand) {
        state.withLock { $0.pending = pending }
    }

    /// Lets go of a command that was answered, so that another may begin.
    func forget() {
        state.withLock { $0.pending = nil }
    }

    /// How long the call has taken.
    var elapsed: Duration { .nanoseconds(engine.ticks - began) }
}
