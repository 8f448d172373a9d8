import MockModel

/// The stage of choosing for operations of a description: status, media type and example, and values where it has none.
enum Describing {
    private static let steering = HeaderNameFilter([
        "prefer", "accept", "x-mock-example", "x-mock-status", "x-mock-response-name", "x-mock-response-code",
    ])

    /// Chooses what answers a call of an operation.
    static func choose(
        _ route: CompiledRoute, _ call: Call, _ pin: Pin?, _ project: CompiledProject
    ) -> Choice {
        if let usual = route.usualAnswer, pin == nil, !isSteered(call.request) {
            return answer(usual, route.route.examples[usual].response.status, nil, route, call, project)
        }
        let wish = AnswerWish(call.request, pin)
        call.pinnedBy = wish.source
        switch DescribedChooser(route.route.examples).choose(
            wish, accept: { call.request.headers.values(of: "accept") })
        {
        case .example(let place, let status): return answer(place, status, wish, route, call, project)
        case .noStatus(let declared):
            return miss("declares no response \(wish.status ?? 0)", declared, wish, route, 404)
        case .noExample(let names):
            return miss("has no example \"\(wish.example ?? "")\"", names, wish, route, 404)
        case .notAcceptable(let types):
            return miss("answers with none of the types in Accept", types, wish, route, 406)
        }
    }

    private static func isSteered(_ request: Request) -> Bool {
        request.headers.mayContain(steering) || request.target.contains("__")
    }

    private static func miss(
        _ what: String, _ existing: [String], _ wish: AnswerWish, _ route: CompiledRoute, _ status: Int
    ) -> Choice {
        var miss = Miss(
            title: "\(route.name) \(what)", closest: [],
            hint: "It has: \(existing.isEmpty ? "nothing" : existing.joined(separator: ", "))")
        miss.pinned = wish.source ?? (status == 406 ? "Accept" : nil)
        return .decision(Decision(ProblemDocument.described(miss, status: status), because: .miss(miss)))
    }

    // MARK: - Answering

    private static func answer(
        _ place: Int, _ status: Int, _ wish: AnswerWish?, _ route: CompiledRoute, _ call: Call,
        _ project: CompiledProject
    ) -> Choice {
        let isPlain = wish?.source == nil
        if isPlain, let prepared = route.prepared[place] { return .decision(prepared) }
        let example = route.route.examples[place]
        do throws(UnsolvedSchema) {
            let response = try response(of: example, status, wish, route, call, project)
            guard route.hasCode, isPlain else {
                return .decision(route.decision(place, pinnedBy: call.pinnedBy, filledIn: response))
            }
            return code(place, response, route, call)
        } catch {
            let failure = ScriptFailure(error.problem(at: example.location))
            let problem = ProblemDocument.failure(failure, route: route.name, call: call.number)
            return .decision(Decision(problem, because: .failure(route: route.name, failure)))
        }
    }

    /// Code runs, and begins with what the description would answer.
    private static func code(_ place: Int, _ response: Response, _ route: CompiledRoute, _ call: Call) -> Choice {
        var examples = route.route.examples
        examples[place].response = response
        call.route = route.route.answering(
            examples: examples, handler: route.route.handler, middleware: route.route.middleware)
        call.place = place
        return .code(.begin)
    }

    private static func response(
        of example: Example, _ status: Int, _ wish: AnswerWish?, _ route: CompiledRoute, _ call: Call,
        _ project: CompiledProject
    ) throws(UnsolvedSchema) -> Response {
        var response = example.response
        if let described = example.described {
            try project.values.fill(&response, as: described, Describing.purpose(wish, route, call))
        }
        response.status = status
        if !response.mayHaveBody {
            response.body = .none
            response.headers.remove("Content-Type")
        }
        if let applied = wish?.applied, !applied.isEmpty {
            response.headers.set("Preference-Applied", applied.joined(separator: ", "))
        }
        return response
    }

    private static func purpose(_ wish: AnswerWish?, _ route: CompiledRoute, _ call: Call) -> GeneratedValues.Purpose {
        var purpose = GeneratedValues.Purpose(now: call.arrival.time, echo: call.parameters)
        if case .literal? = route.route.pattern.segments.last {} else { purpose.namesOne = !call.parameters.isEmpty }
        if wish?.isDynamic == true { purpose.variation = "turn \(call.turn)" }
        if let seed = wish?.seed { purpose.variation += " seed \(seed)" }
        purpose.isDynamic = wish?.isDynamic == true
        return purpose
    }
}
