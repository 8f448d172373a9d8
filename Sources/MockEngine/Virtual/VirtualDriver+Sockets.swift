import MockModel

/// A WebSocket between a test and a handler.
struct TestSocket {
    /// What the handler sent and the test has not read.
    var outbox: [StreamPart] = []
    /// What the test sent and the handler has not read.
    var inbox: [WebSocketMessage] = []
    /// The test's wait for a message.
    var reader: WaitToken?
    /// The handler's wait for a message.
    var receiver: WaitToken?
    var isOpen = false
    var isClosedByTest = false
    var isClosedByHandler = false

    /// The handler no longer waits.
    mutating func forget(_ token: WaitToken) {
        if receiver == token { receiver = nil }
    }
}

extension VirtualDriver {
    func openSocket(_ target: String, _ headers: HeaderFields, _ token: WaitToken) {
        var headers = headers
        for (name, value) in [
            ("Host", "localhost"), ("Connection", "Upgrade"), ("Upgrade", "websocket"),
            ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ] where !headers.contains(name) { headers.append(name, value) }
        begun += 1
        let number = begun
        let request = Request(method: "GET", target: target, headers: headers)
        var playing = SimulatedCall(request, at: engine.now, waiter: token)
        playing.socket = TestSocket()
        requests[number] = playing
        carry(engine.begin(request), .request(number))
    }

    /// The head is there: the test goes on, when it is that of a WebSocket.
    func answerHandshake(_ number: Int, _ delivery: Delivery, isOpen: Bool) {
        guard let waiter = requests[number]?.waiter else { return }
        requests[number]?.waiter = nil
        if isOpen, delivery.stream?.kind == .socket {
            requests[number]?.socket?.isOpen = true
            return reply(waiter, .opened(number))
        }
        let name = "\(delivery.exchange.request.method) \(delivery.exchange.request.target)"
        let reason = delivery.exchange.reason.sentence
        reply(waiter, .refused("\(name) is no WebSocket: it answered \(delivery.response.status) (\(reason))"))
    }

    /// The handler is done: what it sent can still be read.
    func endSocket(_ number: Int) {
        if let waiter = requests[number]?.waiter {
            requests[number]?.waiter = nil
            reply(waiter, .refused("no answer came to the WebSocket's request"))
        }
        guard let reader = requests[number]?.socket?.reader else { return }
        requests[number]?.socket?.reader = nil
        reply(reader, .message(nil))
    }

    /// Something the handler sent.
    func bring(_ part: StreamPart, _ number: Int) {
        if case .close = part { requests[number]?.socket?.isClosedByHandler = true }
        guard let reader = requests[number]?.socket?.reader else {
            requests[number]?.socket?.outbox.append(part)
            return
        }
        requests[number]?.socket?.reader = nil
        reply(reader, .message(part))
    }

    func sendMessage(_ message: WebSocketMessage, _ number: Int, _ token: WaitToken) {
        guard let socket = requests[number]?.socket, !socket.isClosedByTest, !socket.isClosedByHandler,
            requests[number]?.isOver == false
        else { return reply(token, .refused("the WebSocket is closed")) }
        if let receiver = socket.receiver {
            requests[number]?.socket?.receiver = nil
            queue.add(.resume(receiver, .received(message)), at: engine.now)
        } else {
            requests[number]?.socket?.inbox.append(message)
        }
        reply(token, .done)
    }

    func receiveMessage(_ number: Int, _ time: Duration?, _ token: WaitToken) {
        guard let request = requests[number], var socket = request.socket else {
            return reply(token, .message(nil))
        }
        if !socket.outbox.isEmpty {
            let part = socket.outbox.removeFirst()
            requests[number]?.socket = socket
            return reply(token, .message(part))
        }
        if request.isOver { return reply(token, .message(nil)) }
        requests[number]?.socket?.reader = token
        if let time { queue.add(.giveUp(number, token), at: engine.now + time.roundedMilliseconds) }
    }

    /// The time of a test that waits for a message is over.
    func giveUp(_ number: Int, _ token: WaitToken) {
        guard requests[number]?.socket?.reader == token else { return }
        requests[number]?.socket?.reader = nil
        reply(token, .message(nil))
    }

    func closeSocket(_ number: Int, _ token: WaitToken) {
        requests[number]?.socket?.isClosedByTest = true
        if let receiver = requests[number]?.socket?.receiver {
            requests[number]?.socket?.receiver = nil
            queue.add(.resume(receiver, .closed), at: engine.now)
        }
        reply(token, .done)
    }

    /// A handler wants a message.
    ///
    /// A client that is no test sends none and closes.
    func receive(_ time: Duration?, _ token: WaitToken, _ owner: Owner) {
        guard case .request(let number) = owner, var socket = requests[number]?.socket else {
            if let time { return queue.add(.resume(token, .elapsed), at: engine.now + time.roundedMilliseconds) }
            return queue.add(.resume(token, .closed), at: engine.now)
        }
        if !socket.inbox.isEmpty {
            queue.add(.resume(token, .received(socket.inbox.removeFirst())), at: engine.now)
        } else if socket.isClosedByTest {
            queue.add(.resume(token, .closed), at: engine.now)
        } else {
            socket.receiver = token
            if let time { queue.add(.resume(token, .elapsed), at: engine.now + time.roundedMilliseconds) }
        }
        requests[number]?.socket = socket
    }
}
