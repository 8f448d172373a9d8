import MockEngine
import MockModel
import NIOCore

/// The end of the connection.
extension HTTP1Handler {
    /// Ends the connection so that the client sees the last response.
    ///
    /// Our side is closed, and what the client still sends is thrown away until it closes too: closing with unread bytes
    /// would send a reset, which overtakes the response.
    func close(_ context: ChannelHandlerContext) {
        connection.linger(at: .now())
        flush(context)
        if connection.inputEnded { return closeWhenSent(context) }
        context.close(mode: .output, promise: nil)
        context.read()
    }

    func closeWhenSent(_ context: ChannelHandlerContext) {
        let promise = loop.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenComplete { _ in self.abort() }
        context.writeAndFlush(NIOAny(ByteBuffer()), promise: promise)
    }

    /// Ends the connection at once.
    func abort() { context?.close(promise: nil) }

    /// Resets the connection: with a linger time of zero closing sends RST.
    ///
    /// The option takes two 32-bit numbers, on and seconds, here (1, 0) as one of 64 bits.
    func reset(_ context: ChannelHandlerContext) {
        try? context.channel.syncOptions?.setOption(.socketOption(.so_linger), value: Int(1).littleEndian)
        context.close(promise: nil)
    }

    /// Looks at the clock.
    func check(at now: NIODeadline) {
        guard let context, connection.phase != .closed else { return }
        if let began = loop.drainBegan { endDraining(context, at: now, since: began) }
        if connection.phase == .upgraded, !loop.isDraining { keepWebSocketAlive(at: now) }
        let unsent = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        switch connection.check(at: now, written: handedOver, unsent: unsent, patience: loop.options.patience) {
        case .abort:
            isGivenUp = true
            abort()
        case .refuse(let failure): refuse(failure, context)
        default: break
        }
    }

    /// While the server stops: what has no end of its own, and clients that do not close, get a moment.
    private func endDraining(_ context: ChannelHandlerContext, at now: NIODeadline, since began: NIODeadline) {
        let since = connection.timing.since
        // A request may be on its way to an idle connection.
        if connection.isIdle, now - since > .milliseconds(100) { close(context) }
        guard now - began > HTTP1Handler.moment else { return }
        if exchange?.isEndless == true { return abandon() }
        if connection.phase == .lingering, now - connection.timing.since > HTTP1Handler.moment { abort() }
    }

    private static let moment = TimeAmount.milliseconds(300)

    /// Closes at once; a WebSocket is told that the server goes (1001).
    func abandon() {
        guard let context else { return }
        isGivenUp = true
        if let webSocket {
            webSocket.close(1001, "the server stops", to: &loop.output)
            flush(context)
        }
        abort()
    }
}
