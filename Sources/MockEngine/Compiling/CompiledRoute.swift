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
    /// What each example wants of a call, by its place.
    let rules: [ExampleRule]
    /// Status line and header of each example that is sent as it is, by the example's place.
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
        rules = route.examples.map(ExampleRule.init)
        let heads = CompiledRoute.heads(of: route)
        self.heads = heads
        prepared = route.middleware.isEmpty ? CompiledRoute.answers(of: route, heads) : route.examples.map { _ in nil }
    }

    /// What stands for its parameters, with their names.
    func parameters(_ values: [String]) -> [(name: String, value: String)] {
        guard !values.isEmpty else { return [] }
        return Array(zip(parameterNames, values)).map { (name: $0, value: $1) }
    }

    private static func plainPlace(of route: Route) -> Int? {
        guard route.examples.count == 1, let example = route.examples.first, route.handler == nil,
            route.middleware.isEmpty, example.isUnconditional
        else { return nil }
        return 0
    }

    private static func answers(of route: Route, _ heads: [[UInt8]?]) -> [PreparedAnswer?] {
        zip(route.examples, heads).map { example, head in
            guard example.template == nil else { return nil }
            let reason = Exchange.Reason.example(route: route.name, name: example.name, pinnedBy: nil)
            return PreparedAnswer(Answer(example, head: head, because: reason))
        }
    }

    private static func heads(of route: Route) -> [[UInt8]?] {
        route.examples.map { $0.template == nil ? try? ResponseHead.encode($0.response) : nil }
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
