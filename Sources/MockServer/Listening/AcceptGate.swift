import NIOCore

/// Accepts connections only while there is room for them.
///
/// It stands in the listening channel and holds back the channel's `read`: a listener that does not read is not woken, so a full
/// server idles, also at the process's limit on open files, where accepting anyway would spin. Beyond the limit a few connections are
/// accepted for the admin API; each further one takes the place of the oldest of them.
final class AcceptGate: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = Never

    private let limit: Int
    /// The places beyond the limit; `nil` without an admin API.
    private let kept: KeptPlaces?
    private let notice: @Sendable (EdgeNotice) -> Void
    private var open = 0
    private var isHeld = false
    private var isResting = false
    private var isFullTold = false
    private var emptied: EventLoopPromise<Void>?

    init(limit: Int, kept: KeptPlaces?, notice: @escaping @Sendable (EdgeNotice) -> Void) {
        self.limit = limit
        self.kept = kept
        self.notice = notice
    }

    private var most: Int { limit + (kept == nil ? 0 : KeptPlaces.most) }

    func read(context: ChannelHandlerContext) {
        if open < most, !isResting { return context.read() }
        if !isResting { tellFull() }
        isHeld = true
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        open += 1
        let channel = unwrapInboundIn(data)
        if let kept, open > limit { keep(channel, in: kept) }
        let closed = channel.closeFuture.hop(to: context.eventLoop)
        closed.assumeIsolated().whenComplete { _ in self.hasClosed(channel, context) }
        context.fireChannelRead(data)
    }

    private func keep(_ channel: any Channel, in kept: KeptPlaces) {
        tellFull()
        kept.add(channel)
        if open >= most { kept.takeOldest()?.close(promise: nil) }
    }

    /// Once, until there is room again.
    private func tellFull() {
        if !isFullTold { notice(.full(connections: limit)) }
        isFullTold = true
    }

    private func hasClosed(_ channel: any Channel, _ context: ChannelHandlerContext) {
        open -= 1
        if open < limit { isFullTold = false }
        if let kept {
            kept.remove(channel)
            // The oldest ones beyond the limit move up.
            while kept.count > max(0, open - limit), kept.takeOldest() != nil {}
        }
        if open == 0 { emptied?.succeed() }
        goOn(context)
    }

    /// Tells when the last connection is closed, those included that were accepted and are not set up yet.
    func whenEmpty(_ promise: EventLoopPromise<Void>) {
        emptied = promise
        if open == 0 { promise.succeed() }
    }

    private func goOn(_ context: ChannelHandlerContext) {
        guard isHeld, open < most, !isResting, context.channel.isActive else { return }
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
