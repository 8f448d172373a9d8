public import MockModel

/// What is known of the test that a driver plays.
struct TestRecord {
    var isRunning = false
    /// How its code ended; `nil` while it runs.
    var end: ScriptFailure??
    var failures: [HandlerFailure] = []
    var webhooks: [(attempt: WebhookAttempt, call: Int?)] = []
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
        engine.finish()
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
        case .webhook(let attempt): test.webhooks.append((attempt, event.call))
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
        case .advance(let time): moveClock(to: engine.now + time.bounded.milliseconds, "advance", token)
        case .setClock(let time): moveClock(to: time, "set", token)
        case .calls(let route): reply(token, calls(of: route))
        case .webhooks: reply(token, .value(PackedValue(webhooks), number: nil))
        case .reset: reply(token, arranged { () throws(ScenarioFailure) in try engine.reset() })
        case .scenario(let name):
            test.scenarios.insert(name)
            reply(token, arranged { () throws(ScenarioFailure) in try engine.use(scenario: name) })
        case .snapshot: reply(token, engine.keepState())
        case .restore(let number): reply(token, engine.restoreState(number))
        case .behaviors(let rules): reply(token, engine.layBehaviors(rules))
        case .stub(let route, let location): reply(token, engine.stub(route, location))
        }
    }

    private func moveClock(to time: Int64, _ method: String, _ token: WaitToken) {
        guard ClockTime.range.contains(time) else {
            return reply(token, .refused("api.clock:\(method): the clock covers the years 0 to 9999"))
        }
        if time < engine.now { engine.setClock(time) }
        reply(token, .done, at: time)
    }

    private func arranged(_ arrange: () throws(ScenarioFailure) -> Void) -> TestReply {
        queue = EventQueue()
        test.calls = []
        test.webhooks = []
        requests = [:]
        do throws(ScenarioFailure) {
            try arrange()
            return .done
        } catch { return .refused(error.message) }
    }
}
