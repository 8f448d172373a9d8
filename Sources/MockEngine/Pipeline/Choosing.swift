import MockModel

/// What answers a call.
enum Choice {
    /// Nothing has to run: this is sent.
    case decision(Decision)
    /// Code runs.
    case code(CodeEntry)
    /// No route or no example answers.
    indirect case unmatched(Gap)
}

/// Where code begins with a call.
enum CodeEntry: Sendable {
    /// With middleware and handler, or with the template of the example inside middleware.
    case begin
    /// With the template of the example alone.
    case render
    /// With a function of the test that runs in the session.
    case stub(HandlerReference)
    /// With the `@when` chunks that decide which example answers.
    case choose
}

/// Why nothing of the project answers.
enum Gap {
    /// The path has other methods.
    case methods([String])
    /// There is no route, or no example of it fits; where no reason is known it is looked for.
    case miss(Miss?)
}

/// The stage of choosing: which example or which code answers a call.
enum Choosing {
    /// Asks code whether an `@when` chunk holds.
    typealias Ask = (String) -> Result<Bool, ScriptFailure>

    /// Chooses what answers what was met.
    static func choose(
        _ match: Match, _ call: Call, _ arrangement: Arrangement?, _ project: CompiledProject
    ) -> Choice {
        switch match {
        case .route(let route, _, let example?):
            call.pinnedBy = PostmanHeaders(call.request).pin?.source
            return choose(example, route, call, arrangement, project)
        case .route(let route, _, nil): return choose(route, call, arrangement, project)
        case .preflight(let origin, let preflight): return .decision(origin.answer(to: preflight))
        case .options(let allow): return .decision(Unmatched.decision(for: .methods(allow), call, project))
        case .otherMethods(let allow): return .unmatched(.methods(allow))
        case .nothing(let miss):
            guard call.request.target == "*", call.request.method == "OPTIONS" else { return .unmatched(.miss(miss)) }
            return .decision(Unmatched.decision(for: .methods(project.explainer.methods), call, project))
        }
    }

    /// Goes on with an example that was chosen among those of all routes; code finds it with its variables filled in.
    private static func choose(
        _ example: Int, _ route: CompiledRoute, _ call: Call, _ arrangement: Arrangement?, _ project: CompiledProject
    ) -> Choice {
        if let stub = arrangement?.stub { return .code(.stub(stub)) }
        guard call.pinnedBy == nil else { return answer(example, of: route, call) }
        if let pin = arrangement?.pin { return choose(pin, route, call, project) }
        guard route.hasCode else { return answer(example, of: route, call) }
        call.route = filledIn(route.route, call)
        return settle(example, route, call, project)
    }

    private static func choose(
        _ route: CompiledRoute, _ call: Call, _ arrangement: Arrangement?, _ project: CompiledProject
    ) -> Choice {
        if let answer = arrangement?.answer { return .decision(answer.decision(for: route)) }
        if let stub = arrangement?.stub { return .code(.stub(stub)) }
        if let pin = Pin.of(call.request) ?? arrangement?.pin {
            return route.isDescribed
                ? Describing.choose(route, call, pin, project) : choose(pin, route, call, project)
        }
        if let plain = route.plain { return answer(plain, of: route, call) }
        if let settled = route.settled { return settle(settled, route, call, project) }
        if route.isDescribed { return Describing.choose(route, call, nil, project) }
        if route.asksCode { return .code(.choose) }
        let chooser = ExampleChooser(route: route, turn: call.turn)
        var random = call.random
        let choice = chooser.choose(in: ConditionContext(request: call.request, parameters: call.parameters)) {
            random.unit()
        } when: { _ in
            Result<Bool, Never>.success(false)
        }
        call.considered = choice.considered
        return settle(choice.place, route, call, project)
    }

    /// Chooses by conditions of which code decides some.
    static func choose(
        _ route: CompiledRoute, _ call: Call, _ project: CompiledProject, asking ask: Ask
    ) throws(ScriptFailure) -> Choice {
        let before = call.random
        let chooser = ExampleChooser(route: route, turn: call.turn)
        let choice = try chooser.choose(in: ConditionContext(request: call.request, parameters: call.parameters)) {
            call.random.unit()
        } when: {
            ask($0)
        }
        // What chance gives to the code that answers does not depend on how its example was chosen.
        call.random = before
        call.considered = choice.considered
        return settle(choice.place, route, call, project)
    }

    private static func choose(
        _ pin: Pin, _ route: CompiledRoute, _ call: Call, _ project: CompiledProject
    ) -> Choice {
        call.pinnedBy = pin.source
        guard let example = pin.choose(from: route.route.examples) else {
            return .unmatched(.miss(project.explainer.noPinned(pin, route: route)))
        }
        return answer(example, of: route, call)
    }

    /// Goes on with what was chosen: the place of an example, or nothing.
    private static func settle(
        _ example: Int?, _ route: CompiledRoute, _ call: Call, _ project: CompiledProject
    ) -> Choice {
        if route.hasCode, example != nil || route.route.handler != nil {
            call.place = example
            return .code(.begin)
        }
        if let example { return answer(example, of: route, call) }
        return .unmatched(
            .miss(project.explainer.noExample(call.request, route: route, considered: call.considered)))
    }

    /// A route of a collection as code sees it: the variables of its examples have their values.
    private static func filledIn(_ route: Route, _ call: Call) -> Route {
        guard route.examples.contains(where: \.hasVariables) else { return route }
        let examples = route.examples.map { example in
            guard case .variables(let template) = example.template else { return example }
            var filled = example
            filled.response = filledIn(template, example.response, call)
            filled.template = nil
            filled.version = nil
            return filled
        }
        return route.answering(examples: examples, handler: route.handler, middleware: route.middleware)
    }

    private static func filledIn(_ template: VariableTemplate, _ response: Response, _ call: Call) -> Response {
        var renderer = VariableRenderer(
            call.request, parameters: call.parameters, random: call.random, now: call.arrival.time)
        return renderer.fill(template, in: response)
    }

    /// An example without its handler: as it is, or with its template filled in.
    private static func answer(_ index: Int, of route: CompiledRoute, _ call: Call) -> Choice {
        if call.pinnedBy == nil, let prepared = route.prepared[index] { return .decision(prepared) }
        let example = route.route.examples[index]
        let isBare = route.route.middleware.isEmpty || call.pinnedBy != nil
        call.place = index
        switch example.template {
        case nil where isBare: return .decision(route.decision(index, pinnedBy: call.pinnedBy))
        case .variables(let template):
            let response = filledIn(template, example.response, call)
            return .decision(route.decision(index, pinnedBy: call.pinnedBy, filledIn: response))
        case nil, .script: return .code(isBare ? .render : .begin)
        }
    }
}

extension Example {
    fileprivate var hasVariables: Bool {
        if case .variables = template { true } else { false }
    }
}
