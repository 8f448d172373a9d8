import MockEngine
import MockModel
import NIOCore

/// WebSockets (RFC 6455): frames in, messages to the code, its messages out, the closing from either side.
extension HTTP1Handler {
    /// Messages of one socket in a row; then other connections of the loop have their turn.
    private static let messagesInARow = 64

    /// Answers the opening handshake; gives what is delivered instead when the request opens no WebSocket.
    func openWebSocket(_ delivery: Delivery, to request: PendingRequest) -> Delivery? {
        var opened = delivery
        do throws(WebSocketHandshake.Refusal) {
            opened.response = try WebSocketHandshake(request, delivery.response).completed(delivery.response)
        } catch {
            loop.notice(.handshake(delivery.exchange, status: error.status, error.detail))
            opened.response = EdgeResponse.handshake(error)
            opened.stream = nil
            return opened
        }
        guard (try? HTTP1Head.write(opened.response, to: &loop.output)) != nil else { return opened }
        Framing(call: delivery.exchange.call, keepsAlive: true, isUpgrade: true).append(to: &loop.output)
        let socket = WebSocketExchange()
        socket.reader.feed(connection.upgrade())
        webSocket = socket
        return nil
    }

    /// Whether the socket takes more bytes in.
    var wantsFrames: Bool {
        guard let socket = webSocket, connection.phase == .upgraded else { return false }
        return isWritable && !socket.isYielding && (socket.hasRoom || socket.isRunOver)
    }

    /// Takes bytes of the client.
    func feedWebSocket(_ bytes: ByteBuffer) {
        guard let socket = webSocket else { return }
        socket.lastHeard = .now()
        socket.reader.feed(bytes)
        readWebSocket()
    }

    /// Reads the frames that are there, as far as there is room for what they say.
    func readWebSocket() {
        guard let context, let socket = webSocket, !socket.isReading, !socket.isYielding else { return }
        socket.isReading = true
        defer { socket.isReading = false }
        for _ in 0..<HTTP1Handler.messagesInARow {
            guard webSocket === socket, wantsFrames, take(from: socket, context) else {
                flush(context)
                return readMore(context)
            }
        }
        flush(context)
        socket.isYielding = true
        loop.runs.runLater { [weak self] in
            socket.isYielding = false
            if self?.webSocket === socket { self?.readWebSocket() }
        }
    }

    private func readMore(_ context: ChannelHandlerContext) {
        if wantsFrames, connection.resumeReading() { context.read() }
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
            concludeWebSocket()
            return false
        }
    }

    private func take(_ message: WebSocketMessage, _ socket: WebSocketExchange) {
        if socket.isCloseSent { return }
        if let wait = exchange?.wait, !wait.isOver, exchange?.stream?.awaited == .message, socket.isEmpty {
            wait.end(.received(message))
        } else {
            socket.keep(message)
        }
    }

    /// The code asks for a message; `nil` when none is there.
    func receive(_ time: Duration?, _ token: WaitToken) -> WaitOutcome? {
        guard let socket = webSocket else { return .closed }
        if let message = socket.take() {
            if socket.isClosedByClient == false { readAgain(socket) }
            return .received(message)
        }
        if socket.isClosedByClient || socket.isCloseSent {
            socket.hasToldClosed = true
            return .closed
        }
        exchange?.awaitMessage(time, token)
        readAgain(socket)
        return nil
    }

    /// There is room again: frames that were left lying are read once the code waits.
    private func readAgain(_ socket: WebSocketExchange) {
        guard connection.isReadPaused, !socket.isReading, !socket.isYielding else { return }
        socket.isYielding = true
        loop.runs.runLater { [weak self] in
            socket.isYielding = false
            if self?.webSocket === socket { self?.readWebSocket() }
        }
    }

    /// The client closes: it is answered in kind; the code hears of it, or ends.
    private func close(_ socket: WebSocketExchange, echoing code: Int, _ context: ChannelHandlerContext) {
        socket.isClosedByClient = true
        socket.close(code, to: &loop.output)
        guard let exchange, let stream = exchange.stream, !socket.isRunOver else { return concludeWebSocket() }
        if stream.awaited == .message {
            guard let wait = exchange.wait, !wait.isOver else { return }
            socket.hasToldClosed = true
            wait.end(.closed)
            flush(context)
        } else if socket.isEmpty {
            concludeWebSocket()
        }
    }

    /// The code is done: this side closes, and the client has a moment to do so too.
    func finishWebSocket(_ failure: ScriptFailure?) {
        guard let socket = webSocket else { return }
        socket.isRunOver = true
        socket.dropMessages()
        if failure != nil {
            socket.close(1011, "the handler failed", to: &loop.output)
        } else {
            socket.close(1000, to: &loop.output)
        }
        if socket.isClosedByClient { return concludeWebSocket() }
        connection.enter(.linger, at: .now())
        readAgain(socket)
    }

    /// Both sides have closed, or one of them must not go on.
    func concludeWebSocket() {
        guard let context, let driver = exchange else { return }
        exchange = nil
        webSocket = nil
        driver.leave()
        close(context)
    }

    /// Pings a client that is silent; ends the connection of one that stays so.
    func keepWebSocketAlive(at now: NIODeadline) {
        guard let context, let socket = webSocket else { return }
        let isAlive = socket.keepAlive(at: now, to: &loop.output)
        flush(context)
        if !isAlive { abort() }
    }
}
