import MockModel

/// Answers on a wire that takes no time but what was asked for: delays, speeds, streams.
extension VirtualDriver {
    /// Begins with a request; a test may wait for it.
    func begin(_ request: Request, for waiter: WaitToken?) -> Int {
        begun += 1
        let number = begun
        requests[number] = SimulatedCall(request, at: engine.now, waiter: waiter)
        carry(engine.begin(request), .request(number))
        return number
    }

    func take(_ delivery: Delivery, _ owner: Owner) {
        switch owner {
        case .request(let number):
            requests[number]?.delivery = delivery
            note(delivery.exchange)
            if let hints = delivery.decision.earlyHints { hint(hints, number) }
            guard let delay = delivery.delay else {
                requests[number]?.isUnanswered = true
                return queue.add(.end(number), at: engine.now)
            }
            queue.add(.head(number), at: engine.now + delay.roundedMilliseconds)
        case .upstream(let token, let request, _): answer(token, request, with: delivery)
        case .job, .test: break
        }
    }

    /// An interim response 103; one whose fields cannot be written is not sent.
    func hint(_ fields: HeaderFields, _ number: Int) {
        guard (try? Response(status: 103, headers: fields).checkHead()) != nil else { return }
        requests[number]?.hints.append(fields)
    }

    /// The head of an answer is on the wire.
    func open(_ number: Int) {
        guard let call = requests[number], let delivery = call.delivery, !call.isOver else { return }
        let opensStream = opensStream(delivery, call)
        if call.socket != nil { answerHandshake(number, delivery, isOpen: opensStream) }
        guard let stream = delivery.stream else { return send(delivery, number) }
        guard opensStream else {
            engine.cancel(stream.token)
            return send(delivery, number)
        }
        requests[number]?.isStreaming = true
        carry(engine.resume(stream.token, with: .opened), .request(number))
    }

    /// Whether code makes the body; a handshake that `try` sends sees what its WebSocket would be sent.
    private func opensStream(_ delivery: Delivery, _ call: SimulatedCall) -> Bool {
        if delivery.stream?.kind == .socket, call.socket == nil { return delivery.fault == nil }
        return delivery.opensStream(to: call.request)
    }

    /// Sends a response whose body no code makes.
    private func send(_ delivery: Delivery, _ number: Int) {
        guard let request = requests[number]?.request else { return }
        let (plan, sent) = transmit(delivery, to: request)
        requests[number]?.plan = plan
        requests[number]?.sent = sent
        queue.add(.end(number), at: engine.now + plan.transmission.time.roundedMilliseconds)
    }

    /// What goes over the wire of a delivery, and the bytes of the body that are sent.
    func transmit(_ delivery: Delivery, to request: Request) -> (plan: ResponsePlan, sent: [UInt8]) {
        guard case .file(let body) = delivery.response.body else {
            return transmit(delivery, to: request, .response, file: nil)
        }
        do throws(FileFailure) {
            let file = try files.open(body)
            return transmit(delivery, to: request, .file(size: file.size, version: file.version), file: file)
        } catch { return transmit(delivery, to: request, .failed(error), file: nil) }
    }

    private func transmit(
        _ delivery: Delivery, to request: Request, _ source: ResponsePlan.Source, file: SimulatedFile?
    ) -> (plan: ResponsePlan, sent: [UInt8]) {
        let plan = ResponsePlan(delivery, to: request, source: source)
        guard case .bytes(let bytes) = plan.response.body else { return (plan, file?.bytes(plan.sentRange) ?? []) }
        return (plan, Array(bytes[plan.sentRange]))
    }

    /// The client of a request leaves.
    func leave(_ number: Int) {
        guard var call = requests[number], !call.isOver else { return leaveHanging(number) }
        let waiting = waits.filter { if case .request(number) = $0.value { true } else { false } }.map(\.key)
        for token in waiting {
            waits[token] = nil
            engine.cancel(token)
        }
        if let stream = call.delivery?.stream, call.plan == nil, !call.isStreaming { engine.cancel(stream.token) }
        let stage: ResponseStage = call.isStreaming ? .streaming : call.plan == nil ? .decided : .sending
        call.delivery?.exchange.noteDeparture(at: stage)
        if let transmission = call.plan?.transmission, let rate = transmission.rate {
            let elapsed = Duration.milliseconds(engine.now - call.began) - (call.delivery?.delay ?? .zero)
            call.sent = Array(call.sent.prefix(transmission.burst + rate.bytes(in: elapsed, limit: transmission.body)))
        }
        call.hasLeft = true
        requests[number] = call
        finish(number)
    }

    /// Nothing follows the last byte of a response that hangs, but its client may leave.
    func leaveHanging(_ number: Int) {
        guard let call = requests[number], call.plan?.transmission.ending == .hang else { return }
        call.delivery?.exchange.noteDeparture(at: .sending)
    }

    /// The last byte of an answer is on the wire.
    func finish(_ number: Int) {
        guard var request = requests[number], !request.isOver else { return }
        request.isOver = true
        request.elapsed = engine.now - request.began
        requests[number] = request
        if request.socket != nil { return endSocket(number) }
        guard let waiter = request.waiter else { return }
        reply(waiter, .answered(request.answer))
        requests[number] = nil
    }

    func send(_ part: StreamPart, _ token: WaitToken, _ owner: Owner) {
        var time = Duration.zero
        if case .request(let number) = owner, let call = requests[number] {
            requests[number]?.parts.append((engine.now - call.began, part))
            time = call.delivery?.streamRate?.time(for: part.bytes.count) ?? .zero
            if call.socket != nil { bring(part, number) }
        }
        queue.add(.resume(token, .sent), at: engine.now + time.roundedMilliseconds)
    }
}

extension SimulatedCall {
    /// What the client of a test has in its hands.
    fileprivate var answer: TestAnswer {
        guard let delivery else { return TestAnswer(call: 0, response: Response(status: 0)) }
        let exchange = delivery.exchange
        return TestAnswer(
            call: exchange.call, response: answered(delivery), example: exchange.reason.example,
            fault: delivery.fault?.kind ?? (isUnanswered ? .hang : nil), elapsed: elapsed,
            log: exchange.log.map(\.text), parts: parts.map { ($0.time, $0.part.bytes) })
    }

    /// The response as a test sees it; its header is that of the mock, framing fields included.
    private func answered(_ delivery: Delivery) -> Response {
        let received = received
        guard received.head != nil else { return Response(status: 0) }
        var response = plan?.response ?? delivery.response
        response.body = request.method == "HEAD" ? .none : .bytes(received.body)
        return response
    }
}
