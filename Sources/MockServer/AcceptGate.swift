import NIOCore

/// Accepts connections only while there is room for them.
///
/// It stands in the listening channel and holds back the channel's `read`: a listener that does not read is not woken, so a full
/// server idles, also at the process's limit on open files, where accepting anyway would spin.
final class AcceptGate: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = Never

    private let limit: Int
    private let notice: @Sendable (EdgeNotice) -> Void
    private var open = 0
    private var isHeld = false
    private var isResting = false
    private var emptied: EventLoopPromise<Void>?

    init(limit: Int, notice: @escaping @Sendable (EdgeNotice) -> Void) {
        self.limit = limit
        self.notice = notice
    }

    func read(context: ChannelHandlerContext) {
        if open < limit, !isResting { return context.read() }
        if !isHeld, !isResting { notice(.full(connections: open)) }
        isHeld = true
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        open += 1
        let closed = unwrapInboundIn(data).closeFuture.hop(to: context.eventLoop)
        closed.assumeIsolated().whenComplete { _ in self.hasClosed(context) }
        context.fireChannelRead(data)
    }

    private func hasClosed(_ context: ChannelHandlerContext) {
        open -= 1
        if open == 0 { emptied?.succeed() }
        goOn(context)
    }

    /// Tells when the last connection is closed, those included that were accepted and are not set up yet.
    func whenEmpty(_ promise: EventLoopPromise<Void>) {
        emptied = promise
        if open == 0 { promise.succeed() }
    }

    private func goOn(_ context: ChannelHandlerContext) {
        guard isHeld, open < limit, !isResting, context.channel.isActive else { return }
        isHeld = false
        context.read()
    }

    /// Without descriptors for a moment, somewhere in the process: rests instead of asking again at once.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let failure = error as? IOError else { return context.fireErrorCaught(error) }
        notice(.acceptFailed(errno: failure.errnoCode))
        isResting = true
        isHeld = true
        context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(500)) {
            self.isResting = false
            self.goOn(context)
        }
    }
}
