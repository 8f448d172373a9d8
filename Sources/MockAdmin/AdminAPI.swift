public import MockEngine
public import MockModel
import Synchronization

/// The admin API below `/_mock`: what a tool or a test may ask of a running server.
///
/// Its routes are values in a table. From the table come routing, the list at `/_mock`, the OpenAPI document and the page of the manual.
public final class AdminAPI: AdministrativeAPI {
    let engine: Engine
    let version: String
    let routes: AdminRoutes
    private let gate: AdminGate
    private let isLoopback: Bool
    private let workers: AdminWorkers?

    /// The longest time that work waits for a wake that may be lost.
    private static let patience = Duration.milliseconds(100)

    /// Every route.
    public static let table: [AdminRoute] =
        DocumentRoutes.all + [StateRoutes.health, StateRoutes.info, StateRoutes.routes] + SessionRoutes.all
        + ClockRoutes.all + ValueRoutes.all + ArrangementRoutes.all + CallRoutes.all

    /// Makes the API of an engine.
    ///
    /// - Parameters:
    ///   - engine: whose calls and routes it shows.
    ///   - token: what browsers and callers from outside must show; `nil` refuses them all.
    ///   - hosts: names under which the server may be called, beside addresses and `localhost`.
    ///   - isLoopback: whether only this machine can reach the server.
    ///   - version: the program's, for `info`.
    ///   - workers: the threads for long work; `nil` does it where the call is answered.
    ///   - routes: the table.
    public init(
        engine: Engine, token: String?, hosts: Set<String> = [], isLoopback: Bool, version: String,
        workers: AdminWorkers? = nil, routes: [AdminRoute] = AdminAPI.table
    ) {
        self.engine = engine
        gate = AdminGate(hosts: hosts, token: token, isLoopback: isLoopback)
        self.version = version
        self.isLoopback = isLoopback
        self.workers = workers
        self.routes = AdminRoutes(all: routes)
    }

    /// Whether a request is meant for the admin API.
    public func owns(_ request: Request) -> Bool {
        AdminAPI.mayOwn(request.target) && request.segments.first == Route.adminSegment
    }

    /// A glance at the first letter behind the slash, so that other requests cost nothing; an absolute target has no slash there.
    private static func mayOwn(_ target: String) -> Bool {
        let bytes = target.utf8.span
        guard bytes.count > 1, bytes[0] == UInt8(ascii: "/") else { return true }
        return bytes[1] == UInt8(ascii: "_") || bytes[1] == UInt8(ascii: "%")
    }

    /// The secrets to hide from callers; `nil` on this machine, where callers see every value, unless the settings say otherwise.
    var redaction: Redaction? {
        let settings = engine.current.project.settings.redact
        return isLoopback && !settings.isAlways ? nil : Redaction(adding: settings.names)
    }

    /// Takes a request as far as possible without waiting.
    public func begin(_ request: Request, hold: @escaping Hold) -> Step {
        if let refusal = gate.refusal(of: request) { return deliver(.refused(refusal), to: request) }
        switch routes.match(request.method, request.segments.dropFirst()) {
        case .route(let route, let parameters):
            if route.needsToken, !gate.hasToken(request) { return deliver(.refused(.token), to: request) }
            return run(route, parameters, request, hold)
        case .otherMethod(let allowed): return deliver(.otherMethod(request, allowed), to: request)
        case .none:
            return deliver(
                .problem(404, "There is no \(request.path)", hint: routes.hint(for: request.path)), to: request)
        }
    }

    private func run(
        _ route: AdminRoute, _ parameters: [String: String], _ request: Request, _ hold: @escaping Hold
    ) -> Step {
        let body: JSONValue?
        do throws(ValueError) {
            body = try route.body(of: request)
        } catch {
            return deliver(
                .problem(400, error.message, hint: error.hint ?? "GET /_mock/openapi.json describes it"), to: request)
        }
        let goOn: @Sendable (AdminCall) -> Step = { [self] call in carry(route.handler(call), call, hold) }
        let call = AdminCall(request, parameters: parameters, body: body, api: self, hold: hold, goOn: goOn)
        return carry(route.handler(call), call, hold)
    }

    /// Ends the wait of a token, from any thread; without workers the calls look again by themselves.
    var wake: @Sendable (WaitToken) -> Void {
        if let workers { workers.wake } else { { _ in } }
    }

    /// The longest time between two looks at what is told to a token.
    var longestWait: Duration { workers == nil ? AdminAPI.patience : .seconds(60) }

    // MARK: - Steps

    private func carry(_ step: AdminStep, _ call: AdminCall, _ hold: @escaping Hold) -> Step {
        switch step {
        case .answer(let response): return deliver(response, to: call.request)
        case .stream(let head, let body):
            let token = hold { [self] in send(body, after: $0, hold) }
            return deliver(head, to: call.request, StreamOrder(kind: .bytes, token: token))
        case .again(let time): return .wait(.sleep(time), call.waiter())
        case .work(let body):
            guard let workers else { return carry(body(), call, hold) }
            return work(body, workers, call, hold)
        }
    }

    private func work(
        _ body: @escaping @Sendable () -> AdminStep, _ workers: AdminWorkers, _ call: AdminCall, _ hold: @escaping Hold
    ) -> Step {
        let result = WorkResult()
        let token = hold { [self] _ in goOn(result, call, hold) }
        workers.start {
            result.set(body())
            workers.wake(token)
        }
        return .wait(.sleep(AdminAPI.patience), token)
    }

    private func goOn(_ result: WorkResult, _ call: AdminCall, _ hold: @escaping Hold) -> Step {
        if let step = result.step { return carry(step, call, hold) }
        return .wait(.sleep(AdminAPI.patience), hold { [self] _ in goOn(result, call, hold) })
    }

    /// An answer beside the mocks: call 0, which is neither numbered nor noted.
    private func deliver(_ response: Response, to request: Request, _ stream: StreamOrder? = nil) -> Step {
        let exchange = Exchange(
            call: 0, session: "", time: 0, request: request, response: response, reason: .admin)
        var delivery = Delivery(response: response, exchange: exchange)
        delivery.stream = stream
        return .deliver(delivery)
    }

    /// Sends the next part of a body, which is made only now.
    private func send(_ body: any AdminBody, after outcome: WaitOutcome, _ hold: @escaping Hold) -> Step {
        guard outcome != .closed else { return .finished(nil) }
        let wait: Wait
        switch body.next() {
        case .bytes(let bytes): wait = .send(.bytes(bytes))
        case .wait(let time): wait = .sleep(time)
        case .end: return .finished(nil)
        }
        return .wait(wait, hold { [self] in send(body, after: $0, hold) })
    }
}

/// What work on another thread came to.
private final class WorkResult: Sendable {
    private let state = Mutex<AdminStep?>(nil)

    var step: AdminStep? { state.withLock { $0 } }

    func set(_ step: AdminStep) {
        state.withLock { $0 = step }
    }
}
