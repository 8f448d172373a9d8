import MockModel

/// Steps of code, at once or after a wait.
extension SessionState {
    /// A run of code on its way.
    struct Running {
        let interpreter: any Interpreter
        let call: Call?
        var purpose: Purpose
        /// Whether its wait lasts until the time of its call is over.
        var waitsToTheEnd = false
    }

    /// What a run is for.
    enum Purpose {
        /// The answer of a call.
        case answer(Visit)
        /// The body of an answer that was given.
        case stream
        /// A timer.
        case timer(Agenda.Job)
        /// A test.
        case test
        /// The answer of a test's stand-in for another server.
        case upstream(Visit)
    }

    /// What waits under a token.
    enum Waiting {
        case run(Running, ScriptToken)
        case webhook(Sending)
        /// A call that was passed on to the upstream, and its server's name.
        case passedOn(Visit, to: String)
        /// A call whose session was reset while it waited.
        case orphan(Visit)
    }

    /// Carries on from where code came to.
    mutating func take(_ step: ScriptStep, _ running: Running) -> Step {
        switch step {
        case .done(let scripted): end(running, with: scripted)
        case .json(let status, let body):
            end(running, with: ScriptedResponse(response: usual.response(status, body)))
        case .open(let scripted, let kind, let token): open(scripted, kind, token, running)
        case .ended: end(running)
        case .failed(let failure): end(running, failing: failure)
        case .wait(let wait, let script): hold(running, wait, script)
        }
    }

    private mutating func hold(_ running: Running, _ wait: Wait, _ script: ScriptToken) -> Step {
        let token = nextToken()
        let (wait, isLast) = bounded(wait, running)
        var running = running
        running.waitsToTheEnd = isLast
        waiting[token.number] = .run(running, script)
        switch wait {
        case .message(let subscription), .receive(_, let subscription):
            world.subscriptions.wait(subscription, token)
        default: break
        }
        return .wait(wait, token)
    }

    /// The answer of a call is there.
    private mutating func end(_ running: Running, with scripted: ScriptedResponse) -> Step {
        switch (running.purpose, running.call) {
        case (.answer(let visit), let call?):
            return deliver(scripted, visit, call)
        case (.upstream(let visit), let call?): return standIn(scripted, visit, call)
        default: return end(running)
        }
    }

    /// The head of an answer is there, and its body will come from the same run.
    private mutating func open(
        _ scripted: ScriptedResponse, _ kind: StreamOrder.Kind, _ script: ScriptToken, _ running: Running
    ) -> Step {
        if kind == .socket, scripted.response.status == 101, let step = refuse(script, running) { return step }
        guard case .deliver(var delivery) = end(running, with: scripted) else { return end(running) }
        var running = running
        running.purpose = .stream
        let token = nextToken()
        waiting[token.number] = .run(running, script)
        delivery.stream = StreamOrder(kind: kind, token: token)
        return .deliver(delivery)
    }

    /// Refuses a request that is no handshake of the WebSocket it met, whose function never begins; `nil` when it is one.
    private mutating func refuse(_ script: ScriptToken, _ running: Running) -> Step? {
        guard case .answer(let visit) = running.purpose, let call = running.call,
            let refusal = call.request.webSocketRefusal
        else { return nil }
        running.interpreter.cancel(script)
        let reason = Exchange.Reason.refused(
            route: call.route.name, detail: "no WebSocket handshake: \(refusal.detail)")
        return deliver(Answer(ProblemDocument.handshake(refusal), because: reason), visit, call)
    }

    /// A stream or a timer is over.
    private mutating func end(_ running: Running) -> Step {
        if case .test = running.purpose { return .finished(nil) }
        if let call = running.call, !call.log.isEmpty { noteLog(of: call) }
        if case .timer(let job) = running.purpose { finish(job) }
        return .finished(nil)
    }

    private mutating func end(_ running: Running, failing failure: ScriptFailure) -> Step {
        if case .answer(let visit) = running.purpose, let call = running.call { return deliver(failure, visit, call) }
        if case .test = running.purpose { return .finished(failure) }
        if case .upstream = running.purpose { return .finished(failure) }
        undo(running.call, after: failure)
        note(.failure(failure), of: running.call)
        _ = end(running)
        return .finished(failure)
    }

    /// Lines that were written after the answer.
    private mutating func noteLog(of call: Call) {
        let lines = Array(call.takeLog().dropFirst(call.exchange?.log.count ?? 0))
        if !lines.isEmpty { note(.log(lines), of: call) }
    }

}

/// Ends of waits.
extension SessionState {
    /// Goes on with what waits; a token that nothing waits under any more is over.
    mutating func resume(_ token: WaitToken, with outcome: WaitOutcome) -> Step {
        switch waiting.removeValue(forKey: token.number) {
        case .run(let running, let script): return resume(running, script, with: outcome)
        case .webhook(let sending): return finish(sending, with: outcome)
        case .passedOn(let visit, let upstream): return answer(visit, from: upstream, with: outcome)
        case .orphan(let visit):
            let response = ProblemDocument.reset(call: visit.number)
            return deliver(Answer(response, because: .automatic("the session was reset")), visit)
        case nil: return .finished(nil)
        }
    }

    private mutating func resume(_ running: Running, _ script: ScriptToken, with outcome: WaitOutcome) -> Step {
        if running.waitsToTheEnd, outcome.isEndOfTime { return expire(running, script) }
        let began = world.ticks
        if case .answer(let visit) = running.purpose, let route = visit.route { RunningRoute.enter(route) }
        let step = running.interpreter.resume(script, with: outcome)
        RunningRoute.leave()
        var running = running
        if case .answer(var visit) = running.purpose {
            visit.timing.handler += world.ticks - began
            running.purpose = .answer(visit)
        }
        return take(step, running)
    }

    /// Ends what waits: its client is gone.
    ///
    /// Gives the exchange of a call that was not answered yet.
    mutating func cancel(_ token: WaitToken) -> Exchange? {
        switch waiting.removeValue(forKey: token.number) {
        case .run(let running, let script):
            running.interpreter.cancel(script)
            if case .answer(let visit) = running.purpose { return leave(visit, running.call) }
            _ = end(running)
            return nil
        case .passedOn(let visit, let upstream): return leave(visit, because: .automatic("upstream \(upstream)"))
        case .orphan(let visit): return leave(visit, because: .automatic("the session was reset"))
        case .webhook, nil: return nil
        }
    }

    /// Notes a call whose client left before its answer.
    private mutating func leave(_ visit: Visit, _ call: Call? = nil, because reason: Exchange.Reason? = nil) -> Exchange
    {
        let known = call.map { self.reason($0.place, visit, $0) } ?? .automatic("no answer")
        let exchange = Exchange(
            call: visit.number, session: world.id, time: visit.time, request: visit.request,
            decision: Decision(Response(), because: reason ?? known), parameters: visit.parameters,
            considered: visit.considered, log: call?.log ?? [], changes: call?.changes ?? [], delay: .zero,
            timing: visit.timing)
        exchange.note(.beforeAnswer)
        journal.append(exchange)
        call?.exchange = exchange
        return exchange
    }

    /// Back to the start of the session: every run ends, every job is dropped, calls that waited are told so.
    mutating func reset() {
        var kept: [Int: Waiting] = [:]
        for (number, held) in waiting {
            kept[number] = afterReset(held)
            if case .run? = kept[number] { continue }
            world.woken.append(WaitToken(session: world.id, number: number))
        }
        waiting = kept
        world.reset()
        forget()
    }

    /// What becomes of a wait: a test goes on beside its session, a call is told of the reset, anything else is over.
    private func afterReset(_ held: Waiting) -> Waiting? {
        switch held {
        case .run(let running, let script):
            if case .test = running.purpose { return held }
            running.interpreter.cancel(script)
            guard case .answer(let visit) = running.purpose else { return nil }
            return .orphan(visit)
        case .passedOn(let visit, _), .orphan(let visit): return .orphan(visit)
        case .webhook: return nil
        }
    }
}
