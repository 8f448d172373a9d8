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
    /// Status line and header of each example that is sent as it is, by the example's place.
    let heads: [[UInt8]?]

    init(_ route: Route, index: Int) {
        self.route = route
        self.index = index
        name = route.name
        parameterNames = route.pattern.segments.compactMap(\.name)
        hasCode = route.handler != nil || !route.middleware.isEmpty
        plain = CompiledRoute.plainPlace(of: route)
        heads = CompiledRoute.heads(of: route)
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
