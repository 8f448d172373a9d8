public import MockModel

/// What is known of the test that a driver plays.
struct TestRecord {
    var isRunning = false
    /// How its code ended; `nil` while it runs.
    var end: ScriptFailure??
    var failures: [HandlerFailure] = []
    /// What it kept of its session.
    var snapshots: [SessionSnapshot] = []
    /// A request to another server that nothing stands in for.
    var unstubbed: OutgoingRequest?
    /// A stand-in that failed.
    var broken: ScriptFailure?
    var calls: [Exchange] = []
    var covered: Set<CoveredExample> = []
    var scenarios: Set<String> = []
    var began: Int64 = 0
}

extension VirtualDriver {
    /// Runs a test to its end, what stands before and after it included.
    public func run(_ declaration: TestDeclaration) -> TestOutcome {
        test = TestRecord()
        test.isRunning = true
        listen()
        defer { engine.attach(news.before) }
        test.began = engine.now
        steps = 0
        var outcome = TestOutcome()
        do throws(SimulationStalled) {
            var failure = try play(engine.begin(declaration))
            var summary = failure == nil ? engine.testNotes.summary : TestSummary()
            let after = try play(engine.endTest())
            if after == nil { summary = engine.testNotes.summary }
            failure = failure ?? after
            outcome.failure = verdict(failure, summary)
        } catch {
            let open = requests.filter { !$0.value.isOver }.min { $0.key < $1.key }?.value.request
            outcome.failure = .standStill(error, request: open.map { "\($0.method) \($0.target)" })
        }
        outcome.calls = test.calls
        outcome.handlers = test.failures
        outcome.log = engine.testNotes.log
        outcome.sessionTime = .milliseconds(engine.now - test.began)
        outcome.covered = test.covered
        outcome.scenarios = test.scenarios
        test.isRunning = false
        _ = engine.begin(.whole(.finish), mayWait: true)
        return outcome
    }

    /// Runs a piece of the test's code to its end; why it failed.
    private func play(_ step: Step) throws(SimulationStalled) -> ScriptFailure? {
        test.end = nil
        carry(step, .test)
        try run { test.end != nil }
        return test.end ?? nil
    }

    /// A failed handler fails the test, also when the test only looked at another route; a test may ask for its 500.
    private func verdict(_ failure: ScriptFailure?, _ summary: TestSummary) -> TestOutcome.Failure? {
        if let request = test.unstubbed { return .unstubbed(request) }
        if let broken = test.broken { return .code(broken) }
        if let failure { return .code(failure) }
        let unforgiven = test.failures.first { failed in
            failed.exchange.map { !summary.forgiven.contains($0.call) } ?? true
        }
        if let unforgiven { return .handler(unforgiven) }
        return summary.idle.first.map { .idle($0) }
    }

    /// Notes a call, and whether its handler failed.
    func note(_ exchange: Exchange) {
        guard test.isRunning else { return }
        test.calls.append(exchange)
        if let route = exchange.reason.route {
            test.covered.insert(CoveredExample(route: route, example: exchange.reason.example))
        }
        if case .failure(_, let failure) = exchange.reason { note(failure, of: exchange) }
    }

    func note(_ failure: ScriptFailure, of exchange: Exchange?) {
        guard test.isRunning else { return }
        test.failures.append(HandlerFailure(exchange: exchange, failure: failure))
    }

    /// Notes what happened beside the answers; the failure of a stream is told by its last step.
    func note(_ event: News.Event) {
        if !test.isRunning { aside.append(event.event) }
        switch event.event {
        case .webhook: break
        case .failure(let failure):
            let exchange = test.calls.first { $0.call == event.call }
            guard !test.failures.contains(where: { $0.failure == failure && $0.exchange?.call == exchange?.call })
            else {
                return
            }
            note(failure, of: exchange)
        case .log: break
        }
    }

    // MARK: - What a test asks for

    func reply(_ token: WaitToken, _ reply: TestReply, at time: Int64? = nil) {
        queue.add(.resume(token, .tested(reply)), at: time ?? engine.now)
    }

    /// Does what a test asks for, and lets it go on.
    func carry(_ wait: TestWait, _ token: WaitToken) {
        switch wait {
        case .request(let method, let target, let headers, let body):
            var headers = headers
            if !headers.contains("host") { headers.append("Host", "localhost") }
            _ = begin(Request(method: method, target: target, headers: headers, body: body), for: token)
        case .openSocket(let target, let headers): openSocket(target, headers, token)
        case .sendMessage(let number, let message): sendMessage(message, number, token)
        case .receiveMessage(let number, let time): receiveMessage(number, time, token)
        case .closeSocket(let number): closeSocket(number, token)
        case .advance, .setClock, .calls, .webhooks, .reset, .scenario, .snapshot, .restore, .behaviors, .stub:
            guard let command = TestCommand(wait, test.snapshots) else {
                return reply(token, .refused("there is no such snapshot"))
            }
            prepare(for: wait)
            carry(command, token)
        }
    }

    /// What was under way is over with a reset.
    private func prepare(for wait: TestWait) {
        switch wait {
        case .scenario(let name): test.scenarios.insert(name)
        case .reset: break
        default: return
        }
        queue = EventQueue()
        test.calls = []
        requests = [:]
    }

    private func carry(_ command: TestCommand, _ token: WaitToken) {
        switch engine.begin(command.command, mayWait: true) {
        case .done(let result): reply(token, answer(to: command, result))
        case .pending(let pending):
            queue.add(.endMove(command, pending, token), at: engine.session.moveTarget ?? engine.now)
        case .busy: reply(token, .refused(CommandFailure.busy.message))
        }
    }

    /// The clock came to where a test moves it.
    func endMove(_ command: TestCommand, _ pending: PendingCommand, _ token: WaitToken) {
        engine.session.endMove()
        guard let result = pending.result else { return }
        resume(token, .tested(answer(to: command, result)))
    }

    /// The reply to a command as a test is told of it.
    private func answer(to command: TestCommand, _ result: CommandResult) -> TestReply {
        switch result {
        case .failure(let failure): return .refused(command.refusal(failure))
        case .success(.calls(let exchanges, _)):
            return .value(PackedValue(.array(exchanges.map { $0.document(since: test.began) })), number: nil)
        case .success(.webhooks(let sent, _)):
            return .value(PackedValue(.array(sent.map { $0.document(since: test.began) })), number: nil)
        case .success(.snapshot(let snapshot)):
            test.snapshots.append(snapshot)
            return .value(PackedValue(snapshot.store.document), number: test.snapshots.count)
        case .success: return .done
        }
    }
}
