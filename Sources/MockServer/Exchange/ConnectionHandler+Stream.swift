import MockEngine
import MockModel
import NIOCore

/// Answers whose body comes from code: the code is asked for a part when there is room for it.
extension ConnectionHandler {
    /// Steps of one stream in a row, and bytes; then other connections of the loop have their turn.
    private static let stepsInARow = 64
    private static let bytesInARow = 1 << 17

    /// Writes the head, then lets the code begin.
    func open(_ delivery: Delivery, _ order: StreamOrder, _ turn: PendingRequest, _ context: ChannelHandlerContext) {
        if order.kind == .socket { return openSocket(delivery, order, turn, context) }
        guard delivery.opensStream(to: turn.request),
            (try? HTTP1Encoding.write(delivery.response, delivery.decision.head, to: &loop.output)) != nil
        else { return decline(delivery, order, turn, context) }
        let isChunked = turn.minorVersion > 0
        Framing(
            isChunked: isChunked, call: delivery.exchange.call, keepsAlive: turn.keepsAlive && isChunked,
            minorVersion: turn.minorVersion
        ).append(to: &loop.output)
        let stream = OpenStream(framing: isChunked ? .chunked : .plain, rate: delivery.streamRate)
        begin(stream, delivery, order, turn, context)
    }

    /// The head is written: the code is at work from now on.
    func begin(
        _ stream: OpenStream, _ delivery: Delivery, _ order: StreamOrder, _ turn: PendingRequest,
        _ context: ChannelHandlerContext
    ) {
        let answering = hold(turn)
        answering.exchange = delivery.exchange
        answering.token = order.token
        answering.stream = stream
        phase = .streaming
        flush(context)
        guard self.answering === answering else { return }
        carryOn(with: .opened)
    }

    /// Answers without the code: what is sent needs no body of its making.
    func decline(_ delivery: Delivery, _ order: StreamOrder, _ turn: PendingRequest, _ context: ChannelHandlerContext) {
        loop.answerer.cancel(order.token)
        carryOut(delivery, turn, context)
    }

    /// Lets the code of a stream go on until it waits for something that takes time.
    func carryOn(with outcome: WaitOutcome) {
        guard let context, let answering, let stream = answering.stream else { return }
        var next = outcome
        let start = written
        for _ in 0..<ConnectionHandler.stepsInARow {
            guard let token = answering.token else { return }
            answering.token = nil
            stream.hope = .none
            loop.watch.enter(answering.turn.request, at: .now())
            let step = loop.measured { loop.answerer.resume(token, with: next) }
            leaveWatch(answering.turn.request)
            guard let immediate = follow(step, answering, stream, context) else { return flush(context) }
            next = immediate
            if !loop.runs.isOpen || written + loop.output.readableBytes - start > ConnectionHandler.bytesInARow {
                break
            }
        }
        flush(context)
        loop.runs.runLater { [weak self] in
            guard let self, self.answering === answering else { return }
            carryOn(with: next)
        }
    }

    /// Carries out a step; gives back the outcome of a wait that is over at once.
    private func follow(
        _ step: Step, _ answering: ResponseInProgress, _ stream: OpenStream, _ context: ChannelHandlerContext
    ) -> WaitOutcome? {
        guard case .wait(let wait, let token) = step else {
            if case .finished(let failure) = step {
                finish(stream, failure, context)
            } else {
                context.close(promise: nil)
            }
            return nil
        }
        answering.token = token
        if let socket = stream.socket, socket.isRunUnwanted {
            conclude(context)
            return nil
        }
        switch wait {
        case .send(let part): return send(part, token, stream, context)
        case .receive(let time, _): return receive(time, token, stream)
        default: answering.wait = RunWait(wait, token, on: loop) { [weak self] in self?.carryOn(with: $0) }
        }
        return nil
    }

    /// Writes a part; `nil` when it takes time until there is room for another.
    private func send(
        _ part: StreamPart, _ token: WaitToken, _ stream: OpenStream, _ context: ChannelHandlerContext
    ) -> WaitOutcome? {
        guard let answering, write(part, to: stream) else {
            stream.socket?.hasToldClosed = true
            return .closed
        }
        let size = part.size
        if loop.output.readableBytes > 1 << 16 || stream.rate != nil { flush(context) }
        guard self.answering === answering else { return nil }
        if isWritable, stream.rate == nil { return .sent }
        let wait = RunWait(token, on: loop) { [weak self] in self?.carryOn(with: $0) }
        answering.wait = wait
        if isWritable, let rate = stream.rate {
            wait.end(after: rate.time(for: size), with: .sent)
        } else {
            stream.hope = .room
        }
        return nil
    }

    /// Writes a part as its stream frames it; says whether it could be.
    private func write(_ part: StreamPart, to stream: OpenStream) -> Bool {
        switch (part, stream.framing) {
        case (_, .frames): return stream.socket?.write(part, to: &loop.output) ?? false
        case (.bytes(let bytes), .chunked): HTTP1Chunk.write(bytes, to: &loop.output)
        case (.bytes(let bytes), .plain): loop.output.writeBytes(bytes)
        default: break
        }
        return true
    }

    /// The client has taken what was unsent.
    func hasRoom(_ context: ChannelHandlerContext) {
        if let stream = answering?.stream, stream.hope == .room { answering?.wait?.end(.sent) }
        if phase == .streaming, answering?.stream?.socket != nil { readSocket(context) }
    }

    /// The code is done: the last chunk and the next request, or, when it failed, the end of the connection without the last chunk.
    private func finish(_ stream: OpenStream, _ failure: ScriptFailure?, _ context: ChannelHandlerContext) {
        if stream.socket != nil { return finishSocket(failure, context) }
        guard let answering else { return }
        var plan = WirePlan(ending: .close)
        switch stream.framing {
        case .chunked where failure == nil:
            plan.ending = answering.turn.keepsAlive ? .keepAlive : .close
            HTTP1Chunk.end(&plan.tail)
        default: if failure != nil { plan.ending = .drop }
        }
        answering.plan = plan
        end(plan, context)
    }
}

extension StreamPart {
    /// Bytes of its content.
    fileprivate var size: Int {
        switch self {
        case .bytes(let bytes), .text(let bytes), .binary(let bytes): bytes.count
        case .close: 0
        }
    }
}
