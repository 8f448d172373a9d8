import MockModel

/// Finds behaviors whose pattern lies over no route.
enum UnmetBehaviors {
    /// A warning for each; none where calls without a route are passed on, because a pattern may be meant for those.
    static func problems(of rules: [BehaviorRule], in routes: [Route], _ project: Project) -> [Problem] {
        guard project.settings.unmatched != .proxy, !routes.isEmpty else { return [] }
        let names = routes.map(\.name)
        return rules.filter { rule in !routes.contains { BehaviorPattern(rule.pattern).lies(over: $0) } }.map { rule in
            let candidates = rule.pattern.contains(" ") ? names : routes.map { "\($0.pattern)" } + ["/**"]
            let near = Suggestion.question(for: rule.pattern, among: candidates)
            return Problem(
                .warning, "unmet-behavior", "\"\(rule.pattern)\" lies over no route", at: rule.location,
                hint: near
                    ?? "a pattern is \"/**\", \"/payments/*\" or \"GET /users/{id}\"; mockscript routes lists the routes"
            )
        }
    }
}

extension BehaviorPattern {
    /// Whether it lies over at least one request of a route.
    func lies(over route: Route) -> Bool {
        let methods = [route.method] + (route.method == "GET" ? ["HEAD"] : [])
        guard method == nil || method == "ANY" || route.method == "ANY" || methods.contains(method ?? "") else {
            return false
        }
        return BehaviorPattern.meet(parts[...], route.pattern.segments[...])
    }

    private static func meet(_ parts: ArraySlice<Part>, _ segments: ArraySlice<PathPattern.Segment>) -> Bool {
        guard let part = parts.first else {
            return segments.allSatisfy { if case .rest = $0 { true } else { false } }
        }
        if case .rest = part {
            return (0...segments.count).contains { meet(parts.dropFirst(), segments.dropFirst($0)) }
        }
        guard let segment = segments.first else { return false }
        switch (part, segment) {
        case (_, .rest): return meet(parts.dropFirst(), segments) || meet(parts.dropFirst(), segments.dropFirst())
        case (.literal(let text), .literal(let other)) where text != other: return false
        case (.literal(let text), .affixed(let prefix, _, let suffix)):
            guard text.hasPrefix(prefix), text.hasSuffix(suffix) else { return false }
        default: break
        }
        return meet(parts.dropFirst(), segments.dropFirst())
    }
}
