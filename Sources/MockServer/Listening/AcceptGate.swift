import NIOCore

/// Accepts connections only while there is room for them.
///
/// It stands in a listening channel and holds back the channel's `read`: a listener that does not read is not woken, so a full
/// server idles, also at the process's limit on open files, where accepting anyway would spin. Beyond the limit a few connections are
/// accepted for the admin API; each further one takes the place of the oldest of them.
final class AcceptGate: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = Never

    /// Those of all listeners of the server.
    let connections: OpenConnections
    private let notice: @Sendable (EdgeNotice) -> Void
    private var isHeld = false
    private var isResting = false

    init(_ connections: OpenConnections, notice: @escaping @Sendable (EdgeNotice) -> Void) {
        self.connections = connections
        self.notice = notice
    }

    func handlerAdded(context: ChannelHandlerContext) {
        connections.whenRoom { [weak self] in self?.goOn(context) }
    }

    func read(context: ChannelHandlerContext) {
        if connections.hasRoom, !isResting { return context.read() }
        if !isResting { connections.tellFull() }
        isHeld = true
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let channel = unwrapInboundIn(data)
        connections.take(channel, on: context.eventLoop) {
            if context.channel.isActive { context.fireChannelRead(data) } else { channel.close(promise: nil) }
        }
    }

    private func goOn(_ context: ChannelHandlerContext) {
        guard isHeld, connections.hasRoom, !isResting, context.channel.isActive else { return }
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
