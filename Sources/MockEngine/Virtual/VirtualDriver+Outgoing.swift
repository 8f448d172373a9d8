import MockModel

/// Requests to other servers: stand-ins of the test answer them, never the network.
extension VirtualDriver {
    func fetch(_ request: OutgoingRequest, _ token: WaitToken, _ owner: Owner) {
        let isWebhook = engine.isWebhook(token)
        if let step = engine.standIn(for: request) {
            return carry(step, .upstream(token, request, owner))
        }
        if isWebhook, test.isRunning {
            return queue.add(.resume(token, .fetched(.response(Response(status: 200)))), at: engine.now)
        }
        if let result = outgoing(request) {
            return queue.add(.resume(token, .fetched(result)), at: engine.now)
        }
        let failure = OutgoingFailure(.refused, "\(request.url) is not called: nothing here reaches the network")
        if test.isRunning { test.unstubbed = test.unstubbed ?? request }
        queue.add(.resume(token, .fetched(.failure(failure))), at: engine.now)
    }

    /// A stand-in has answered; what it delays may be longer than the caller waits.
    func answer(_ token: WaitToken, _ request: OutgoingRequest, with delivery: Delivery) {
        let limit = request.timeout.roundedMilliseconds
        let late = OutgoingResult.failure(
            OutgoingFailure(.timeout, "\(request.url) did not answer in \(request.timeout.written)"))
        guard let delay = delivery.delay?.roundedMilliseconds, delay < limit, delivery.fault?.kind != .hang else {
            return queue.add(.resume(token, .fetched(late)), at: engine.now + limit)
        }
        queue.add(.resume(token, .fetched(result(of: delivery, to: request))), at: engine.now + delay)
    }

    /// What the caller sees of a delivery.
    private func result(of delivery: Delivery, to request: OutgoingRequest) -> OutgoingResult {
        let asked = delivery.exchange.request
        let (plan, sent) = transmit(delivery, to: asked)
        let isHead = asked.method == "HEAD"
        switch plan.received(sent: sent, call: delivery.exchange.call, isHead: isHead).ending {
        case .whole where plan.hasOwnHead: return .response(delivery.response)
        case .whole: return .response(plan.response)
        case .malformed:
            return .failure(OutgoingFailure(.protocol, "\(request.url) answered something that is not HTTP"))
        case .closed, .reset, .silence:
            return .failure(OutgoingFailure(.reset, "\(request.url) closed the connection before the answer was whole"))
        }
    }
}
