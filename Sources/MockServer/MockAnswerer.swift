public import MockEngine
public import MockModel
import Synchronization

/// Everything that a served mock answers: the admin API, the moment of a reload, and the engine.
public final class MockAnswerer: RequestAnswerer {
    private let engine: Engine
    private let admin: AdminAPI?
    private let reloads: ReloadGate?
    private let held = Mutex<Held>(Held())

    /// Requests that wait for saved files to become live.
    private struct Held {
        var next = 0
        var requests: [Int: (request: Request, tries: Int)] = [:]
    }

    /// How long a request looks again for the end of a reload before the version at hand answers it: 2,000 times 2 ms.
    private static let tries = 2_000

    /// Joins the parts; without `admin` every path is a mock's, without `reloads` files are not looked at again.
    public init(engine: Engine, admin: AdminAPI?, reloads: ReloadGate?) {
        self.engine = engine
        self.admin = admin
        self.reloads = reloads
    }

    /// The limit of the project version that answers now.
    public var bodyLimit: Int { engine.bodyLimit }

    /// Answers a call of the admin API, holds a request back while saved files are read, or begins with it.
    public func begin(_ request: Request) -> Step {
        begin(request, tries: 0)
    }

    private func begin(_ request: Request, tries: Int) -> Step {
        if let admin, AdminAPI.owns(request) { return MockAnswerer.deliver(admin.answer(request), request) }
        if let reloads, tries < MockAnswerer.tries, !reloads.isSettled { return hold(request, tries: tries) }
        return engine.begin(request)
    }

    private func hold(_ request: Request, tries: Int) -> Step {
        let number = held.withLock { held in
            held.next += 1
            held.requests[held.next] = (request, tries + 1)
            return held.next
        }
        return .wait(.sleep(.milliseconds(2)), WaitToken(session: "", number: number))
    }

    /// Goes on with a held request or with a waiting handler.
    public func resume(_ token: WaitToken, with outcome: WaitOutcome) -> Step {
        guard token.session.isEmpty else { return engine.resume(token, with: outcome) }
        let waiting = held.withLock { $0.requests.removeValue(forKey: token.number) }
        guard let waiting else { preconditionFailure("a wait is resumed once, by the driver that was given it") }
        return begin(waiting.request, tries: waiting.tries)
    }

    /// The engine's next job.
    public func timeToNextJob(of session: String) -> Duration? { engine.timeToNextJob(of: session) }

    /// The engine's jobs.
    public func runDue(_ session: String) -> [Step] { engine.runDue(session) }

    /// Forgets a held request, or ends a waiting handler.
    public func cancel(_ token: WaitToken) -> Exchange? {
        guard token.session.isEmpty else { return engine.cancel(token) }
        held.withLock { $0.requests[token.number] = nil }
        return nil
    }

    /// An answer of ours beside the mocks: call 0, which is neither numbered nor noted.
    private static func deliver(_ response: Response, _ request: Request) -> Step {
        let exchange = Exchange(
            call: 0, session: "", time: 0, request: request, response: response, reason: .automatic("admin"))
        return .deliver(Delivery(response: response, exchange: exchange))
    }
}
