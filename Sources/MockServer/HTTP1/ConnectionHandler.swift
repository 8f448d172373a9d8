import MockEngine
import MockModel
import NIOCore

/// One connection: bytes in, one request at work, bytes out.
///
/// All synchronous on the connection's event loop. While a request is at work nothing further is read, so a client that
/// pipelines is held back by TCP; while more than the channel's mark of output is unsent no further request is begun.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What the connection is at.
    enum Phase {
        /// Reading a request, or idle.
        case reading
        /// A handler or a delay takes its time.
        case waiting
        /// A body is being sent in parts.
        case sending
        /// Code makes the body, or talks over a WebSocket.
        case streaming
        /// The last answer was given; what still comes is thrown away until the client closes.
        case lingering
        case closed
    }

    let loop: ServerLoop
    var parser: RequestParser
    var phase = Phase.reading
    var timing: ConnectionTiming
    /// The answer under way, when it is not given at once.
    var answering: ResponseInProgress?
    /// Bytes that were handed to the channel.
    var written = 0
    var isWritable = true
    var inputEnded = false
    var context: ChannelHandlerContext?
    var isReadPaused = false
    /// Whether this side gave the connection up.
    var isGivenUp = false
    /// Bytes of a half-sent body that are counted for this connection.
    private var bodyShare = 0
    private var knownAddress: String?

    init(_ loop: ServerLoop) {
        self.loop = loop
        parser = RequestParser(limits: loop.options.limits) { loop.answerer.bodyLimit }
        timing = ConnectionTiming(at: .now())
    }

    /// The client's address, made once for all its requests.
    var remoteAddress: String {
        if let knownAddress { return knownAddress }
        var address = context?.remoteAddress?.ipAddress ?? ""
        // An IPv4 client of a socket for both families (RFC 4291 §2.5.5.2).
        if address.hasPrefix("::ffff:"), address.contains(".") { address.removeFirst(7) }
        knownAddress = address
        return address
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        loop.add(self)
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard phase != .lingering, phase != .closed else { return }
        if phase == .streaming, answering?.stream?.socket != nil { return feedSocket(unwrapInboundIn(data), context) }
        parser.feed(unwrapInboundIn(data))
        proceed(context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReadPaused = !(phase == .lingering || phase == .reading && isWritable || wantsFrames)
        if !isReadPaused { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isWritable = context.channel.isWritable
        guard isWritable else { return }
        switch phase {
        case .sending: send(context)
        case .streaming: hasRoom(context)
        default: proceed(context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent { endInput(context) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let answering {
            noteDeparture(from: answering)
            leave(answering)
        }
        phase = .closed
        answering = nil
        self.context = nil
        _ = account(0)
        loop.remove(self)
    }

    /// Reads requests and begins their answers for as long as none of them takes time.
    func proceed(_ context: ChannelHandlerContext) {
        while phase == .reading {
            guard mayBegin(context) else { return }
            if parser.isEmpty { break }
            switch parser.next() {
            case .message(let message): serve(message, context)
            case .continueExpected: HTTP1Head.writeContinue(to: &loop.output)
            case .refused(let failure): refuse(failure, parser.head.headers, context)
            case .incomplete:
                flush(context)
                return waitForBytes(context)
            }
        }
        flush(context)
        if phase == .reading { waitForBytes(context) }
    }

    /// Whether the output has room for another answer.
    private func mayBegin(_ context: ChannelHandlerContext) -> Bool {
        if loop.output.readableBytes > 1 << 16 { flush(context) }
        return isWritable
    }

    private func waitForBytes(_ context: ChannelHandlerContext) {
        guard noteStage() else { return refuse(.bodiesFull, parser.head.headers, context) }
        if inputEnded { return close(context) }
        guard isReadPaused else { return }
        isReadPaused = false
        context.read()
    }

    /// Keeps account of since when the client has been at a part of its message; `false` when there is no room for more of its body.
    private func noteStage() -> Bool {
        let progress = parser.progress
        var received = 0
        if case .body(let count) = progress { received = count }
        let stage: ConnectionTiming.Stage =
            switch progress {
            case .idle: .idle
            case .head: .head
            case .body: .body
            }
        if stage != timing.stage { timing.enter(stage, at: .now()) }
        return received == bodyShare || account(received)
    }

    /// Counts the bytes of a half-sent body, up to when its request is answered.
    private func account(_ received: Int) -> Bool {
        let share = bodyShare
        bodyShare = received
        return loop.bodies.change(from: share, to: received, bodyLimit: loop.answerer.bodyLimit)
    }

    /// Hands what was written to the channel.
    func flush(_ context: ChannelHandlerContext) {
        written += loop.output.readableBytes
        loop.flush(context)
    }
}
