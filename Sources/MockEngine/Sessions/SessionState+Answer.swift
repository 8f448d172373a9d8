import MockModel

/// The straight way of a request: match → layers → example → code → delivery.
extension SessionState {
    /// Answers a request whose route was looked up.
    mutating func answer(_ request: Request, _ outcome: RouteMatcher.Outcome, _ project: CompiledProject) -> Step {
        var visit = visit(of: request, project)
        switch outcome {
        case .found(let hit):
            let route = project.routes[hit.route]
            if visit.origin != nil, let step = preflight(visit, route: route) { return step }
            visit.route = route
            visit.parameters = route.parameters(hit.values)
            visit.count(nextTally(of: route, in: project))
            RunningRoute.enter(route)
            let step = answer(&visit, route, project)
            RunningRoute.leave()
            return step
        case .otherMethods(let allow):
            if let step = preflight(visit, route: nil) { return step }
            if request.method != "OPTIONS", let step = passOn(visit, project) { return step }
            return pass(SessionState.automatic(request, allow: allow, call: visit.number), visit, project)
        case .none:
            if let step = preflight(visit, route: nil) { return step }
            if let answer = SessionState.serverOptions(request, project, call: visit.number) {
                return deliver(answer, visit)
            }
            return deliver(project.explainer.noRoute(request), visit, project)
        }
    }

    private mutating func answer(_ visit: inout Visit, _ route: CompiledRoute, _ project: CompiledProject) -> Step {
        let stub = testing?.stubs[route.index]
        let scenario = scenario.flatMap { project.scenarios[TextKey($0)] }
        visit.pin = stub == nil ? Pin(visit.request.headers) ?? scenario?.pin(for: route) : nil
        if let refusal = layerOver(&visit, route, project) { return refusal }
        if let pin = visit.pin {
            guard let place = pin.choose(from: route.route.examples) else {
                return deliver(project.explainer.noPinned(pin, route: route), visit, project)
            }
            return render(place, visit, route, project)
        }
        if let stub { return run(stub, visit, route) }
        if let plain = route.plain { return render(plain, visit, route, project) }
        return choose(&visit, route, project)
    }

    /// Lays the behaviors over a call; a step when one of them answers instead of the route, or of the upstream where there is no route.
    mutating func layerOver(_ visit: inout Visit, _ route: CompiledRoute?, _ project: CompiledProject) -> Step? {
        let behaviors =
            testing?.behaviors ?? scenario.flatMap { project.scenarios[TextKey($0)]?.behaviors } ?? project.behaviors
        guard !behaviors.isEmpty else { return nil }
        let segments = project.matcher.relative(visit.request.segments) ?? []
        visit.layers = behaviors.layers(method: visit.request.method, segments: segments)
        return refusal(visit, route).map { deliver($0, visit) }
    }

    private mutating func choose(_ visit: inout Visit, _ route: CompiledRoute, _ project: CompiledProject) -> Step {
        if let place = route.settled { return settle(place, visit, route, project) }
        let context = ConditionContext(request: visit.request, parameters: visit.parameters)
        if route.asksCall { return choose(in: context, &visit, route, project) }
        let chooser = ExampleChooser(route: route, turn: visit.turn)
        let choice = chooser.choose(in: context, chance: { 0 }, when: { _ in Result<Bool, Never>.success(false) })
        visit.considered = choice.considered
        return settle(choice.place, visit, route, project)
    }

    /// Chooses with a call by which chance is drawn and `@when` chunks are asked.
    private mutating func choose(
        in context: ConditionContext, _ visit: inout Visit, _ route: CompiledRoute, _ project: CompiledProject
    ) -> Step {
        let call = visit.call(of: route, session: world.id, place: nil)
        do throws(ScriptFailure) {
            let choice = try ExampleChooser(route: route, turn: visit.turn).choose(in: context) {
                call.random.unit()
            } when: { (chunk) -> Result<Bool, ScriptFailure> in
                do throws(ScriptFailure) {
                    return try interpreter(for: project).holds(chunk, for: call)
                } catch { return .failure(error) }
            }
            visit.considered = choice.considered
            return settle(choice.place, visit, route, project)
        } catch { return deliver(error, visit, call) }
    }

    /// Goes on with what was chosen: the place of an example, or nothing.
    private mutating func settle(
        _ place: Int?, _ visit: Visit, _ route: CompiledRoute, _ project: CompiledProject
    ) -> Step {
        if route.hasCode, place != nil || route.route.handler != nil {
            return run(visit, route, project, example: place)
        }
        if let place { return render(place, visit, route, project) }
        let miss = project.explainer.noExample(visit.request, route: route, considered: visit.considered)
        return deliver(miss, visit, project)
    }

    /// Sends an example without its handler: its bytes as they are, or its template filled in.
    mutating func render(
        _ place: Int, _ visit: Visit, _ route: CompiledRoute, _ project: CompiledProject
    ) -> Step {
        if visit.pin == nil, let prepared = route.prepared[place] { return deliver(prepared, visit) }
        let isBare = route.route.middleware.isEmpty || visit.pin != nil
        switch route.route.examples[place].template {
        case nil where isBare: return deliver(plain(place, visit, route), visit)
        case .variables(let template):
            let example = route.route.examples[place]
            return deliver(fill(template, example, visit, reason(of: place, visit, route)), visit)
        case nil, .script:
            let call = visit.call(of: route, session: world.id, place: place)
            return step(visit, call, project) { isBare ? $0.render(call) : $0.begin(call) }
        }
    }

    private func plain(_ place: Int, _ visit: Visit, _ route: CompiledRoute) -> Answer {
        Answer(
            route.route.examples[place], head: route.heads[place], earlyHints: route.earlyHints[place],
            because: reason(of: place, visit, route))
    }

    private func reason(of place: Int, _ visit: Visit, _ route: CompiledRoute) -> Exchange.Reason {
        guard let pin = visit.pin else { return route.reasons[place] }
        return .example(route: route.name, name: route.route.examples[place].name, pinnedBy: pin.source)
    }

    private mutating func run(
        _ visit: Visit, _ route: CompiledRoute, _ project: CompiledProject, example place: Int?
    ) -> Step {
        let call = visit.call(of: route, session: world.id, place: place)
        return step(visit, call, project) { $0.begin(call) }
    }

    mutating func step(
        _ visit: Visit, _ call: Call, _ project: CompiledProject, _ go: (any Interpreter) -> ScriptStep
    ) -> Step {
        let began = world.ticks
        var timing = Exchange.Timing(match: began - visit.began)
        do throws(ScriptFailure) {
            let interpreter = try interpreter(for: project)
            let step = go(interpreter)
            timing.handler = world.ticks - began
            switch step {
            case .json(let status, let body): return deliver(status: status, json: body, visit, call, timing: timing)
            case .done(let scripted): return deliver(scripted, visit, call, timing: timing)
            default: break
            }
            var visit = visit
            visit.timing = timing
            return take(step, Running(interpreter: interpreter, call: call, purpose: .answer(visit)))
        } catch { return deliver(error, visit, call) }
    }

    /// A new call, with its number and its time.
    mutating func visit(of request: Request, _ project: CompiledProject) -> Visit {
        Visit(
            request: request, number: nextCall(), time: world.now, began: world.ticks, passed: world.passed,
            origin: CrossOrigin.of(request, project))
    }
}

extension Visit {
    fileprivate func call(of route: CompiledRoute, session: String, place: Int?) -> Call {
        Call(
            number: number, session: session, request: request, route: route.route, parameters: parameters, turn: turn,
            place: place, random: RandomGenerator(mixed: chance, turn: turn))
    }
}
