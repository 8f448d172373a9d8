public import MockModel

/// Why a scenario was not chosen.
public enum ScenarioFailure: Error, Sendable {
    /// There is none of this name; the names that there are.
    case unknown(String, existing: [String])
    /// Its setup failed.
    case setup(ScriptFailure)

    /// What happened, in one line: `there is no scenario "declned"; did you mean "card-declined"?`.
    public var message: String {
        switch self {
        case .unknown(let name, let existing):
            let known = existing.isEmpty ? "the project has none" : "it has \(existing.joined(separator: ", "))"
            let near = Suggestion.question(for: name, among: existing)
            return "there is no scenario \"\(name)\"; \(near ?? known)"
        case .setup(let failure): return "the setup of the scenario failed: \(failure.message)"
        }
    }
}

extension CompiledScenario {
    /// The example that the scenario wants for a route.
    func pin(for route: CompiledRoute) -> Pin? {
        pins[route.index].map { Pin(name: $0, source: "scenario \(scenario.name)") }
    }
}
