import MockEngine
import MockModel
import MockServer
import Synchronization

/// Stands in for the engine: a closure answers, and every call is counted.
final class FakeAnswerer: RequestAnswerer {
    struct Counts: Equatable {
        var begun = 0
        var resumed = 0
        var cancelled = 0
    }

    let bodyLimit: Int
    private let answer: @Sendable (Request, Int) -> Step
    private let state = Mutex<(counts: Counts, waiting: [Int: Request])>((Counts(), [:]))

    init(
        bodyLimit: Int = 10 << 20,
        _ answer: @escaping @Sendable (Request, Int) -> Step = { .deliver(delivery($0, call: $1)) }
    ) {
        self.bodyLimit = bodyLimit
        self.answer = answer
    }

    var counts: Counts { state.withLock { $0.counts } }
    var waiting: Int { state.withLock { $0.waiting.count } }

    func begin(_ request: Request) -> Step {
        let call = state.withLock { state in
            state.counts.begun += 1
            return state.counts.begun
        }
        let step = answer(request, call)
        if case .wait(_, let token) = step { state.withLock { $0.waiting[token.number] = request } }
        return step
    }

    func resume(_ token: WaitToken, with outcome: WaitOutcome) -> Step {
        let request = state.withLock { state in
            state.counts.resumed += 1
            return state.waiting.removeValue(forKey: token.number)
        }
        return .deliver(delivery(request ?? Request(method: "?", target: "/")))
    }

    func cancel(_ token: WaitToken) -> Exchange? {
        state.withLock { state in
            state.counts.cancelled += 1
            state.waiting[token.number] = nil
        }
        return nil
    }
}

/// A delivery of a text, or of whatever is given.
func delivery(
    _ request: Request, call: Int = 1, _ text: String = "ok", status: Int = 200,
    headers: [(String, String)] = [("Content-Type", "text/plain")], body: Body? = nil, delay: Duration? = .zero,
    rate: Rate? = nil, fault: Fault? = nil
) -> Delivery {
    let response = Response(
        status: status, headers: HeaderFields(headers), body: body ?? .bytes(Array(text.utf8)))
    let exchange = Exchange(
        call: call, session: "default", time: 0, request: request, response: response, reason: .standIn)
    return Delivery(response: response, delay: delay, rate: rate, fault: fault, exchange: exchange)
}

/// A wait with a token that no other call of the test has.
func wait(_ time: Duration?, number: Int) -> Step {
    .wait(.sleep(time), WaitToken(session: "default", number: number))
}

extension Timeouts {
    /// Times that no load of the machine uses up.
    static let hours = Timeouts(
        header: .seconds(36_000), body: .seconds(36_000), idle: .seconds(36_000), linger: .seconds(36_000))
}

extension ServerOptions {
    /// The same with `Timeouts.hours`, unless they have other times than the usual ones.
    var withoutHaste: ServerOptions {
        var options = self
        if patience == Timeouts() { options.patience = .hours }
        return options
    }
}

/// Runs a server around a test.
func withServer<Result>(
    _ answerer: FakeAnswerer = FakeAnswerer(), options: ServerOptions = ServerOptions(threads: 1),
    observer: (any ExchangeObserver)? = nil, notice: @escaping @Sendable (EdgeNotice) -> Void = { _ in },
    _ body: (Server) async throws -> Result
) async throws -> Result {
    let server = try await Server.start(
        answerer: answerer, options: options.withoutHaste, observer: observer, notice: notice)
    do {
        let result = try await body(server)
        await server.stop(drain: .milliseconds(500))
        return result
    } catch {
        await server.stop(drain: .zero)
        throw error
    }
}
