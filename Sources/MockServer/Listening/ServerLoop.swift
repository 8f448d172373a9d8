import MockModel
import NIOCore
import NIOPosix

/// What the connections of one event loop share; used on that loop only.
final class ServerLoop {
    let eventLoop: any EventLoop
    let options: ServerOptions
    let answerer: any RequestAnswerer
    let observer: (any ExchangeObserver)?
    let notice: @Sendable (EdgeNotice) -> Void
    let watch: LoopWatch
    let outgoing: (any RequestSender)?
    let kept: KeptPlaces
    let bodies: BodyBudget
    let files = NonBlockingFileIO(threadPool: .singleton)

    /// The code that goes on on this loop.
    let runs: RunQueue

    /// Bytes that were written and not handed to the channel yet; one buffer, used again by every burst.
    var output = ByteBuffer()
    /// The waits of runs that this loop carries out.
    var waits: [WaitToken: RunWait] = [:]
    /// What begins with the next job of a session.
    var jobTimers: [TextKey: Scheduled<Void>] = [:]
    /// The sessions whose jobs wait for their turn.
    var readyJobs: Set<TextKey> = []
    /// The sessions whose next job waits for the world.
    var busySessions: Set<TextKey> = []
    /// The last exchange whose last byte is in `output`, and those before it: most bursts have one.
    private var lastFinished: (exchange: Exchange, started: NIODeadline)?
    private var finished: [(exchange: Exchange, started: NIODeadline)] = []
    private var connections: [ObjectIdentifier: HTTP1Handler] = [:]
    private var drained: EventLoopPromise<Void>?

    init(
        eventLoop: any EventLoop, options: ServerOptions, answerer: any RequestAnswerer,
        observer: (any ExchangeObserver)?, outgoing: (any RequestSender)?, watch: LoopWatch,
        kept: KeptPlaces, bodies: BodyBudget,
        notice: @escaping @Sendable (EdgeNotice) -> Void
    ) {
        self.eventLoop = eventLoop
        self.options = options
        self.answerer = answerer
        self.observer = observer
        self.outgoing = outgoing
        self.watch = watch
        self.kept = kept
        self.bodies = bodies
        self.notice = notice
        runs = RunQueue { time, work in
            eventLoop.assumeIsolated().scheduleTask(in: time, work)
        }
    }

    /// Whether no further request is taken on any connection.
    var isDraining: Bool { drained != nil }
    /// When that began.
    private(set) var drainBegan: NIODeadline?

    /// A connection has opened.
    func add(_ connection: HTTP1Handler) {
        connections[ObjectIdentifier(connection)] = connection
    }

    /// A connection has closed.
    func remove(_ connection: HTTP1Handler) {
        connections[ObjectIdentifier(connection)] = nil
        if connections.isEmpty { drained?.succeed() }
    }

    /// Hands the written bytes to a channel, and tells of the exchanges they end.
    func flush(_ context: ChannelHandlerContext) {
        guard output.readableBytes > 0 else { return }
        var bytes = ByteBuffer()
        swap(&bytes, &output)
        context.writeAndFlush(NIOAny(bytes), promise: nil)
        bytes.clear()
        if output.storageCapacity == 0 { output = bytes }
        tellFinished()
    }

    /// An exchange whose last byte is in `output`.
    func finish(_ exchange: Exchange, started: NIODeadline) {
        if let lastFinished { finished.append(lastFinished) }
        lastFinished = (exchange, started)
    }

    /// An exchange whose last byte is on the wire, or whose client is gone.
    func tell(_ exchange: Exchange, started: NIODeadline) {
        finish(exchange, after: NIODeadline.now() - started)
    }

    /// Records the duration of a call; calls that no mock answered are not reported.
    private func finish(_ exchange: Exchange, after time: TimeAmount) {
        exchange.finish(after: time.nanoseconds)
        if exchange.call > 0 { observer?.finished(exchange, after: .nanoseconds(time.nanoseconds)) }
    }

    /// Notes that the code of a request gave the event loop back; gives the time it did.
    @discardableResult
    func leaveWatch(_ request: Request) -> NIODeadline {
        let now = NIODeadline.now()
        if let time = watch.leave(at: now) { notice(.blocked(request, Duration(time))) }
        return now
    }

    private func tellFinished() {
        guard let last = lastFinished else { return }
        lastFinished = nil
        let now = NIODeadline.now()
        if !finished.isEmpty {
            for (exchange, started) in finished { finish(exchange, after: now - started) }
            finished.removeAll(keepingCapacity: true)
        }
        finish(last.exchange, after: now - last.started)
    }
}

extension ServerLoop {
    /// Looks at the clock for all connections of the loop, of which none has a timer of its own.
    func sweepConnections() {
        let now = NIODeadline.now()
        for connection in Array(connections.values) { connection.check(at: now) }
    }

    /// Looks often while the server stops.
    private func sweepOften() {
        sweepConnections()
        guard !connections.isEmpty else { return }
        eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(50)) { self.sweepOften() }
    }

    /// Lets every request that runs be answered, then closes its connection; after the limit closes what is left.
    func drain(for limit: TimeAmount) -> EventLoopFuture<Void> {
        if let drained { return drained.futureResult }
        let promise = eventLoop.makePromise(of: Void.self)
        drained = promise
        drainBegan = .now()
        if connections.isEmpty { promise.succeed() }
        sweepOften()
        let deadline = eventLoop.assumeIsolated().scheduleTask(in: limit) { self.closeAll() }
        promise.futureResult.assumeIsolated().whenComplete { _ in deadline.cancel() }
        return promise.futureResult
    }

    private func closeAll() {
        for connection in Array(connections.values) { connection.abandon() }
    }
}
