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
            guard let delay = delivery.delay else {
                requests[number]?.isUnanswered = true
                return queue.add(.end(number), at: engine.now)
            }
            queue.add(.head(number), at: engine.now + delay.roundedMilliseconds)
        case .upstream(let token, let request, _): answer(token, request, with: delivery)
        case .job, .test: break
        }
    }

    /// The head of an answer is on the wire.
    func open(_ number: Int) {
        guard let delivery = requests[number]?.delivery else { return }
        if requests[number]?.socket != nil { answerHandshake(number, delivery) }
        if let stream = delivery.stream {
            return carry(engine.resume(stream.token, with: .opened), .request(number))
        }
        queue.add(.end(number), at: engine.now + delivery.transferTime)
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
        if case .request(let number) = owner, let began = requests[number]?.began {
            requests[number]?.parts.append((engine.now - began, part))
            if requests[number]?.socket != nil { bring(part, number) }
        }
        queue.add(.resume(token, .sent), at: engine.now)
    }
}

extension Delivery {
    /// Milliseconds that the body takes at its speed.
    fileprivate var transferTime: Int64 {
        var speed = rate?.bytesPerSecond
        if let fault, fault.kind == .slow { speed = fault.rate?.bytesPerSecond ?? 64 }
        guard let speed, response.body.count > 0 else { return 0 }
        return Int64((Double(response.body.count) / speed * 1_000).rounded(.up))
    }
}

extension SimulatedCall {
    /// What the client of a test has in its hands.
    fileprivate var answer: TestAnswer {
        guard let delivery else { return TestAnswer(call: 0, response: Response(status: 0)) }
        let exchange = delivery.exchange
        return TestAnswer(
            call: exchange.call, response: received(delivery), example: exchange.reason.example,
            fault: delivery.fault?.kind ?? (isUnanswered ? .hang : nil), elapsed: elapsed,
            log: exchange.log.map(\.text), parts: parts.map { ($0.time, $0.part.bytes) })
    }

    private func received(_ delivery: Delivery) -> Response {
        var response = delivery.response
        response.body = request.method == "HEAD" ? .none : .bytes(body)
        if isUnanswered { return Response(status: 0) }
        switch delivery.fault?.kind {
        case .empty, .close, .reset, .hang, .garbage: return Response(status: 0)
        case .truncate: response.body = .bytes(Array(body.prefix(delivery.fault?.after ?? body.count / 2)))
        case .malformed: response.body = .none
        case .slow, nil: break
        }
        return response
    }
}
