import MockModel

/// A test that runs in a session.
struct RunningTest {
    let interpreter: any TestInterpreter
    /// What it writes and what chance gives it.
    let call: Call
}

/// Code of a test, in an interpreter of its own over the world of its session.
extension SessionRuntime {
    /// Begins a test.
    mutating func begin(_ test: TestDeclaration, _ project: CompiledProject, _ session: Session) -> Progress {
        do throws(ScriptFailure) {
            world.network = project.network
            let interpreter = try project.program.makeTester(in: world)
            let call = Call(
                number: 0, session: world.id, request: Request(method: "TEST", target: "/"),
                route: Route(method: "TEST", pattern: PathPattern([])), parameters: [], turn: 1, place: nil,
                random: RandomGenerator(seed: world.seed, session: world.id, route: test.name, turn: 1))
            self.test = RunningTest(interpreter: interpreter, call: call)
            return proceed(interpreter.run(test, for: call), call, for: .test, interpreter, project, session)
        } catch { return Progress(step: .finished(error)) }
    }

    /// Runs what stands after the test.
    mutating func endTest(_ project: CompiledProject, _ session: Session) -> Progress {
        guard let test else { return Progress(step: .finished(nil)) }
        let step = test.interpreter.runAfter(for: test.call)
        return proceed(step, test.call, for: .test, test.interpreter, project, session)
    }

    /// Answers a request to another server in its stead; `nil` when the test has no stand-in for it.
    mutating func standIn(
        for request: OutgoingRequest, _ project: CompiledProject, _ session: Session
    ) -> Progress? {
        guard let test, test.interpreter.standsIn(for: request) else { return nil }
        let sent = Request(method: request.method, target: request.url, headers: request.headers, body: request.body)
        let step = test.interpreter.answer(request, for: test.call)
        return proceed(step, test.call, for: .standIn(sent), test.interpreter, project, session)
    }

    /// The answer of a stand-in; the journal holds only what the mock itself was asked.
    func standIn(_ scripted: ScriptedResponse, for request: Request, _ call: Call) -> Progress {
        var delay: Duration? = .zero
        if let latency = scripted.delay { delay = latency.sample(using: &call.random) }
        let exchange = Exchange(
            call: 0, session: world.id, time: world.now, request: request, response: scripted.response,
            reason: .standIn)
        return Progress(
            step: .deliver(
                Delivery(
                    response: scripted.response, delay: delay, rate: scripted.rate, fault: scripted.fault,
                    exchange: exchange)))
    }

    /// Answers a call with a function of the test.
    mutating func answer(
        _ call: Call, by stub: HandlerReference, _ project: CompiledProject, _ session: Session
    ) -> Progress {
        guard let test else { return Progress(step: .finished(nil)) }
        call.route = call.route.answering(examples: call.route.examples, handler: stub, middleware: [])
        call.place = call.route.examples.firstIndex(where: \.isUnconditional)
        let step = test.interpreter.begin(call)
        return proceed(step, call, for: .answer, test.interpreter, project, session)
    }
}
