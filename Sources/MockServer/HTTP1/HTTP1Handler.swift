import MockEngine
import MockModel
import NIOCore

/// One connection of HTTP/1: hands bytes and events of the channel to ``HTTP1Connection`` and carries out its actions.
///
/// All synchronous on the connection's event loop. Responses that take time are driven by an ``ExchangeDriver``, for which the handler is the
/// sink.
final class HTTP1Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let loop: ServerLoop
    var connection: HTTP1Connection
    /// The response under way, when it takes time.
    var exchange: ExchangeDriver?
    /// How the response under way is written.
    var encoder: HTTP1ResponseEncoder?
    /// Both ways of the WebSocket to which the connection switched.
    var webSocket: WebSocketExchange?
    var context: ChannelHandlerContext?
    /// Whether this side gave the connection up.
    var isGivenUp = false
    /// Bytes that were handed to the channel.
    var handedOver = 0
    /// Whether requests are being read now, so that reading does not begin again from within.
    private var isProceeding = false
    /// Bytes of a half-sent body that are counted for this connection.
    private var bodyShare = 0

    init(_ loop: ServerLoop) {
        self.loop = loop
        connection = HTTP1Connection(limits: loop.options.limits, at: .now()) { loop.answerer.bodyLimit }
    }

    /// The client's address.
    var remoteAddress: String { connection.remoteAddress }

    private static func address(of client: SocketAddress?) -> String {
        var address = client?.ipAddress ?? ""
        // An IPv4 client of a socket for both families (RFC 4291 §2.5.5.2).
        if address.hasPrefix("::ffff:"), address.contains(".") { address.removeFirst(7) }
        return address
    }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        connection.remoteAddress = HTTP1Handler.address(of: context.remoteAddress)
        loop.add(self)
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if connection.phase == .upgraded { return feedWebSocket(unwrapInboundIn(data)) }
        connection.receive(unwrapInboundIn(data))
        proceed(context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if connection.endRead(wantsFrames: wantsFrames) { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        connection.isWritable = context.channel.isWritable
        guard isWritable else { return }
        guard let exchange else { return proceed(context) }
        exchange.resumeWriting()
        if connection.phase == .upgraded { readWebSocket() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .some(.inputClosed) = event as? ChannelEvent else { return }
        switch connection.endInput(dependsOnClient: exchange?.dependsOnClient ?? false) {
        case .abort: abort()
        case .close: closeWhenSent(context)
        default: proceed(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { abort() }

    func channelInactive(context: ChannelHandlerContext) {
        if !isGivenUp, connection.phase == .reading { noteUnfinishedRequest() }
        connection.close()
        if let exchange {
            if !isGivenUp, webSocket?.isCloseSent != true { exchange.noteDeparture() }
            exchange.leave()
        }
        exchange = nil
        webSocket = nil
        self.context = nil
        _ = account(0)
        loop.remove(self)
    }

    /// Reads requests and begins their responses for as long as none of them takes time.
    func proceed(_ context: ChannelHandlerContext) {
        guard !isProceeding else { return }
        isProceeding = true
        defer { isProceeding = false }
        while true {
            if loop.output.readableBytes > 1 << 16 { flush(context) }
            switch connection.next() {
            case .respond(let message): serve(message, context)
            case .sendContinue: HTTP1Head.writeContinue(to: &loop.output)
            case .refuse(let failure): refuse(failure, context)
            case .read:
                flush(context)
                return waitForBytes(context)
            case .close:
                flush(context)
                noteUnfinishedRequest()
                return close(context)
            default:
                flush(context)
                // While flushing the client may have taken the rest of a response.
                guard connection.mayProceed else { return }
            }
        }
    }

    /// Reads on, unless half-sent bodies use all the memory that there is for them.
    private func waitForBytes(_ context: ChannelHandlerContext) {
        connection.noteStage()
        let received = connection.receivedBody
        guard received == bodyShare || account(received) else { return refuse(.bodiesFull, context) }
        if connection.resumeReading() { context.read() }
    }

    /// Counts the bytes of a half-sent body, up to when its request is answered.
    private func account(_ received: Int) -> Bool {
        let share = bodyShare
        bodyShare = received
        return loop.bodies.change(from: share, to: received, bodyLimit: loop.answerer.bodyLimit)
    }

    /// Hands what was written to the channel.
    func flush(_ context: ChannelHandlerContext) {
        handedOver += loop.output.readableBytes
        loop.flush(context)
    }
}

/// Requests.
extension HTTP1Handler {
    /// Begins with a request.
    private func serve(_ message: ReceivedMessage, _ context: ChannelHandlerContext) {
        let request = message.request
        let isKept = loop.kept.isOccupied && loop.kept.holds(context.channel)
        if isKept, !loop.answerer.isAdministrative(request) {
            return refuse(.connectionsFull, request.headers, context)
        }
        if request.isCoded, let failure = oversize(of: request) { return refuse(failure, request.headers, context) }
        let pending = PendingRequest(
            request: request, keepsAlive: message.keepsAlive && !loop.isDraining && !isKept,
            minorVersion: message.minorVersion, started: .now())
        loop.watch.enter(request, at: pending.started)
        take(loop.answerer.begin(request), pending)
    }

    /// The refusal of a body whose content is too large; one that cannot be decoded is left to what asks for it.
    private func oversize(of request: Request) -> RequestFailure? {
        do throws(ContentError) {
            _ = try request.content()
            return nil
        } catch {
            guard case .tooLarge(let limit) = error else { return nil }
            return .contentTooLarge(limit: limit)
        }
    }

    /// Writes a response that takes no time; leaves every other to a driver.
    private func take(_ step: consuming Step, _ request: PendingRequest) {
        connection.enter(.idle, at: loop.leaveWatch(request.request))
        switch consume step {
        case .deliver(let delivery):
            if delivery.isImmediate, request.keepsAlive, writeWhole(delivery, to: request) { return }
            drive(.deliver(delivery), request)
        case let other: drive(other, request)
        }
    }

    /// Leaves a response that takes time to a driver.
    private func drive(_ step: Step, _ request: PendingRequest) {
        let driver = ExchangeDriver(request, to: self, on: loop)
        exchange = driver
        encoder = nil
        connection.enter(.answer, at: .now())
        driver.carry(step)
    }

    /// Notes a client that leaves within a request.
    private func noteUnfinishedRequest() {
        guard let message = connection.unfinishedMessage else { return }
        guard case .body(let head, let received) = message else {
            return loop.notice(.unfinishedHead(remoteAddress: remoteAddress))
        }
        // A part of a body may hold secrets under names that have not come yet.
        let request = Request(
            method: head.method, target: head.target, headers: head.headers, body: [], remoteAddress: remoteAddress)
        let length: Int? = if case .length(let length) = head.framing { length } else { nil }
        let exchange = loop.answerer.leave(request, because: .unfinished(received: received, length: length))
        if let exchange { loop.tell(exchange, started: connection.timing.since) }
    }

    /// Responds to a message that is not served; nothing behind it is read.
    func refuse(_ failure: RequestFailure, _ context: ChannelHandlerContext) {
        refuse(failure, connection.refusedHeaders, context)
    }

    private func refuse(_ failure: RequestFailure, _ headers: HeaderFields, _ context: ChannelHandlerContext) {
        loop.notice(.refused(failure, remoteAddress: remoteAddress))
        let response = loop.answerer.share(EdgeResponse.refusal(failure), with: headers)
        if case .bytes(let body) = response.body, (try? HTTP1Head.write(response, to: &loop.output)) != nil {
            Framing(length: body.count, keepsAlive: false).append(to: &loop.output)
            loop.output.writeBytes(body)
        }
        close(context)
    }
}

extension Delivery {
    /// Whether nothing stands before its response or goes wrong with it, and nothing takes time.
    @inline(__always)
    fileprivate var isImmediate: Bool {
        delay == .zero && stream == nil && decision.earlyHints == nil && !decision.endsConnection && isSmall
    }
}
