import MockEngine
import MockModel
import NIOCore

extension ConnectionHandler {
    /// Begins with a request.
    func serve(_ message: ReceivedMessage, _ context: ChannelHandlerContext) {
        let head = message.head
        let request = Request(
            method: head.method, target: head.target, headers: head.headers, body: message.body,
            remoteAddress: remoteAddress)
        let turn = Turn(
            request: request, keepsAlive: head.keepsAlive && !loop.isDraining, minorVersion: head.minorVersion,
            started: .now())
        loop.watch.enter(request, at: turn.started)
        take(loop.answerer.begin(request), turn, context)
    }

    /// Carries out what the engine decided.
    private func take(_ step: Step, _ turn: Turn, _ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        if let time = loop.watch.leave(at: now) { loop.notice(.blocked(turn.request, Duration(time))) }
        timing.enter(.idle, at: now)
        switch step {
        case .deliver(let delivery): deliver(delivery, turn, context)
        case .wait(.sleep(let time), let token):
            hold(turn).token = token
            if let time { schedule(after: TimeAmount(time)) { $0.resume($1) } }
        case .wait(_, let token): hold(turn).token = token
        case .finished: close(context)
        }
    }

    /// The handler's wait is over.
    private func resume(_ context: ChannelHandlerContext) {
        guard let answering, let token = answering.token else { return }
        self.answering = nil
        phase = .reading
        loop.watch.enter(answering.turn.request, at: .now())
        take(loop.answerer.resume(token, with: .elapsed), answering.turn, context)
        proceed(context)
    }

    private func deliver(_ delivery: Delivery, _ turn: Turn, _ context: ChannelHandlerContext) {
        if delivery.delay == .zero { return play(delivery, turn, context) }
        hold(turn).exchange = delivery.exchange
        guard let delay = delivery.delay else { return }
        schedule(after: TimeAmount(delay)) { connection, context in
            connection.answering = nil
            connection.phase = .reading
            connection.play(delivery, turn, context)
            connection.proceed(context)
        }
    }

    /// Writes a response: at once when it is whole, small and in memory, else by a plan.
    private func play(_ delivery: Delivery, _ turn: Turn, _ context: ChannelHandlerContext) {
        let size = delivery.response.body.count
        guard delivery.fault == nil, delivery.rate == nil, size <= 1 << 16, turn.keepsAlive,
            writeWhole(delivery, turn)
        else { return carryOut(delivery, turn, context) }
        loop.finish(delivery.exchange, started: turn.started)
    }

    /// The fast path: head, framing and body into one buffer.
    private func writeWhole(_ delivery: Delivery, _ turn: Turn) -> Bool {
        if case .file = delivery.response.body { return false }
        guard let head = delivery.head ?? (try? ResponseHead.encode(delivery.response)) else { return false }
        let hasBody = Framing.allowsBody(delivery.response.status)
        loop.output.writeBytes(head)
        Framing(
            length: hasBody ? delivery.response.body.count : nil, call: delivery.exchange.call, keepsAlive: true,
            minorVersion: turn.minorVersion
        ).append(to: &loop.output)
        if hasBody, !turn.isHead, case .bytes(let bytes) = delivery.response.body { loop.output.writeBytes(bytes) }
        return delivery.response.status >= 200
    }

    /// Begins an answer that takes time.
    @discardableResult
    func hold(_ turn: Turn) -> Answering {
        let answering = Answering(turn)
        self.answering = answering
        phase = .waiting
        timing.enter(.answer, at: .now())
        return answering
    }

    /// Runs something later, unless the client is gone by then.
    func schedule(
        after time: TimeAmount, _ work: @escaping (ConnectionHandler, ChannelHandlerContext) -> Void
    ) {
        answering?.timer = loop.eventLoop.assumeIsolated().scheduleTask(in: time) { [weak self] in
            guard let self, let context else { return }
            answering?.timer = nil
            work(self, context)
        }
    }

    /// Answers a message that is not served; nothing behind it is read.
    func refuse(_ failure: RequestFailure, _ context: ChannelHandlerContext) {
        loop.notice(.refused(failure, remoteAddress: remoteAddress))
        let response = EdgeResponse.refusal(failure)
        if let head = try? ResponseHead.encode(response), case .bytes(let body) = response.body {
            loop.output.writeBytes(head)
            Framing(length: body.count, keepsAlive: false).append(to: &loop.output)
            loop.output.writeBytes(body)
        }
        close(context)
    }
}
