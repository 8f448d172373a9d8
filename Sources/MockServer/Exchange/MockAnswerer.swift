public import MockEngine
public import MockModel
import Synchronization

/// Everything that a served mock answers: the admin API, the moment of a reload, and the engine.
///
/// It never waits for code that another thread runs.
public final class MockAnswerer: RequestAnswerer {
    private let engine: Engine
    private let admin: (any AdministrativeAPI)?
    private let reloads: ReloadGate?
    private let held = Mutex<HeldRequests>(HeldRequests())

    /// How long a request waits for a reload at most before the version at hand answers it: 2,000 times 2 ms.
    private static let tries = 2_000

    /// Joins the parts; without `admin` every path is a mock's, without `reloads` files are not looked at again.
    public init(engine: Engine, admin: (any AdministrativeAPI)?, reloads: ReloadGate?) {
        self.engine = engine
        self.admin = admin
        self.reloads = reloads
    }

    /// The limit of the project version that answers now.
    public var bodyLimit: Int { engine.bodyLimit }

    /// Whether there is an admin API.
    public var hasAdministration: Bool { admin != nil }

    /// Whether a request is a call of the admin API.
    public func isAdministrative(_ request: Request) -> Bool { admin?.owns(request) == true }

    /// The answer with the fields of CORS that the project's settings allow.
    public func share(_ response: Response, with headers: HeaderFields) -> Response {
        engine.share(response, with: headers)
    }

    /// Answers a call of the admin API, holds a request back while saved files are read, or begins with it.
    public func begin(_ request: Request) -> Step {
        if let admin, admin.owns(request) { return admin.begin(request) { [self] in add(.continuation($0)) } }
        if let reloads, let reload = reloads.pending {
            return hold(.reload(request, reload, tries: MockAnswerer.tries), for: .milliseconds(2))
        }
        return engine.begin(request)
    }

    /// Goes on with something held, or with a waiting handler.
    public func resume(_ token: WaitToken, with outcome: WaitOutcome) -> Step {
        guard token.owner == .edge else { return engine.resume(token, with: outcome) }
        let entry = held.withLock { $0.remove(token.number) }
        guard let entry else { preconditionFailure("a wait is resumed once, by the driver that was given it") }
        switch entry {
        case .reload(let request, let reload, let tries):
            guard tries > 0, reloads?.isLive(reload) == false else { return engine.begin(request) }
            return hold(.reload(request, reload, tries: tries - 1), for: .milliseconds(2))
        case .continuation(let goOn): return goOn(outcome)
        }
    }

    /// Runs code of the engine, on the thread of a worker.
    public func work(_ token: WaitToken) { engine.work(token) }

    /// The engine's next job.
    public func timeToNextJob(of session: String) -> Duration? { engine.timeToNextJob(of: session) }

    /// The engine's jobs.
    public func runNextDue(_ session: String) -> Step? { engine.runNextDue(session) }

    /// Forgets something held, or ends a waiting handler.
    public func cancel(_ token: WaitToken) -> Exchange? {
        guard token.owner == .edge else { return engine.cancel(token) }
        guard case .reload(let request, _, _) = held.withLock({ $0.remove(token.number) }) else { return nil }
        return engine.leave(request, because: .unanswered)
    }

    /// The engine notes what is no call of the admin API.
    public func leave(_ request: Request, because reason: Exchange.Reason) -> Exchange? {
        isAdministrative(request) ? nil : engine.leave(request, because: reason)
    }
}

extension MockAnswerer {
    private func hold(_ entry: HeldRequests.Entry, for time: Duration) -> Step {
        .wait(.sleep(time), add(entry))
    }

    private func add(_ entry: HeldRequests.Entry) -> WaitToken {
        WaitToken(edge: held.withLock { $0.add(entry) })
    }
}

/// Requests that wait for a reload, and calls of the admin API that wait for room in the output.
struct HeldRequests {
    /// One of them.
    enum Entry {
        /// A request that waits for a reload, and how often it looks for it.
        case reload(Request, Int, tries: Int)
        /// A call of the admin API.
        case continuation(@Sendable (WaitOutcome) -> Step)
    }

    private var next = 0
    private var entries: [Int: Entry] = [:]

    /// Keeps an entry; gives its number.
    mutating func add(_ entry: Entry) -> Int {
        next += 1
        entries[next] = entry
        return next
    }

    /// Takes an entry out.
    mutating func remove(_ number: Int) -> Entry? {
        entries.removeValue(forKey: number)
    }
}
