import MockModel

/// A test that runs in a session.
struct RunningTest {
    let interpreter: any TestInterpreter
    /// What it writes and what chance gives it.
    let call: Call
    /// The functions that answer in the stead of routes, by the place of the route.
    var stubs: [Int: HandlerReference] = [:]
    /// The behaviors that it lays over the routes; `nil` leaves those of the project and its scenario.
    var behaviors: BehaviorLayers?
    /// States that it kept.
    var snapshots: [any StateStore] = []
}

extension SessionState {
    /// Begins a test: its code runs in an interpreter of its own over the world of this session.
    mutating func begin(_ test: TestDeclaration, _ project: CompiledProject) throws(ScriptFailure) -> Step {
        world.network = project.network
        let interpreter = try project.program.makeTester(in: world)
        let call = Call(
            number: 0, session: world.id, request: Request(method: "TEST", target: "/"),
            route: Route(method: "TEST", pattern: PathPattern([])), parameters: [], turn: 1, place: nil,
            random: RandomGenerator(seed: world.seed, session: world.id, route: test.name, turn: 1))
        testing = RunningTest(interpreter: interpreter, call: call)
        return take(
            interpreter.run(test, for: call), Running(interpreter: interpreter, call: call, purpose: .test))
    }

    /// Runs what stands after the test.
    mutating func endTest() -> Step {
        guard let testing else { return .finished(nil) }
        return take(
            testing.interpreter.runAfter(for: testing.call),
            Running(interpreter: testing.interpreter, call: testing.call, purpose: .test))
    }

    /// Answers a request to another server in its stead; `nil` when the test has no stand-in for it.
    mutating func standIn(for request: OutgoingRequest) -> Step? {
        guard let testing, testing.interpreter.standsIn(for: request) else { return nil }
        var visit = Visit(
            request: Request(
                method: request.method, target: request.url, headers: request.headers, body: request.body),
            number: 0, time: world.now, began: world.ticks)
        visit.chance = RandomGenerator.mixed(seed: world.seed, session: world.id, route: request.url)
        let step = testing.interpreter.answer(request, for: testing.call)
        return take(
            step, Running(interpreter: testing.interpreter, call: testing.call, purpose: .upstream(visit)))
    }

    /// The answer of a stand-in; the journal holds only what the mock itself was asked.
    func standIn(_ scripted: ScriptedResponse, _ visit: Visit, _ call: Call) -> Step {
        var delay: Duration? = .zero
        if let latency = scripted.delay { delay = latency.sample(using: &call.random) }
        let exchange = Exchange(
            call: 0, session: world.id, time: visit.time, request: visit.request, response: scripted.response,
            reason: .automatic("a stand-in of the test"))
        return .deliver(
            Delivery(
                response: scripted.response, delay: delay, rate: scripted.rate, fault: scripted.fault,
                exchange: exchange))
    }

    /// Answers a call with a function of the test.
    mutating func run(_ stub: HandlerReference, _ visit: Visit, _ route: CompiledRoute) -> Step {
        guard let testing else { return .finished(nil) }
        let stubbed = route.route.answering(examples: route.route.examples, handler: stub, middleware: [])
        let call = Call(
            number: visit.number, session: world.id, request: visit.request, route: stubbed,
            parameters: visit.parameters, turn: visit.turn,
            place: stubbed.examples.firstIndex(where: \.isUnconditional),
            random: RandomGenerator(mixed: visit.chance, turn: visit.turn))
        let running = Running(interpreter: testing.interpreter, call: call, purpose: .answer(visit))
        return take(testing.interpreter.begin(call), running)
    }

    /// Lets a function of the test answer for a route.
    mutating func stub(_ name: String, _ location: SourceLocation, _ project: CompiledProject) -> TestReply {
        let (routes, base) = (project.routes.map(\.route), project.project.settings.basePath)
        guard let place = RouteName.place(of: name, in: routes, below: base) else {
            return .refused(RouteName.refusal(of: name, for: "api:stub", among: routes, below: base))
        }
        testing?.stubs[place] = HandlerReference(script: "=stub", key: name, location: location)
        return .done
    }

    /// Lays behaviors of the test over the routes, in place of all others.
    mutating func layBehaviors(_ rules: JSONValue, _ project: CompiledProject) -> TestReply {
        do throws(ValueError) {
            let rules = try SessionState.behaviorRules(rules)
            let routes = project.routes.map(\.route)
            if let stray = UnmetBehaviors.problems(of: rules, in: routes, project.project).first {
                return .refused("api:behaviors: \(stray.message)\(stray.hint.map { "; \($0)" } ?? "")")
            }
            testing?.behaviors = BehaviorLayers(rules)
            return .done
        } catch { return .refused("api:behaviors: \(error.message)\(error.hint.map { "; \($0)" } ?? "")") }
    }

    private static func behaviorRules(_ value: JSONValue) throws(ValueError) -> [BehaviorRule] {
        guard case .object(let object) = value else { return [] }
        var rules: [BehaviorRule] = []
        for member in object.members.sorted(by: { $0.name < $1.name }) {
            let pattern = try BehaviorRule.checked(pattern: member.name)
            rules.append(
                BehaviorRule(
                    pattern: pattern, behavior: try Behavior(parsing: member.value),
                    location: SourceLocation(file: "test")))
        }
        return rules
    }

    /// Keeps the state as it is.
    mutating func keepState() -> TestReply {
        guard testing != nil else { return .refused("no test runs") }
        testing?.snapshots.append(world.store)
        return .value(PackedValue(world.store.document), number: testing?.snapshots.count)
    }

    /// Puts the state back.
    mutating func restoreState(_ number: Int) -> TestReply {
        guard let kept = testing?.snapshots, number > 0, number <= kept.count else {
            return .refused("there is no such snapshot")
        }
        world.restore(kept[number - 1])
        return .done
    }
}
