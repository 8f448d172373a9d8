import MockEngine
import MockModel
import NIOCore

/// A body that code makes: what its driver has to remember.
struct StreamProgress {
    /// The speed of the body; `nil` sends as fast as the client reads.
    let rate: Rate?
    /// What ends the wait of the code besides time.
    var awaited = Awaited.nothing

    /// What ends a wait besides its time.
    enum Awaited {
        case nothing
        /// Room for output.
        case room
        /// The client's next message.
        case message
    }
}

/// Responses whose body comes from code: the code is asked for a part when there is room for it.
extension ExchangeDriver {
    /// Steps of one stream in a row, and bytes; then other connections of the loop have their turn.
    private static let stepsInARow = 64
    private static let bytesInARow = 1 << 17

    /// Writes the head, then lets the code begin.
    func open(_ delivery: Delivery, _ order: StreamOrder) {
        guard delivery.opensStream(to: request.request) else { return decline(delivery, order) }
        if order.kind == .socket {
            if let instead = sink.openWebSocket(delivery, to: request) { return decline(instead, order) }
        } else if !sink.openStream(delivery, to: request) {
            return decline(delivery, order)
        }
        token = order.token
        stream = StreamProgress(rate: delivery.streamRate)
        phase = .streaming
        sink.flush()
        if phase == .streaming { carryOn(with: .opened) }
        if phase == .streaming, order.kind == .socket { sink.readWebSocket() }
    }

    /// Responds without the code: what is sent needs no body of its making.
    private func decline(_ delivery: Delivery, _ order: StreamOrder) {
        loop.answerer.cancel(order.token)
        sendByPlan(delivery)
    }

    /// Lets the code of a stream go on until it waits for something that takes time.
    func carryOn(with outcome: WaitOutcome) {
        var next = outcome
        let start = sink.written
        for _ in 0..<ExchangeDriver.stepsInARow {
            guard phase == .streaming, let token else { return }
            self.token = nil
            stream?.awaited = .nothing
            loop.watch.enter(request.request, at: .now())
            let step = loop.measured { loop.answerer.resume(token, with: next) }
            loop.leaveWatch(request.request)
            guard let immediate = follow(step) else { return sink.flush() }
            next = immediate
            if !loop.runs.isOpen || sink.written - start > ExchangeDriver.bytesInARow { break }
        }
        sink.flush()
        loop.runs.runLater { [weak self] in self?.carryOn(with: next) }
    }

    /// Carries out a step; gives back the outcome of a wait that is over at once.
    private func follow(_ step: Step) -> WaitOutcome? {
        guard case .wait(let wait, let token) = step else {
            if case .finished(let failure) = step { finish(failure) } else { sink.abort() }
            return nil
        }
        self.token = token
        if let socket = sink.webSocket, socket.isRunUnwanted {
            sink.concludeWebSocket()
            return nil
        }
        switch wait {
        case .send(let part): return send(part, token)
        case .receive(let time, _): return sink.receive(time, token)
        default: self.wait = RunWait(wait, token, on: loop) { [weak self] in self?.carryOn(with: $0) }
        }
        return nil
    }

    /// Writes a part; `nil` when it takes time until there is room for another.
    private func send(_ part: StreamPart, _ token: WaitToken) -> WaitOutcome? {
        guard sink.writePart(part) else { return .closed }
        let rate = stream?.rate
        if rate != nil { sink.flush() }
        guard phase == .streaming else { return nil }
        if sink.isWritable, rate == nil { return .sent }
        let wait = RunWait(token, on: loop) { [weak self] in self?.carryOn(with: $0) }
        self.wait = wait
        if sink.isWritable, let rate {
            wait.end(after: rate.time(for: part.bytes.count), with: .sent)
        } else {
            stream?.awaited = .room
        }
        return nil
    }

    /// Waits for a message of the client, for at most a time.
    func awaitMessage(_ time: Duration?, _ token: WaitToken) {
        stream?.awaited = .message
        wait = RunWait(.receive(time, subscription: 0), token, on: loop) { [weak self] in self?.carryOn(with: $0) }
    }

    /// The code is done; when it failed, the connection ends without the end of the body.
    private func finish(_ failure: ScriptFailure?) {
        if sink.webSocket != nil { return sink.finishWebSocket(failure) }
        if failure == nil { end(.end, .complete) } else { end(.none, .drop) }
    }
}
