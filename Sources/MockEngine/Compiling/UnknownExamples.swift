import MockModel

/// Finds examples that handlers load by name and that none of their routes has.
enum UnknownExamples {
    /// A warning for each.
    static func problems(of handlers: [HandlerDeclaration], in routes: [Route]) -> [Problem] {
        handlers.flatMap { handler -> [Problem] in
            guard !handler.uses.isEmpty else { return [] }
            let own = routes.filter { $0.handler?.isSame(as: handler) ?? false }
            let names = Set(own.flatMap(\.examples).map { TextKey($0.name) }).sorted().map(\.text)
            guard let route = own.first else { return [] }
            return handler.uses.filter { !names.holds($0.name) }.map { problem($0, route, names) }
        }
    }

    private static func problem(
        _ use: NameUse, _ route: Route, _ names: [String]
    ) -> Problem {
        var problem = Problem(
            .warning, "unknown-example", "\(route.name) has no example \"\(use.name)\"", at: use.location,
            hint: Suggestion.question(for: use.name, among: names),
            notes: [names.isEmpty ? "it has no examples" : "it has: \(names.joined(separator: ", "))"])
        problem.replacement = Suggestion.closest(to: use.name, among: names)
        return problem
    }
}

extension HandlerReference {
    fileprivate func isSame(as handler: HandlerDeclaration) -> Bool {
        script.isSame(as: handler.script) && key.isSame(as: handler.key)
    }
}
