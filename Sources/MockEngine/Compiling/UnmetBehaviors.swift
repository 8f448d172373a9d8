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
        return BehaviorPattern.meet(parts, route.pattern.segments)
    }

    /// Whether some path fits both.
    ///
    /// Row by row from the end: whether the parts from one on fit the segments from each on, so that the work is the product of both lengths.
    private static func meet(_ parts: [Part], _ segments: [PathPattern.Segment]) -> Bool {
        var row = (0...segments.count).map { start in segments[start...].allSatisfy(\.isRest) }
        for part in parts.reversed() { row = meet(part, segments, before: row) }
        return row[0]
    }

    /// The row of a part in front of the row of those behind it.
    private static func meet(_ part: Part, _ segments: [PathPattern.Segment], before next: [Bool]) -> [Bool] {
        var row = next
        if case .rest = part {
            for start in segments.indices.reversed() { row[start] = next[start] || row[start + 1] }
            return row
        }
        row[segments.count] = false
        for (start, segment) in segments.enumerated() {
            row[start] = part.meets(segment) && (next[start + 1] || segment.isRest && next[start])
        }
        return row
    }
}

extension BehaviorPattern.Part {
    /// Whether a segment of a path can fit the part and the segment of a pattern.
    fileprivate func meets(_ segment: PathPattern.Segment) -> Bool {
        guard case .literal(let text) = self else { return true }
        switch segment {
        case .literal(let other): return text.isSame(as: other)
        case .affixed(let prefix, _, let suffix):
            let least = prefix.utf8.count + suffix.utf8.count
            return text.utf8.count > least && text.begins(with: prefix) && text.ends(with: suffix)
        case .parameter, .rest: return true
        }
    }
}
