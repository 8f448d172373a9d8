import MockModel
import NIOCore
import NIOPosix

/// What a server is put together from.
struct ServerParts: Sendable {
    let answerer: any RequestAnswerer
    let options: ServerOptions
    let observer: (any ExchangeObserver)?
    let outgoing: (any RequestSender)?
    let background: BackgroundRunner?
    let notice: @Sendable (EdgeNotice) -> Void
    let kept = KeptPlaces()
    let bodies: BodyBudget

    init(
        answerer: any RequestAnswerer, options: ServerOptions, observer: (any ExchangeObserver)?,
        outgoing: (any RequestSender)?, background: BackgroundRunner?, notice: @escaping @Sendable (EdgeNotice) -> Void
    ) {
        self.answerer = answerer
        self.options = options
        self.observer = observer
        self.outgoing = outgoing
        self.background = background
        self.notice = notice
        bodies = BodyBudget(limit: options.bodies)
    }

    /// What the connections of each event loop share.
    func makeLoops(of group: MultiThreadedEventLoopGroup) async throws -> [NIOLoopBound<ServerLoop>] {
        var loops: [NIOLoopBound<ServerLoop>] = []
        for eventLoop in group.makeIterator() {
            loops.append(try await eventLoop.submit { NIOLoopBound(makeLoop(eventLoop), eventLoop: eventLoop) }.get())
        }
        return loops
    }

    private func makeLoop(_ eventLoop: any EventLoop) -> ServerLoop {
        ServerLoop(
            eventLoop: eventLoop, options: options, answerer: answerer, observer: observer, outgoing: outgoing,
            watch: LoopWatch(limit: options.blockedAfter), kept: kept, bodies: bodies, notice: notice)
    }

    /// Opens the listening channels: one, or one for each family of addresses of `localhost`.
    func listen(
        _ acceptors: MultiThreadedEventLoopGroup, _ workers: MultiThreadedEventLoopGroup,
        _ loops: [NIOLoopBound<ServerLoop>]
    ) async throws -> [any Channel] {
        let acceptor = acceptors.next()
        let connections = try await acceptor.submit {
            let kept = answerer.hasAdministration ? kept : nil
            let connections = OpenConnections(limit: options.connections, kept: kept, notice: notice)
            return NIOLoopBound(connections, eventLoop: acceptor)
        }.get()
        let bootstrap = bootstrap(acceptor, workers, loops, connections)
        let watches = try await watches(of: loops)
        let listeners = try await ListeningAddresses(of: options.host).listen(at: options.port) { host, port in
            try await bootstrap.bind(host: host, port: port).get()
        }
        if let first = listeners.first { watchLoops(watches, from: first.eventLoop) }
        return listeners
    }

    private func bootstrap(
        _ acceptor: any EventLoop, _ workers: MultiThreadedEventLoopGroup, _ loops: [NIOLoopBound<ServerLoop>],
        _ connections: NIOLoopBound<OpenConnections>
    ) -> ServerBootstrap {
        let shared = Dictionary(uniqueKeysWithValues: loops.map { (ObjectIdentifier($0.eventLoop), $0) })
        return ServerBootstrap(group: acceptor, childGroup: workers)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptGate(connections.value, notice: notice))
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let loop = shared[ObjectIdentifier(channel.eventLoop)]?.value else { return }
                    try channel.pipeline.syncOperations.addHandler(HTTP1Handler(loop))
                }
            }
    }

    private func watches(of loops: [NIOLoopBound<ServerLoop>]) async throws -> [LoopWatch] {
        var watches: [LoopWatch] = []
        for loop in loops { watches.append(try await loop.eventLoop.submit { loop.value.watch }.get()) }
        return watches
    }

    /// Looks from the acceptor's loop, which runs no handlers, whether another one does not come back.
    private func watchLoops(_ watches: [LoopWatch], from eventLoop: any EventLoop) {
        eventLoop.scheduleRepeatedTask(initialDelay: .milliseconds(200), delay: .milliseconds(200)) { _ in
            for watch in watches {
                guard let overdue = watch.overdue(at: .now()) else { continue }
                notice(.blocked(overdue.request, Duration(overdue.time)))
            }
        }
    }
}
