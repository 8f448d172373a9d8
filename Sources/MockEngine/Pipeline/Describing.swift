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
        let preference = ResponsePreference(call.request, pin)
        call.pinnedBy = preference.source
        switch DescribedChooser(route.route.examples).choose(
            preference, accept: { call.request.headers.values(of: "accept") })
        {
        case .example(let place, let status): return answer(place, status, preference, route, call, project)
        case .noStatus(let declared):
            return miss("declares no response \(preference.status ?? 0)", declared, preference, route, 404)
        case .noExample(let names):
            return miss("has no example \"\(preference.example ?? "")\"", names, preference, route, 404)
        case .notAcceptable(let types):
            return miss("answers with none of the types in Accept", types, preference, route, 406)
        }
    }

    private static func isSteered(_ request: Request) -> Bool {
        request.headers.mayContain(steering) || request.target.contains("__")
    }

    private static func miss(
        _ what: String, _ existing: [String], _ preference: ResponsePreference, _ route: CompiledRoute, _ status: Int
    ) -> Choice {
        var miss = Miss(
            title: "\(route.name) \(what)", closest: [],
            hint: "It has: \(existing.isEmpty ? "nothing" : existing.joined(separator: ", "))")
        miss.pinned = preference.source ?? (status == 406 ? "Accept" : nil)
        return .decision(Decision(ProblemDocument.described(miss, status: status), because: .miss(miss)))
    }

    // MARK: - Answering

    private static func answer(
        _ place: Int, _ status: Int, _ preference: ResponsePreference?, _ route: CompiledRoute, _ call: Call,
        _ project: CompiledProject
    ) -> Choice {
        let isPlain = preference?.source == nil
        if isPlain, let prepared = route.prepared[place] { return .decision(prepared) }
        let example = route.route.examples[place]
        do throws(UnsolvedSchema) {
            let response = try response(of: example, status, preference, route, call, project)
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
        of example: Example, _ status: Int, _ preference: ResponsePreference?, _ route: CompiledRoute, _ call: Call,
        _ project: CompiledProject
    ) throws(UnsolvedSchema) -> Response {
        var response = example.response
        if let described = example.described {
            try project.values.fill(&response, as: described, Describing.purpose(preference, route, call))
        }
        response.status = status
        if !response.mayHaveBody {
            response.body = .none
            response.headers.remove("Content-Type")
        }
        if let applied = preference?.applied, !applied.isEmpty {
            response.headers.set("Preference-Applied", applied.joined(separator: ", "))
        }
        return response
    }

    private static func purpose(_ preference: ResponsePreference?, _ route: CompiledRoute, _ call: Call)
        -> GeneratedValues.Purpose
    {
        var purpose = GeneratedValues.Purpose(now: call.arrival.time, echo: call.parameters)
        if case .literal? = route.route.pattern.segments.last {} else { purpose.namesOne = !call.parameters.isEmpty }
        if preference?.isDynamic == true { purpose.variation = "turn \(call.turn)" }
        if let seed = preference?.seed { purpose.variation += " seed \(seed)" }
        purpose.isDynamic = preference?.isDynamic == true
        return purpose
    }
}
