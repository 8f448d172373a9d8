import MockModel

/// Finds conditions on parameters that their route does not have, or that no value of a parameter meets.
enum UnmetConditions {
    /// A warning for each.
    static func problems(of routes: [Route]) -> [Problem] {
        routes.flatMap { route in
            route.examples.flatMap(\.conditions).compactMap { problem($0, in: route) }
        }
    }

    private static func problem(_ condition: Condition, in route: Route) -> Problem? {
        guard case .parameter(let name) = condition.part else { return nil }
        guard let segment = route.pattern.segments.first(where: { $0.name?.isSame(as: name) == true }) else {
            return missing(name, condition, route)
        }
        guard case .equals(let literal) = condition.test, literal.text.isEmpty, !segment.isRest else { return nil }
        return Problem(
            .warning, "never-holds", "this condition never holds: {\(name)} is never empty", at: condition.location)
    }

    private static func missing(_ name: String, _ condition: Condition, _ route: Route) -> Problem? {
        switch condition.test {
        case .absent, .differs: return nil
        default: break
        }
        let names = route.pattern.segments.compactMap(\.name)
        return Problem(
            .warning, "never-holds", "this condition never holds: \(route.name) has no parameter \"\(name)\"",
            at: condition.location, hint: Suggestion.question(for: name, among: names),
            notes: [names.isEmpty ? "it has no parameters" : "it has: \(names.joined(separator: ", "))"])
    }
}
