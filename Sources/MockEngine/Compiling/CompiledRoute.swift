import MockModel

/// A route with all that can be known before the first request.
final class CompiledRoute: Sendable {
    let route: Route
    /// Its place in the project, which counts its turns.
    let index: Int
    let name: String
    let parameterNames: [String]
    /// Whether Lua runs for a plain call of it.
    let hasCode: Bool
    /// The place of the one example that always answers, when nothing has to be chosen or run.
    let plain: Int?
    /// What is chosen whatever the request is: the place of an example, or nothing; `nil` when each call has to choose.
    let settled: Int??
    /// What each example wants of a call, by its place.
    let rules: [ExampleRule]
    /// Whether its examples are the responses of an operation of a description, among which its rules choose.
    let isDescribed: Bool
    /// The place of the response of an operation when a request asks for nothing.
    let usualAnswer: Int?
    /// Whether choosing may ask code.
    let asksCode: Bool
    /// The slot for the encoded head of each example as it stands in its file, by the example's place.
    let heads: [EncodingSlot]
    /// The fields of the interim answer 103 of each example, by the example's place.
    let earlyHints: [HeaderFields?]
    /// The answers of examples that are sent as they are and around which no code runs, by the example's place.
    let prepared: [Decision?]
    /// Why each example answers when nothing pins it, by its place.
    let reasons: [Exchange.Reason]
    /// Why its handler answers without an example.
    let handlerReason: Exchange.Reason?
    /// How long its code keeps a thread.
    let load = RouteLoad()

    init(_ route: Route, index: Int) {
        self.route = route
        self.index = index
        name = route.name
        parameterNames = route.pattern.segments.compactMap(\.name)
        hasCode = route.handler != nil || !route.middleware.isEmpty
        isDescribed = !route.examples.isEmpty && route.examples.allSatisfy { $0.described != nil }
        usualAnswer = isDescribed ? CompiledRoute.usualAnswer(of: route) : nil
        plain = isDescribed ? nil : CompiledRoute.plainPlace(of: route)
        let rules = route.examples.map(ExampleRule.init)
        self.rules = rules
        asksCode = rules.contains { $0.when != nil }
        settled = isDescribed ? nil : CompiledRoute.settledChoice(of: route, rules)
        let heads = route.examples.map { _ in EncodingSlot() }
        self.heads = heads
        let earlyHints = route.examples.map { $0.earlyHints.isEmpty ? nil : $0.earlyHints }
        self.earlyHints = earlyHints
        let reasons = route.examples.map { example in
            example.failure.map { Exchange.Reason.failure(route: route.name, ScriptFailure($0)) }
                ?? Exchange.Reason.example(route: route.name, name: example.name, pinnedBy: nil)
        }
        self.reasons = reasons
        handlerReason = route.handler.map { handler in
            .handler(route: route.name, location: handler.location, example: nil)
        }
        prepared = route.examples.indices.map { place in
            guard route.middleware.isEmpty, route.examples[place].template == nil,
                route.examples[place].described.map({ !$0.needsValues && route.handler == nil }) ?? true
            else { return nil }
            return CompiledRoute.decision(
                route.examples[place], because: reasons[place], head: heads[place], isPrepared: true,
                earlyHints: earlyHints[place])
        }
    }

    /// The decision to send an example, as it is or filled in for a call.
    func decision(_ index: Int, pinnedBy pin: String?, filledIn response: Response? = nil) -> Decision {
        let example = route.examples[index]
        let reason = pin.map { Exchange.Reason.example(route: name, name: example.name, pinnedBy: $0) }
        return CompiledRoute.decision(
            example, because: reason ?? reasons[index], head: response == nil ? heads[index] : nil,
            earlyHints: response == nil ? earlyHints[index] : nil, filledIn: response)
    }

    private static func decision(
        _ example: Example, because reason: Exchange.Reason, head: EncodingSlot?, isPrepared: Bool = false,
        earlyHints: HeaderFields?, filledIn response: Response? = nil
    ) -> Decision {
        let response = response ?? example.response
        let whole = isPrepared && response.hasBodyInMemory ? EncodingSlot() : nil
        return Decision(
            response, because: reason, fault: example.fault, head: head, whole: whole, earlyHints: earlyHints,
            version: example.template == nil ? example.version : nil, latency: example.delay, rate: example.rate)
    }

    /// What stands for its parameters, with their names.
    func parameters(_ values: [String]) -> [(name: String, value: String)] {
        if values.count == 1 { return [(name: parameterNames[0], value: values[0])] }
        return values.indices.map { (name: parameterNames[$0], value: values[$0]) }
    }

    private static func plainPlace(of route: Route) -> Int? {
        guard route.examples.count == 1, let example = route.examples.first, route.handler == nil,
            route.middleware.isEmpty, example.isUnconditional
        else { return nil }
        return 0
    }

    private static func usualAnswer(of route: Route) -> Int? {
        let usual = DescribedChooser(route.examples).usual
        return route.examples.firstIndex { $0.described?.status == usual }
    }

    private static func settledChoice(of route: Route, _ rules: [ExampleRule]) -> Int?? {
        guard let only = rules.first else { return .some(nil) }
        guard rules.count == 1, route.examples[0].isUnconditional else { return nil }
        return .some(only.rank > 0 || route.handler == nil ? 0 : nil)
    }
}

extension Response {
    /// Whether bytes in memory follow its head.
    fileprivate var hasBodyInMemory: Bool {
        if case .bytes(let body) = body { !body.isEmpty && mayHaveBody } else { false }
    }
}

extension ScriptFailure {
    /// A file that cannot be used, as the failure of a call that needs it.
    init(_ problem: Problem) {
        self.init(.syntax, problem.message, frames: problem.location.map { [Frame(location: $0)] } ?? [])
    }
}

extension Example {
    /// Whether it answers every call of its route.
    var isUnconditional: Bool {
        conditions.isEmpty && when == nil && turns == nil
    }

    /// Whether its status says that all went well.
    var isSuccess: Bool { (200..<300).contains(response.status) }
}
