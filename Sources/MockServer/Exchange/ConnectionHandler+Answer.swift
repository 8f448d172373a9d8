import MockEngine
import MockModel
import NIOCore

extension ConnectionHandler {
    /// Begins with a request.
    func serve(_ message: consuming ReceivedMessage, _ context: ChannelHandlerContext) {
        let head = message.head
        let request = Request(
            method: head.method, target: head.target, headers: head.headers, body: message.body,
            remoteAddress: remoteAddress, contentLimit: parser.bodyLimit)
        let isKept = loop.kept.isOccupied && loop.kept.holds(context.channel)
        if isKept, !loop.answerer.isAdministrative(request) { return refuse(.connectionsFull, head.headers, context) }
        if request.isCoded, let failure = oversize(of: request) {
            return refuse(failure, head.headers, context)
        }
        let turn = PendingRequest(
            request: request, keepsAlive: head.keepsAlive && !loop.isDraining && !isKept,
            minorVersion: head.minorVersion, started: .now())
        loop.watch.enter(request, at: turn.started)
        take(loop.answerer.begin(request), turn, context)
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

    /// Carries out what the engine decided.
    private func take(_ step: Step, _ turn: PendingRequest, _ context: ChannelHandlerContext) {
        timing.enter(.idle, at: leaveWatch(turn.request))
        switch step {
        case .deliver(let delivery): deliver(delivery, turn, context)
        case .wait(let wait, let token):
            let answering = hold(turn)
            answering.token = token
            if case .earlyHints(let fields) = wait { write(earlyHints: fields, turn) }
            answering.wait = RunWait(wait, token, on: loop) { [weak self] in self?.resume(with: $0) }
        case .finished: close(context)
        }
    }

    /// Notes that a request's code gave the event loop back; gives the time it did.
    @discardableResult
    func leaveWatch(_ request: Request) -> NIODeadline {
        let now = NIODeadline.now()
        if let time = loop.watch.leave(at: now) { loop.notice(.blocked(request, Duration(time))) }
        return now
    }

    /// The handler's wait is over.
    private func resume(with outcome: WaitOutcome) {
        guard let context, let answering, let token = answering.token else { return }
        self.answering = nil
        phase = .reading
        loop.watch.enter(answering.turn.request, at: .now())
        let step = loop.measured { loop.answerer.resume(token, with: outcome) }
        take(step, answering.turn, context)
        proceed(context)
    }

    private func deliver(_ delivery: Delivery, _ turn: PendingRequest, _ context: ChannelHandlerContext) {
        if delivery.decision.endsConnection, turn.keepsAlive { return deliver(delivery, turn.last, context) }
        if let hints = delivery.decision.earlyHints { write(earlyHints: hints, turn) }
        if delivery.delay == .zero { return play(delivery, turn, context) }
        let answering = hold(turn)
        answering.exchange = delivery.exchange
        answering.token = delivery.stream?.token
        guard let delay = delivery.delay else { return }
        schedule(after: TimeAmount(delay.bounded)) { connection, context in
            connection.answering = nil
            connection.phase = .reading
            connection.play(delivery, turn, context)
            connection.proceed(context)
        }
    }

    /// Writes an interim answer; clients of HTTP/1.0 know none (RFC 9110 §15.2).
    private func write(earlyHints: HeaderFields, _ turn: PendingRequest) {
        if turn.minorVersion > 0 { HTTP1Head.writeEarlyHints(earlyHints, to: &loop.output) }
    }

    /// Writes a response: at once when it is whole, small and in memory, else by a plan.
    private func play(_ delivery: Delivery, _ turn: PendingRequest, _ context: ChannelHandlerContext) {
        if let stream = delivery.stream { return open(delivery, stream, turn, context) }
        guard delivery.fault == nil, delivery.rate == nil, delivery.decision.bodyBytes <= 1 << 16, turn.keepsAlive,
            delivery.decision.version == nil, writeWhole(delivery, turn)
        else { return carryOut(delivery, turn, context) }
        loop.finish(delivery.exchange, started: turn.started)
    }

    /// Writes head, framing and body into one buffer; most of an example's head was made at load.
    private func writeWhole(_ delivery: Delivery, _ turn: PendingRequest) -> Bool {
        let decision = delivery.decision
        guard let slot = decision.whole, case .bytes(let body) = decision.response.body,
            let opening = try? HTTP1Encoding.opening(of: decision.response, body: body, in: slot)
        else { return writeMade(delivery, turn) || writePieces(delivery, turn) }
        loop.output.writeBytes(opening.bytes)
        writeEnd(delivery, body, turn)
        return true
    }

    /// Writes what follows the name of the field that has the number of the call.
    private func writeEnd(_ delivery: Delivery, _ body: [UInt8], _ turn: PendingRequest) {
        HTTP1Head.endAfterCall(delivery.exchange.call, minorVersion: turn.minorVersion, to: &loop.output)
        if !turn.isHead { loop.output.writeBytes(body) }
    }

    /// The usual answer of code: its head was encoded before, its body is new.
    private func writeMade(_ delivery: Delivery, _ turn: PendingRequest) -> Bool {
        let response = delivery.decision.response
        guard let slot = delivery.decision.head, case .bytes(let body) = response.body, !body.isEmpty,
            response.mayHaveBody, let head = try? HTTP1Encoding.head(of: response, in: slot)
        else { return false }
        loop.output.writeBytes(head.bytes)
        HTTP1Head.writeToCall(count: body.count, to: &loop.output)
        writeEnd(delivery, body, turn)
        return true
    }

    private func writePieces(_ delivery: Delivery, _ turn: PendingRequest) -> Bool {
        let response = delivery.response
        if case .file = response.body { return false }
        guard response.status >= 200,
            (try? HTTP1Encoding.write(response, delivery.decision.head, to: &loop.output)) != nil
        else { return false }
        Framing(
            length: response.statedLength(of: response.body.count, isHead: turn.isHead),
            call: delivery.exchange.call, keepsAlive: true,
            minorVersion: turn.minorVersion
        ).append(to: &loop.output)
        if response.mayHaveBody, !turn.isHead, case .bytes(let bytes) = response.body { loop.output.writeBytes(bytes) }
        return true
    }

    /// Begins an answer that takes time.
    @discardableResult
    func hold(_ turn: PendingRequest) -> ResponseInProgress {
        let answering = ResponseInProgress(turn)
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
    func refuse(_ failure: RequestFailure, _ headers: HeaderFields, _ context: ChannelHandlerContext) {
        loop.notice(.refused(failure, remoteAddress: remoteAddress))
        let response = loop.answerer.share(EdgeResponse.refusal(failure), with: headers)
        if case .bytes(let body) = response.body, (try? HTTP1Head.write(response, to: &loop.output)) != nil {
            Framing(length: body.count, keepsAlive: false).append(to: &loop.output)
            loop.output.writeBytes(body)
        }
        close(context)
    }
}
