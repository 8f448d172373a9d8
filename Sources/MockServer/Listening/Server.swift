public import MockModel
import NIOCore
import NIOPosix

/// The edge: listens, reads requests, asks for answers, writes them with their latency, speed and faults.
///
///     let server = try await Server.start(answerer: engine, options: ServerOptions(port: 4000))
///     await server.stop()
public final class Server: Sendable {
    /// The address that it listens at.
    public let host: String
    /// The port that it listens at, also when 0 was asked for.
    public let port: Int

    private let listeners: [any Channel]
    private let acceptors: MultiThreadedEventLoopGroup
    private let workers: MultiThreadedEventLoopGroup
    /// The loop of timers and webhooks, which has no connections: their code holds no client up.
    private let jobs: MultiThreadedEventLoopGroup
    /// The threads of heavy code; `nil` where event loops run it.
    private let heavy: WorkerThreads?
    private let loops: [NIOLoopBound<ServerLoop>]
    /// Has the loops look at their connections.
    private let sweep: RepeatedTask

    /// Listens.
    ///
    /// - Parameters:
    ///   - answerer: gives the answers.
    ///   - options: where to listen, and what is granted to clients.
    ///   - observer: hears of every exchange, on an event loop.
    ///   - background: carries out timers and webhooks of the answerer's sessions.
    ///   - outgoing: sends what handlers ask of other servers; without it they are told that there is no way out.
    ///   - notice: hears of what no exchange tells of, on any thread; must not block.
    /// - Throws: ``ServerError`` when the address cannot be had.
    public static func start(
        answerer: any RequestAnswerer, options: ServerOptions, observer: (any ExchangeObserver)? = nil,
        background: BackgroundRunner? = nil, outgoing: (any RequestSender)? = nil,
        notice: @escaping @Sendable (EdgeNotice) -> Void = { _ in }
    ) async throws(ServerError) -> Server {
        let acceptors = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let workers = MultiThreadedEventLoopGroup(numberOfThreads: options.threads)
        let jobs = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let heavy = options.workers > 0 ? WorkerThreads(answerer: answerer, count: options.workers) : nil
        let parts = ServerParts(
            answerer: answerer, options: options, observer: observer, outgoing: outgoing, background: background,
            notice: notice)
        do {
            let loops = try await parts.makeLoops(of: workers)
            let jobLoops = try await parts.makeLoops(of: jobs)
            background?.run(on: jobLoops + loops, workers: heavy)
            let listeners = try await parts.listen(acceptors, workers, loops)
            return Server(
                listeners, host: options.host, acceptors: acceptors, workers: workers, jobs: jobs,
                heavy: heavy, loops: jobLoops + loops,
                sweep: sweep(loops, each: TimeAmount(options.patience.tick), from: acceptors.next()))
        } catch {
            try? await acceptors.shutdownGracefully()
            try? await workers.shutdownGracefully()
            try? await jobs.shutdownGracefully()
            throw ServerError(error, host: options.host, port: options.port)
        }
    }

    /// Has every loop look at its connections now and then.
    ///
    /// One timer on a loop without connections: a loop that has one compares it with the clock on every turn.
    private static func sweep(
        _ loops: [NIOLoopBound<ServerLoop>], each tick: TimeAmount, from eventLoop: any EventLoop
    ) -> RepeatedTask {
        eventLoop.scheduleRepeatedTask(initialDelay: tick, delay: tick) { _ in
            for loop in loops { loop.eventLoop.execute { loop.value.sweepConnections() } }
        }
    }

    private init(
        _ listeners: [any Channel], host: String, acceptors: MultiThreadedEventLoopGroup,
        workers: MultiThreadedEventLoopGroup, jobs: MultiThreadedEventLoopGroup, heavy: WorkerThreads?,
        loops: [NIOLoopBound<ServerLoop>], sweep: RepeatedTask
    ) {
        self.sweep = sweep
        self.heavy = heavy
        self.listeners = listeners
        self.host = listeners.first?.localAddress?.ipAddress ?? host
        port = listeners.first?.localAddress?.port ?? 0
        self.acceptors = acceptors
        self.workers = workers
        self.jobs = jobs
        self.loops = loops
    }

    /// Stops: accepts no more, lets what runs be answered, closes what is idle, and after the limit what is left.
    public func stop(drain: Duration = .seconds(10)) async {
        let limit = TimeAmount(drain)
        let swept = acceptors.next().makePromise(of: Void.self)
        sweep.cancel(promise: swept)
        try? await swept.futureResult.get()
        let emptied = listeners.map { close($0, within: limit + .seconds(1)) }
        await withTaskGroup(of: Void.self) { group in
            for loop in loops {
                group.addTask {
                    try? await loop.eventLoop.flatSubmit { loop.value.drain(for: limit) }.get()
                }
            }
        }
        for future in emptied { try? await future.get() }
        // It wakes event loops, so it ends before they do.
        await heavy?.stop()
        try? await workers.shutdownGracefully()
        try? await jobs.shutdownGracefully()
        try? await acceptors.shutdownGracefully()
    }

    /// Accepts no more; the result comes when every connection is closed, or when the time is over.
    ///
    /// An event loop that stopped while a connection is on its way to it would be used after its end.
    private func close(_ listener: any Channel, within limit: TimeAmount) -> EventLoopFuture<Void> {
        let emptied = listener.eventLoop.makePromise(of: Void.self)
        listener.eventLoop.execute {
            let gate = try? listener.pipeline.syncOperations.handler(type: AcceptGate.self)
            listener.close(promise: nil)
            gate?.connections.whenEmpty(emptied)
            let deadline = listener.eventLoop.scheduleTask(in: limit) { emptied.succeed() }
            emptied.futureResult.whenComplete { _ in deadline.cancel() }
        }
        return emptied.futureResult
    }
}
