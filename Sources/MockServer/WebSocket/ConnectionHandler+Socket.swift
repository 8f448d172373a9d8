import MockEngine
import MockModel
import NIOCore

/// WebSockets (RFC 6455): frames in, messages to the code, its messages out, the closing from either side.
extension ConnectionHandler {
    /// Messages of one socket in a row; then other connections of the loop have their turn.
    private static let messagesInARow = 64

    /// Answers the opening handshake, then lets the code begin.
    func openSocket(
        _ delivery: Delivery, _ order: StreamOrder, _ turn: PendingRequest, _ context: ChannelHandlerContext
    ) {
        guard delivery.opensStream(to: turn.request) else {
            return decline(delivery, order, turn, context)
        }
        var opened = delivery
        do throws(WebSocketHandshake.Refusal) {
            opened.response = try WebSocketHandshake(turn, delivery.response).completed(delivery.response)
        } catch {
            loop.notice(.handshake(delivery.exchange, status: error.status, error.detail))
            opened.response = EdgeResponse.handshake(error)
            opened.stream = nil
            return decline(opened, order, turn, context)
        }
        guard (try? HTTP1Head.write(opened.response, to: &loop.output)) != nil else {
            return decline(opened, order, turn, context)
        }
        Framing(call: delivery.exchange.call, keepsAlive: true, isUpgrade: true).append(to: &loop.output)
        let socket = WebSocketExchange()
        socket.reader.feed(parser.takeRest())
        let stream = OpenStream(framing: .frames, rate: nil, socket: socket)
        begin(stream, delivery, order, turn, context)
        readSocket(context)
    }

    /// Whether the socket takes more bytes in.
    var wantsFrames: Bool {
        guard phase == .streaming, let socket = answering?.stream?.socket else { return false }
        return isWritable && !socket.isYielding && (socket.hasRoom || socket.isRunOver)
    }

    /// Takes bytes of the client.
    func feedSocket(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        guard let socket = answering?.stream?.socket else { return }
        socket.lastHeard = .now()
        socket.reader.feed(bytes)
        readSocket(context)
    }

    /// Reads the frames that are there, as far as there is room for what they say.
    func readSocket(_ context: ChannelHandlerContext) {
        guard let answering, let socket = answering.stream?.socket, !socket.isReading, !socket.isYielding else {
            return
        }
        socket.isReading = true
        defer { socket.isReading = false }
        for _ in 0..<ConnectionHandler.messagesInARow {
            guard self.answering === answering, wantsFrames, take(from: socket, context) else {
                flush(context)
                return readMore(context)
            }
        }
        flush(context)
        socket.isYielding = true
        loop.runs.runLater { [weak self] in
            socket.isYielding = false
            guard let self, let context = self.context, self.answering === answering else { return }
            readSocket(context)
        }
    }

    private func readMore(_ context: ChannelHandlerContext) {
        guard wantsFrames, isReadPaused else { return }
        isReadPaused = false
        context.read()
    }

    /// Takes one event; says whether there may be another.
    private func take(from socket: WebSocketExchange, _ context: ChannelHandlerContext) -> Bool {
        do throws(WebSocketError) {
            switch try socket.reader.next() {
            case .incomplete: return false
            case .pong: break
            case .ping(let bytes): if !socket.isCloseSent { WebSocketFrame(.pong, bytes).append(to: &loop.output) }
            case .message(let message): take(message, socket)
            case .close(let code, _):
                close(socket, echoing: code, context)
                return false
            }
            return true
        } catch {
            socket.close(error.code, error.reason, to: &loop.output)
            conclude(context)
            return false
        }
    }

    private func take(_ message: WebSocketMessage, _ socket: WebSocketExchange) {
        if socket.isCloseSent { return }
        if let wait = answering?.wait, !wait.isOver, answering?.stream?.hope == .message, socket.isEmpty {
            wait.end(.received(message))
        } else {
            socket.keep(message)
        }
    }

    /// The code asks for a message; `nil` when none is there.
    func receive(_ time: Duration?, _ token: WaitToken, _ stream: OpenStream) -> WaitOutcome? {
        guard let socket = stream.socket, let answering else { return .closed }
        if let message = socket.take() {
            if socket.isClosedByClient == false { readAgain(socket) }
            return .received(message)
        }
        if socket.isClosedByClient || socket.isCloseSent {
            socket.hasToldClosed = true
            return .closed
        }
        stream.hope = .message
        answering.wait = RunWait(.receive(time, subscription: 0), token, on: loop) { [weak self] in
            self?.carryOn(with: $0)
        }
        readAgain(socket)
        return nil
    }

    /// There is room again: frames that were left lying are read once the code waits.
    private func readAgain(_ socket: WebSocketExchange) {
        guard isReadPaused, !socket.isReading, !socket.isYielding else { return }
        socket.isYielding = true
        loop.runs.runLater { [weak self] in
            socket.isYielding = false
            guard let self, let context = self.context, answering?.stream?.socket === socket else { return }
            readSocket(context)
        }
    }

    /// The client closes: it is answered in kind; the code hears of it, or ends.
    private func close(_ socket: WebSocketExchange, echoing code: Int, _ context: ChannelHandlerContext) {
        socket.isClosedByClient = true
        socket.close(code, to: &loop.output)
        guard let answering, let stream = answering.stream, !socket.isRunOver else { return conclude(context) }
        if stream.hope == .message {
            guard let wait = answering.wait, !wait.isOver else { return }
            socket.hasToldClosed = true
            wait.end(.closed)
            flush(context)
        } else if socket.isEmpty {
            conclude(context)
        }
    }

    /// The code is done: this side closes, and the client has a moment to do so too.
    func finishSocket(_ failure: ScriptFailure?, _ context: ChannelHandlerContext) {
        guard let socket = answering?.stream?.socket else { return }
        socket.isRunOver = true
        socket.dropMessages()
        if failure != nil {
            socket.close(1011, "the handler failed", to: &loop.output)
        } else {
            socket.close(1000, to: &loop.output)
        }
        if socket.isClosedByClient { return conclude(context) }
        timing.enter(.linger, at: .now())
        readAgain(socket)
    }

    /// Both sides have closed, or one of them must not go on.
    func conclude(_ context: ChannelHandlerContext) {
        guard let answering else { return }
        self.answering = nil
        leave(answering)
        close(context)
    }

    /// Pings a client that is silent; ends the connection of one that stays so.
    func keepSocketAlive(at now: NIODeadline, _ context: ChannelHandlerContext) {
        guard let socket = answering?.stream?.socket else { return }
        let isAlive = socket.keepAlive(at: now, to: &loop.output)
        flush(context)
        if !isAlive { context.close(promise: nil) }
    }
}
