import MockEngine
import MockModel
import MockServer
import Synchronization

/// Stands in for an engine whose handlers make streams: a closure says what a run does after each wait.
final class StreamAnswerer: RequestAnswerer {
    /// What a run does next.
    enum Action {
        case wait(Wait)
        case end(ScriptFailure?)
    }

    struct Seen {
        var begun = 0
        var outcomes: [WaitOutcome] = []
        var cancelled = 0
        /// The runs that wait, by their token: what they answer, and how many waits they had.
        var runs: [Int: (request: Request, turn: Int)] = [:]
        var tokens = 0
        var woken: [WaitToken] = []
    }

    let bodyLimit = 1 << 20
    private let kind: StreamOrder.Kind
    private let prepare: @Sendable (inout Delivery) -> Void
    private let next: @Sendable (_ turn: Int, _ outcome: WaitOutcome) -> Action
    private let state = Mutex(Seen())

    /// Makes a stand-in; every path but `/plain` is a stream.
    init(
        _ kind: StreamOrder.Kind = .events, prepare: @escaping @Sendable (inout Delivery) -> Void = { _ in },
        next: @escaping @Sendable (_ turn: Int, _ outcome: WaitOutcome) -> Action
    ) {
        self.kind = kind
        self.prepare = prepare
        self.next = next
    }

    var seen: Seen { state.withLock { $0 } }
    /// The runs that wait.
    var waiting: Int { state.withLock { $0.runs.count } }
    var tokens: [WaitToken] { state.withLock { $0.runs.keys.map { WaitToken(session: "default", number: $0) } } }

    func begin(_ request: Request) -> Step {
        let call = state.withLock { seen in
            seen.begun += 1
            return seen.begun
        }
        if request.path == "/plain" { return .deliver(delivery(request, call: call)) }
        let headers = kind == .socket ? [] : [("Content-Type", "text/event-stream")]
        var answer = delivery(
            request, call: call, status: kind == .socket ? 101 : 200, headers: headers, body: Body.none)
        prepare(&answer)
        answer.stream = StreamOrder(kind: kind, token: hold(request, turn: 0))
        return .deliver(answer)
    }

    private func hold(_ request: Request, turn: Int) -> WaitToken {
        state.withLock { seen in
            seen.tokens += 1
            seen.runs[seen.tokens] = (request, turn)
            return WaitToken(session: "default", number: seen.tokens)
        }
    }

    func resume(_ token: WaitToken, with outcome: WaitOutcome) -> Step {
        let run = state.withLock { seen in
            seen.outcomes.append(outcome)
            return seen.runs.removeValue(forKey: token.number)
        }
        guard let run else { return .finished(nil) }
        switch next(run.turn, outcome) {
        case .wait(let wait): return .wait(wait, hold(run.request, turn: run.turn + 1))
        case .end(let failure): return .finished(failure)
        }
    }

    func cancel(_ token: WaitToken) -> Exchange? {
        state.withLock { seen in
            seen.cancelled += 1
            seen.runs[token.number] = nil
        }
        return nil
    }
}

/// A part of a text.
func part(_ text: String) -> Wait { .send(.bytes(Array(text.utf8))) }

/// Runs a server with streams around a test.
func withStreams<Result>(
    _ answerer: StreamAnswerer, options: ServerOptions = ServerOptions(threads: 1),
    observer: RecordingObserver? = nil, background: BackgroundRunner? = nil, outgoing: (any RequestSender)? = nil,
    _ body: (Server) async throws -> Result
) async throws -> Result {
    let server = try await Server.start(
        answerer: answerer, options: options.withoutHaste, observer: observer, background: background,
        outgoing: outgoing)
    do {
        let result = try await body(server)
        await server.stop(drain: .milliseconds(200))
        return result
    } catch {
        await server.stop(drain: .zero)
        throw error
    }
}
