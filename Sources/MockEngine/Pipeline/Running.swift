import MockModel

/// The stage of code: what runs for a call, and how far it comes without waiting.
extension SessionRuntime {
    /// Runs code until it has answered, waits, or is over.
    mutating func perform(_ task: CodeTask, _ session: Session) -> Progress {
        switch task.work {
        case .begin(let call, let entry): return begin(call, entry, task.project, session)
        case .resume(let run, let outcome):
            var progress = resume(run, with: outcome, session)
            progress.job = task.job.map { JobProgress($0) }
            return progress
        case .webhook(let sending, let outcome): return finish(sending, with: outcome, session)
        case .job: return beginNextJob(task.project, session)
        case .move: return session.moveOn(&self, task.project)
        }
    }

    private mutating func begin(
        _ call: Call, _ entry: CodeEntry, _ project: CompiledProject, _ session: Session
    ) -> Progress {
        do throws(ScriptFailure) {
            switch entry {
            case .begin: return try run(call, project, session) { $0.begin(call) }
            case .render: return try run(call, project, session) { $0.render(call) }
            case .stub(let stub): return answer(call, by: stub, project, session)
            case .choose: return try choose(call, project, session)
            }
        } catch { return fail(error, call, project) }
    }

    private mutating func run(
        _ call: Call, _ project: CompiledProject, _ session: Session, _ go: (any Interpreter) -> ScriptStep
    ) throws(ScriptFailure) -> Progress {
        let interpreter = try interpreter(for: project)
        let watch = CodeWatch(call, project, facts)
        call.timing.match = watch.began - call.arrival.ticks
        let step = go(interpreter)
        call.timing.handler = watch.stop(facts)
        switch step {
        case .json(let status, let body): return send(answers.decision(status, body, for: call, project), call, project)
        case .done(let scripted): return send(Decision(scripted, for: call, project), call, project)
        default: return proceed(step, call, for: .answer, interpreter, project, session)
        }
    }

    /// Chooses the example by chunks of code, then answers with it.
    private mutating func choose(
        _ call: Call, _ project: CompiledProject, _ session: Session
    ) throws(ScriptFailure) -> Progress {
        guard let index = call.index else { return Progress(step: .finished(nil)) }
        let interpreter = try interpreter(for: project)
        let choice = try Choosing.choose(project.routes[index], call, project) { interpreter.holds($0, for: call) }
        switch session.course(after: choice, call, project) {
        case .send(let decision): return send(decision, call, project)
        case .run(let entry): return begin(call, entry, project, session)
        case .forward(let request, let origin): return session.forward(request, call, project, to: origin)
        }
    }

    /// Carries on from where code came to.
    mutating func proceed(
        _ step: ScriptStep, _ call: Call?, for purpose: Run.Purpose, _ interpreter: any Interpreter,
        _ project: CompiledProject, _ session: Session
    ) -> Progress {
        switch step {
        case .done(let scripted): return end(purpose, call, with: scripted, project, session)
        case .json(let status, let body):
            let scripted = ScriptedResponse(response: answers.response(status, body))
            return end(purpose, call, with: scripted, project, session)
        case .open(let scripted, let kind, let script):
            if let call, let refusal = refusal(of: call, scripted, kind, purpose) {
                interpreter.cancel(script)
                return send(refusal, call, project)
            }
            let run = Run(interpreter, call, project, for: .stream, under: script)
            return open(end(purpose, call, with: scripted, project, session), kind, run)
        case .ended: return end(purpose, call, session)
        case .failed(let failure): return end(purpose, call, failing: failure, project, session)
        case .wait(let wait, let script):
            let (wait, isLast) = bounded(wait, purpose, call)
            return hold(
                wait, Run(interpreter, call, project, for: purpose, under: script, waitsToTheEnd: isLast))
        }
    }

    private func hold(_ wait: Wait, _ run: Run) -> Progress {
        let token = facts.nextToken()
        switch wait {
        case .message(let subscription), .receive(_, let subscription):
            world.subscriptions.wait(subscription, token)
        default: break
        }
        return Progress(step: .wait(wait, token), held: (token.number, .run(run)))
    }

    /// The answer to a request that is no handshake of the WebSocket it met, whose function never begins; `nil` when it is one.
    private func refusal(
        of call: Call, _ scripted: ScriptedResponse, _ kind: StreamOrder.Kind, _ purpose: Run.Purpose
    ) -> Decision? {
        guard case .answer = purpose, kind == .socket, scripted.response.status == 101,
            let refusal = call.request.webSocketRefusal
        else { return nil }
        let detail = "no WebSocket handshake: \(refusal.detail)"
        return Decision(ProblemDocument.handshake(refusal), because: .refused(route: call.route.name, detail: detail))
    }

    /// The head of an answer is there, and its body will come from the same run.
    private func open(_ answer: Progress, _ kind: StreamOrder.Kind, _ run: Run) -> Progress {
        guard case .deliver(var delivery) = answer.step else { return answer }
        let token = facts.nextToken()
        delivery.stream = StreamOrder(kind: kind, token: token)
        return Progress(step: .deliver(delivery), exchange: answer.exchange, held: (token.number, .run(run)))
    }
}

/// Ends of runs.
extension SessionRuntime {
    /// Sends what was decided for a call, and its webhooks after it.
    func send(_ decision: Decision, _ call: Call, _ project: CompiledProject) -> Progress {
        let delivery = Delivering.deliver(decision, call, project, facts)
        call.exchange = delivery.exchange
        if !call.webhooks.isEmpty { world.release(call, after: delivery.delay ?? .zero) }
        return Progress(step: .deliver(delivery), exchange: delivery.exchange)
    }

    /// The failure of code, as a 500 that says where.
    func fail(_ failure: ScriptFailure, _ call: Call, _ project: CompiledProject) -> Progress {
        undo(call, after: failure)
        let response = ProblemDocument.failure(failure, route: call.route.name, call: call.number)
        return send(Decision(response, because: .failure(route: call.route.name, failure)), call, project)
    }

    private mutating func end(
        _ purpose: Run.Purpose, _ call: Call?, with scripted: ScriptedResponse, _ project: CompiledProject,
        _ session: Session
    ) -> Progress {
        switch (purpose, call) {
        case (.answer, let call?): send(Decision(scripted, for: call, project), call, project)
        case (.standIn(let request), let call?): standIn(scripted, for: request, call)
        default: end(purpose, call, session)
        }
    }

    /// A stream or a timer is over.
    func end(_ purpose: Run.Purpose, _ call: Call?, _ session: Session) -> Progress {
        if case .test = purpose { return Progress(step: .finished(nil)) }
        if let call, !call.log.isEmpty { noteLog(of: call, session) }
        if case .timer(let job) = purpose { world.repeatTimer(job) }
        return Progress(step: .finished(nil))
    }

    private mutating func end(
        _ purpose: Run.Purpose, _ call: Call?, failing failure: ScriptFailure, _ project: CompiledProject,
        _ session: Session
    ) -> Progress {
        switch (purpose, call) {
        case (.answer, let call?): return fail(failure, call, project)
        case (.test, _), (.standIn, _): break
        default:
            undo(call, after: failure)
            note(.failure(failure), of: call, session)
            _ = end(purpose, call, session)
        }
        return Progress(step: .finished(failure))
    }

    /// Lines that were written after the answer.
    private func noteLog(of call: Call, _ session: Session) {
        let lines = Array(call.takeLog().dropFirst(call.exchange?.log.count ?? 0))
        if !lines.isEmpty { note(.log(lines), of: call, session) }
    }

    /// Notes what happened under the call that caused it.
    func note(_ event: BackgroundEvent, of call: Call?, _ session: Session) {
        if let exchange = call?.exchange { session.note(event, of: exchange) }
        world.events.append((event, call?.cause))
    }
}

/// Waits that are over.
extension SessionRuntime {
    private mutating func resume(_ run: Run, with outcome: WaitOutcome, _ session: Session) -> Progress {
        if run.waitsToTheEnd, outcome.isEndOfTime { return expire(run) }
        let watch = run.isOfRoute ? run.call.map { CodeWatch($0, run.project, facts) } : nil
        let step = run.interpreter.resume(run.script, with: outcome)
        let time = watch?.stop(facts) ?? 0
        run.unanswered?.timing.handler += time
        return proceed(step, run.call, for: run.purpose, run.interpreter, run.project, session)
    }

    /// Answers a call whose time is over, with where its code waits.
    private func expire(_ run: Run) -> Progress {
        guard let call = run.unanswered else { return Progress(step: .finished(nil)) }
        return fail(run.interpreter.expire(run.script, after: world.answerTime), call, run.project)
    }

    /// Ends a run whose client is gone.
    func abandon(_ run: Run, _ session: Session) {
        run.interpreter.cancel(run.script)
        if run.unanswered == nil { _ = end(run.purpose, run.call, session) }
    }

    /// A wait that ends with the time of its call (`limits.time`), and whether it was cut; only what has to answer a call is bounded.
    private func bounded(_ wait: Wait, _ purpose: Run.Purpose, _ call: Call?) -> (wait: Wait, isCut: Bool) {
        guard case .answer = purpose, let call else { return (wait, false) }
        let left = max(.zero, world.answerTime - timeTaken(call))
        switch wait {
        case .sleep(let time):
            guard let time, time <= left else { return (.sleep(left), true) }
        case .receive(let time, let subscription):
            guard let time, time <= left else { return (.receive(left, subscription: subscription), true) }
        case .message(let subscription): return (.receive(left, subscription: subscription), true)
        case .fetch(var request) where request.timeout > left:
            request.timeout = left
            return (.fetch(request), true)
        case .fetch, .send, .earlyHints, .world, .test: break
        }
        return (wait, false)
    }

    /// The real or the virtual time since a call came; virtual time is the same however long the machine takes.
    private func timeTaken(_ call: Call) -> Duration {
        .nanoseconds(
            world.time.isVirtual ? world.time.passed &- call.arrival.passed : facts.ticks &- call.arrival.ticks)
    }
}

extension WaitOutcome {
    /// Whether a wait that lasts until the time of its call is over ended with that time.
    fileprivate var isEndOfTime: Bool {
        guard case .fetched(.failure(let failure)) = self else { return self == .elapsed }
        return failure.kind == .timeout
    }
}

/// Measures how long code of a call keeps its thread.
struct CodeWatch {
    /// When it began, in nanoseconds.
    let began: Int64
    private let load: RouteLoad?
    private let processorBegan: Int64?

    init(_ call: Call, _ project: CompiledProject, _ facts: SessionFacts) {
        let load = call.index.map { project.routes[$0].load }
        self.load = load
        began = facts.ticks
        processorBegan = load?.isSuspect == true ? facts.wallClock.processorNanoseconds : nil
    }

    /// The nanoseconds since it began; its route takes note of them.
    func stop(_ facts: SessionFacts) -> Int64 {
        let time = facts.ticks - began
        load?.note(time, processorTime: processorBegan.map { facts.wallClock.processorNanoseconds - $0 })
        return time
    }
}

extension Call {
    /// The call as what it caused tells of it; one that is not answered yet has its request.
    fileprivate var cause: Exchange {
        exchange
            ?? Exchange(call: number, session: session, time: arrival.time, request: request, reason: .unanswered)
    }
}
