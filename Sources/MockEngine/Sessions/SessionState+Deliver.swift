import MockModel

/// The end of the way: time and chance are added, the exchange is noted, the edge gets its orders.
extension SessionState {
    /// Delivers an answer and notes the exchange.
    mutating func deliver(_ answer: Answer, _ visit: Visit, _ call: Call? = nil) -> Step {
        deliver(answer.decision, delay: answer.delay, rate: answer.rate, visit, call)
    }

    /// Delivers an example that is sent as it is.
    mutating func deliver(_ prepared: PreparedAnswer, _ visit: Visit) -> Step {
        deliver(prepared.decision, delay: prepared.delay, rate: prepared.rate, visit, nil)
    }

    /// Delivers what code answered: what it set wins over what its example says.
    mutating func deliver(
        _ scripted: ScriptedResponse, _ visit: Visit, _ call: Call, timing: Exchange.Timing? = nil
    ) -> Step {
        let reason = reason(scripted.place, visit, call)
        guard let place = scripted.place else {
            let decision = Decision(
                scripted.response, because: reason, fault: scripted.fault, version: scripted.version)
            return deliver(decision, delay: scripted.delay, rate: scripted.rate, visit, call, timing)
        }
        let head = scripted.head == .example ? visit.route?.heads[place] : nil
        let fault = scripted.fault ?? call.route.examples[place].fault
        return deliver(
            Decision(
                scripted.response, because: reason, fault: fault, head: head,
                earlyHints: visit.route?.earlyHints[place], version: scripted.version),
            delay: scripted.delay ?? call.route.examples[place].delay,
            rate: scripted.rate ?? call.route.examples[place].rate, visit, call, timing)
    }

    /// Delivers what the handler of the route answered with, as most do.
    mutating func deliver(
        status: Int, json body: [UInt8]?, _ visit: Visit, _ call: Call, timing: Exchange.Timing
    ) -> Step {
        let isPlain = if case .within = call.passage { call.route.middleware.isEmpty } else { false }
        let reason = (isPlain ? visit.route?.handlerReason : nil) ?? reason(nil, visit, call)
        let decision = usual.decision(status, body, because: reason)
        return deliver(decision, delay: nil, rate: nil, visit, call, timing)
    }

    func reason(_ place: Int?, _ visit: Visit, _ call: Call) -> Exchange.Reason {
        if let automatic = visit.automatic { return place == nil ? .automatic(call.passage.sentence) : automatic }
        let example = place.map { call.route.examples[$0].name }
        switch call.passage {
        case .refused(let detail): return .refused(route: call.route.name, detail: detail)
        case .answered(let location):
            return .handler(route: call.route.name, location: location, example: example)
        case .within, .through: break
        }
        return handlerReason(place, visit, call)
    }

    private func handlerReason(_ place: Int?, _ visit: Visit, _ call: Call) -> Exchange.Reason {
        if !call.ranHandler, visit.pin == nil, let place, let route = visit.route { return route.reasons[place] }
        let name = place.map { call.route.examples[$0].name }
        guard let location = call.handler else {
            return .example(route: call.route.name, name: name ?? "default", pinnedBy: visit.pin?.source)
        }
        return .handler(route: call.route.name, location: location, example: name)
    }

    private mutating func deliver(
        _ decision: Decision, delay latency: Latency?, rate: Rate?, _ visit: Visit, _ call: Call?,
        _ measured: Exchange.Timing? = nil
    ) -> Step {
        let decision = visit.origin?.share(decision) ?? decision
        let delay = decision.fault?.sendsNothingEver == true ? nil : totalDelay(latency, visit, call)
        var timing = measured ?? visit.timing
        if timing.match == 0 { timing.match = world.ticks - visit.began }
        let exchange = Exchange(
            call: visit.number, session: world.id, time: visit.time, request: visit.request, decision: decision,
            parameters: visit.parameters, considered: visit.considered, log: log(decision, visit, call),
            changes: call?.changes ?? [], delay: delay ?? .zero, timing: timing)
        journal.append(exchange)
        if let call {
            call.exchange = exchange
            if !call.webhooks.isEmpty { world.release(call, after: delay ?? .zero) }
        }
        let delivery = Delivery(
            decision, delay: delay, rate: rate ?? visit.layers?.rate?.rate, exchange: exchange)
        return .deliver(delivery)
    }

    /// What the call wrote, and a warning when a browser will keep the answer from its page.
    private mutating func log(_ decision: Decision, _ visit: Visit, _ call: Call?) -> [LogLine] {
        guard visit.origin != nil, let line = warnOfBlocked(decision.response, visit) else { return call?.log ?? [] }
        guard let call else { return [line] }
        call.write(line)
        return call.log
    }

    /// Delivers a miss as a problem document.
    mutating func deliver(_ miss: Miss, _ visit: Visit, _ project: CompiledProject) -> Step {
        if let step = passOn(visit, project) { return step }
        var status = 404
        if case .status(let wanted) = project.project.settings.unmatched { status = wanted }
        let response = ProblemDocument.miss(miss, status: status, call: visit.number)
        return pass(Answer(response, because: .miss(miss)), visit, project)
    }

    /// Delivers the failure of code as a 500 that says where.
    mutating func deliver(_ failure: ScriptFailure, _ visit: Visit, _ call: Call) -> Step {
        undo(call, after: failure)
        let response = ProblemDocument.failure(failure, route: call.route.name, call: visit.number)
        return deliver(Answer(response, because: .failure(route: call.route.name, failure)), visit, call)
    }

    /// Refuses a request that names no session of ours.
    mutating func refuse(
        _ request: Request, unknownSession wanted: String, header: String, existing: [String],
        _ project: CompiledProject
    ) -> Step {
        let visit = visit(of: request, project)
        if let step = preflight(visit, route: nil) { return step }
        let response = ProblemDocument.unknownSession(wanted, header: header, existing: existing, call: visit.number)
        return deliver(Answer(response, because: .automatic("no session \"\(wanted)\"")), visit)
    }

    /// `OPTIONS` and 405, answered from what exists (RFC 9110 §9.3.7, §15.5.6).
    static func automatic(_ request: Request, allow: [String], call: Int) -> Answer {
        guard request.method == "OPTIONS" else {
            let response = ProblemDocument.methodNotAllowed(request, allow: allow)
            return Answer(response, because: .automatic("405: it answers \(allow.joined(separator: ", "))"))
        }
        let headers = HeaderFields([("Allow", allow.joined(separator: ", "))])
        return Answer(Response(status: 204, headers: headers), because: .automatic("OPTIONS"))
    }

    /// `OPTIONS *` asks about the server as a whole (RFC 9110 §9.3.7); `nil` for every other request.
    static func serverOptions(_ request: Request, _ project: CompiledProject, call: Int) -> Answer? {
        guard request.target == "*", request.method == "OPTIONS" else { return nil }
        return automatic(request, allow: project.explainer.methods, call: call)
    }

    /// The sum of all delays, or what the request itself asks for; `nil` when one of them never ends.
    private func totalDelay(_ latency: Latency?, _ visit: Visit, _ call: Call?) -> Duration? {
        if let asked = PostmanHeaders.delay(of: visit.request) { return asked }
        let layer = visit.layers?.delay
        guard latency != nil || layer != nil || delay != nil else { return .zero }
        let latencies = [latency, layer?.latency, delay].compactMap(\.self)
        var random = call?.random ?? chance(of: visit)
        var total = Duration.zero
        for latency in latencies {
            guard let sample = latency.sample(using: &random) else { return nil }
            total += sample
        }
        return total
    }

    /// The generator of a call that runs no code.
    func chance(of visit: Visit) -> RandomGenerator {
        guard visit.route == nil else { return RandomGenerator(mixed: visit.chance, turn: visit.turn) }
        return RandomGenerator(seed: world.seed, session: world.id, route: visit.request.path, turn: visit.turn)
    }
}

extension Call.Passage {
    /// What answered a call that has no route, in words.
    fileprivate var sentence: String {
        switch self {
        case .answered(let location): "\(location)"
        case .refused(let detail): detail
        case .within, .through: "middleware"
        }
    }
}
