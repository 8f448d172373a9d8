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
    private let parameters: [String: String]
    private let makeToken: @Sendable () -> WaitToken
    private let token = Mutex<WaitToken?>(nil)

    init(
        _ request: Request, parameters: [String: String], api: AdminAPI, makeToken: @escaping @Sendable () -> WaitToken
    ) {
        self.request = request
        self.parameters = parameters
        self.makeToken = makeToken
        engine = api.engine
        version = api.version
        redaction = api.redaction
        routes = api.routes
    }

    /// The value of a parameter of the path.
    public subscript(name: String) -> String { parameters[name] ?? "" }

    /// The token by which the engine wakes this call; then answer `again`.
    public func waiter() -> WaitToken {
        token.withLock { token in
            if let token { return token }
            let made = makeToken()
            token = made
            return made
        }
    }
}
