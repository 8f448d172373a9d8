import MockModel

/// A scenario with its routes looked up and its layers laid over those of the project.
struct CompiledScenario: Sendable {
    let scenario: Scenario
    /// The names of pinned examples, by the place of the route.
    let pins: [Int: String]
    let behaviors: BehaviorLayers

    /// Compiles scenarios; what names no route or no example is a problem.
    static func all(
        _ scenarios: [Scenario], routes: [Route], of project: Project, _ problems: inout [Problem]
    ) -> [TextKey: CompiledScenario] {
        var compiled: [TextKey: CompiledScenario] = [:]
        let settings = project.settings
        for scenario in scenarios {
            var pins: [Int: String] = [:]
            for pin in scenario.examples {
                do throws(Problem) {
                    pins[try place(of: pin, in: scenario, routes, below: settings.basePath)] = pin.example
                } catch { problems.append(error) }
            }
            let layers = BehaviorLayers(rules(of: scenario, over: settings.behaviors))
            compiled[TextKey(scenario.name)] = CompiledScenario(scenario: scenario, pins: pins, behaviors: layers)
        }
        // A scenario with a broken file is a problem already.
        let files = project.scripts.map(\.kind)
        if let name = settings.scenario, compiled[TextKey(name)] == nil, !files.contains(.scenario(name)) {
            let failure = ScenarioFailure.unknown(name, existing: compiled.keys.sorted().map(\.text))
            problems.append(Problem(.error, "bad-setting", "\"scenario\": \(failure.message)"))
        }
        return compiled
    }

    /// Notes on scenarios that no test and no setting names; none when the tests were not read, or there are none.
    static func unused(_ scenarios: [Scenario], in project: Project) -> [Problem] {
        let tests = project.scripts.filter { $0.kind == .test }
        guard !tests.isEmpty else { return [] }
        return scenarios.filter { scenario in
            let isNamed = tests.contains { test in
                ["\"", "'"].contains { test.text.contains("\($0)\(scenario.name)\($0)") }
            }
            let isSet = project.settings.scenario?.isSame(as: scenario.name) ?? false
            return !isNamed && !isSet
        }.map { scenario in
            Problem(
                .note, "unused-scenario", "no test chooses the scenario \(scenario.name)", at: scenario.location,
                hint: "in a test: api:scenario(\"\(scenario.name)\")")
        }
    }

    /// A scenario's rule stands in the place of the project's for the same pattern.
    private static func rules(of scenario: Scenario, over rules: [BehaviorRule]) -> [BehaviorRule] {
        let replaced = Set(scenario.behaviors.map { TextKey($0.pattern) })
        return rules.filter { !replaced.contains(TextKey($0.pattern)) } + scenario.behaviors
    }

    private static func place(
        of pin: Scenario.Pin, in scenario: Scenario, _ routes: [Route], below base: PathPattern?
    ) throws(Problem) -> Int {
        guard let place = RouteName.place(of: pin.route, in: routes, below: base) else {
            var problem = Problem(
                .error, "bad-scenario", "scenario \(scenario.name): there is no route \"\(pin.route)\"",
                at: pin.location, hint: Suggestion.question(for: pin.route, among: routes.map(\.name)))
            problem.replacement = Suggestion.closest(to: pin.route, among: routes.map(\.name))
            throw problem
        }
        let names = routes[place].examples.map(\.name)
        guard names.holds(pin.example) else {
            throw Problem(
                .error, "unknown-example", "\(routes[place].name) has no example \"\(pin.example)\"", at: pin.location,
                hint: Suggestion.question(for: pin.example, among: names),
                notes: [names.isEmpty ? "it has no examples" : "it has: \(names.joined(separator: ", "))"])
        }
        return place
    }
}
