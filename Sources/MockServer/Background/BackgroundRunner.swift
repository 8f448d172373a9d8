public import MockEngine
public import MockModel
import NIOCore
import Synchronization

/// Carries out in real time what sessions do beside answering, and wakes runs wherever they wait.
///
///     let background = BackgroundRunner { event, session, call in … }
///     engine.attach(background)
///     let server = try await Server.start(answerer: engine, options: options, background: background)
public final class BackgroundRunner: BackgroundDriver {
    private let report: @Sendable (BackgroundEvent, _ session: String, _ call: Exchange?) -> Void
    private let state = Mutex(State())

    private struct State {
        var loops: [BackgroundLoop] = []
        /// The threads of heavy code; `nil` before the server runs, and where event loops run it.
        var workers: WorkerThreads?
        /// Sessions that asked for a look before there was a loop.
        var early: Set<TextKey> = []
    }

    /// Makes a runner; `report` hears of what no answer tells of, on any thread, and must not block.
    public init(report: @escaping @Sendable (BackgroundEvent, _ session: String, _ call: Exchange?) -> Void) {
        self.report = report
    }

    /// Has the session's next job looked up on the loop that runs jobs: calls from several threads may overtake each other, so that the
    /// time told here may be an older one.
    public func schedule(_ session: String, after time: Duration?) {
        let loop = state.withLock { state in
            if state.loops.isEmpty { state.early.insert(TextKey(session)) }
            return state.loops.first
        }
        loop?.look(at: session)
    }

    /// Ends a wait with `.woken`.
    ///
    /// Every loop is asked: the token may be on its way to its connection while it is woken already, and a loop that
    /// looks after its present work is sure to know it.
    public func wake(_ token: WaitToken) {
        for loop in state.withLock({ $0.loops }) { loop.wake(token) }
    }

    /// Whether the server runs, with threads for heavy code.
    public var hasWorkers: Bool { state.withLock { $0.workers != nil } }

    /// Runs the code of a wait on the thread of a worker.
    public func work(_ token: WaitToken) {
        state.withLock { $0.workers }?.run(token)
    }

    /// Reports what happened.
    public func note(_ event: BackgroundEvent, session: String, call: Exchange?) {
        report(event, session, call)
    }

    /// The event loops that carry runs out, before any of them has a connection, and the threads of heavy code, if any.
    func run(on loops: [NIOLoopBound<ServerLoop>], workers: WorkerThreads?) {
        let (first, early) = state.withLock { state in
            state.loops = loops.map { BackgroundLoop($0) }
            state.workers = workers
            return (state.loops.first, state.early)
        }
        for session in early { first?.look(at: session.text) }
    }
}

/// The way to one event loop from any thread: what is left for it in one go is one task.
private final class BackgroundLoop: Sendable {
    private let loop: NIOLoopBound<ServerLoop>
    private let woken = Mutex<[WaitToken]>([])

    init(_ loop: NIOLoopBound<ServerLoop>) {
        self.loop = loop
    }

    func look(at session: String) {
        loop.eventLoop.execute { [loop] in loop.value.scheduleJobs(of: session) }
    }

    func wake(_ token: WaitToken) {
        let isFirst = woken.withLock { woken in
            woken.append(token)
            return woken.count == 1
        }
        if isFirst { loop.eventLoop.execute { self.wakeAll() } }
    }

    private func wakeAll() {
        let tokens = woken.withLock { woken in
            defer { woken = [] }
            return woken
        }
        for token in tokens { loop.value.waits[token]?.end(.woken) }
    }
}
