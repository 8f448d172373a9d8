import MockModel
import Synchronization

/// Waits that are over, or given up.
extension Session {
    /// What a wait that is over leads to.
    private enum Next {
        case over
        case wait
        case step(Step)
        /// Code that needs the world.
        case run(CodeTask)
        /// Code that has the world.
        case perform(CodeTask)
        case answer(Decision, Call, CompiledProject)
        case again(Request, CompiledProject)
    }

    /// Goes on with what waits; a token that nothing waits under any more is over.
    func resume(_ token: WaitToken, with outcome: WaitOutcome) -> Step {
        switch change({ next(token.number, outcome, &$0) }) {
        case .over: .finished(nil)
        case .wait: .wait(.world, token)
        case .step(let step): step
        case .run(let task): run(task, under: token)
        case .perform(let task): perform(task)
        case .answer(let decision, let call, let project):
            note(Delivering.deliver(decision, call, project, facts))
        case .again(let request, let project): answer(request, project)
        }
    }

    private func next(_ number: Int, _ outcome: WaitOutcome, _ ledger: inout Ledger) -> Next {
        switch ledger.waiting[number] {
        case nil: return .over
        case .working: return .wait
        case .ready(let task):
            guard !task.isForWorker, ledger.world.take(promisedTo: number, onWorker: false) else { return .wait }
            ledger.waiting[number] = nil
            return .perform(task)
        case let held?:
            ledger.waiting[number] = nil
            return next(held, outcome)
        }
    }

    private func next(_ held: Waiting, _ outcome: WaitOutcome) -> Next {
        switch held {
        case .run(let run): .run(CodeTask(work: .resume(run, outcome), project: run.project))
        case .webhook(let sending, let project): .run(CodeTask(work: .webhook(sending, outcome), project: project))
        case .worked(let step): .step(step)
        case .forwarded(let call, let project, let origin):
            .answer(Unmatched.decision(from: origin, outcome, call, project), call, project)
        case .reset(let call, let project): .answer(Unmatched.reset(call), call, project)
        case .again(let request, let project): .again(request, project)
        case .ready, .working: .wait
        }
    }

    /// Runs code to which the world is promised, on the thread of a worker; then its wait is over.
    func work(_ token: WaitToken) {
        let task = change { ledger -> CodeTask? in
            guard case .ready(let task) = ledger.waiting[token.number], task.isForWorker,
                ledger.world.take(promisedTo: token.number, onWorker: true)
            else { return nil }
            ledger.waiting[token.number] = .working(isAbandoned: false)
            return task
        }
        guard let task else { return }
        let (step, isWanted) = perform(task) { ledger, progress in
            let step = ledger.settle(progress)
            guard case .working(isAbandoned: false) = ledger.waiting.removeValue(forKey: token.number) else {
                return (step, false)
            }
            ledger.waiting[token.number] = .worked(step)
            return (step, true)
        }
        if isWanted { background?.wake(token) } else { drop(step) }
    }

    /// Ends what waits: its client is gone.
    ///
    /// Never waits itself; code that another thread runs goes on to its next wait.
    ///
    /// - Returns: the exchange of a call that was not answered yet.
    @discardableResult
    func cancel(_ token: WaitToken) -> Exchange? {
        var next: Int?
        let held = change { ledger -> Waiting? in
            let held = ledger.waiting.removeValue(forKey: token.number)
            if case .working = held { ledger.waiting[token.number] = .working(isAbandoned: true) }
            if case .ready = held { next = ledger.world.leave(token.number) }
            return held
        }
        if let next { tell(next) }
        switch held {
        case .run(let run): return abandon(run)
        case .ready(let task): return abandon(task)
        case .worked(let step): return drop(step)
        case .forwarded(let call, _, let origin): return leave(call, because: .upstream(origin: origin, nil))
        case .reset(let call, _): return leave(call, because: .reset)
        case .webhook, .working, .again, nil: return nil
        }
    }

    private func abandon(_ task: CodeTask) -> Exchange? {
        switch task.work {
        case .begin(let call, _): leave(call, because: .unanswered)
        case .resume(let run, _): abandon(run)
        case .webhook, .job, .move: nil
        }
    }

    /// Ends a run with the next that has the world, perhaps now.
    private func abandon(_ run: Run) -> Exchange? {
        let exchange = run.unanswered.map { leave($0, because: Exchange.Reason($0, $0.place, run.project)) }
        ledger.withLock { $0.abandoned.append(run) }
        endAbandoned()
        return exchange
    }

    /// Forgets a step that no client waits for any more.
    @discardableResult
    private func drop(_ step: Step) -> Exchange? {
        switch step {
        case .deliver(let delivery):
            delivery.exchange.note(.beforeAnswer)
            if let stream = delivery.stream { cancel(stream.token) }
            return delivery.exchange
        case .wait(_, let token): return cancel(token)
        case .finished: return nil
        }
    }

    /// Notes a request whose client left before it was taken in; it takes a number, and no turn of a route.
    func leave(_ request: Request, because reason: Exchange.Reason, _ project: CompiledProject) -> Exchange {
        leave(admit(request, .nothing(nil), project).0, because: reason)
    }

    /// Notes a call whose client left before its answer.
    private func leave(_ call: Call, because reason: Exchange.Reason) -> Exchange {
        let exchange = Exchange(call, Decision(Response(), because: reason), delay: .zero)
        exchange.note(.beforeAnswer)
        let settled = ledger.withLock { ledger in
            ledger.append(exchange)
            return ledger.takeSettled()
        }
        for command in settled { command.finish() }
        call.exchange = exchange
        return exchange
    }
}
