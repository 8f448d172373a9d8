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
    /// Whether choosing may draw chance or ask code.
    let asksCall: Bool
    /// Status line and header of each example as it stands in its file, by the example's place.
    let heads: [[UInt8]?]
    /// The answers of examples that are sent as they are and around which no code runs, by the example's place.
    let prepared: [PreparedAnswer?]

    init(_ route: Route, index: Int) {
        self.route = route
        self.index = index
        name = route.name
        parameterNames = route.pattern.segments.compactMap(\.name)
        hasCode = route.handler != nil || !route.middleware.isEmpty
        plain = CompiledRoute.plainPlace(of: route)
        let rules = route.examples.map(ExampleRule.init)
        self.rules = rules
        asksCall = rules.contains { $0.when != nil || $0.weight != nil }
        settled = CompiledRoute.settledChoice(of: route, rules)
        let heads = CompiledRoute.heads(of: route)
        self.heads = heads
        prepared = route.middleware.isEmpty ? CompiledRoute.answers(of: route, heads) : route.examples.map { _ in nil }
    }

    /// What stands for its parameters, with their names.
    func parameters(_ values: [String]) -> [(name: String, value: String)] {
        guard !values.isEmpty else { return [] }
        var parameters: [(name: String, value: String)] = []
        parameters.reserveCapacity(values.count)
        for (name, value) in zip(parameterNames, values) { parameters.append((name: name, value: value)) }
        return parameters
    }

    private static func plainPlace(of route: Route) -> Int? {
        guard route.examples.count == 1, let example = route.examples.first, route.handler == nil,
            route.middleware.isEmpty, example.isUnconditional
        else { return nil }
        return 0
    }

    private static func settledChoice(of route: Route, _ rules: [ExampleRule]) -> Int?? {
        guard let only = rules.first else { return .some(nil) }
        guard rules.count == 1, route.examples[0].isUnconditional else { return nil }
        return .some(only.rank > 0 || route.handler == nil ? 0 : nil)
    }

    private static func answers(of route: Route, _ heads: [[UInt8]?]) -> [PreparedAnswer?] {
        zip(route.examples, heads).map { example, head in
            guard example.template == nil else { return nil }
            let reason = Exchange.Reason.example(route: route.name, name: example.name, pinnedBy: nil)
            return PreparedAnswer(Answer(example, head: head, because: reason))
        }
    }

    private static func heads(of route: Route) -> [[UInt8]?] {
        route.examples.map { try? ResponseHead.encode($0.response) }
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
