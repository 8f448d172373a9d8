import MockModel

/// Finds behaviors whose pattern lies over no route.
enum UnmetBehaviors {
    /// A warning for each; none where calls without a route are passed on, because a pattern may be meant for those.
    ///
    /// A pattern in the notation of another tool is told in any case: its parameters are plain text here.
    static func problems(of rules: [BehaviorRule], in routes: [Route], _ project: Project) -> [Problem] {
        rules.compactMap { rule in foreign(rule) ?? unmet(rule, in: routes, project) }
    }

    /// Whether it is a path, perhaps behind a method; any other pattern is refused where it is read.
    private static func isReadable(_ pattern: String) -> Bool {
        let words = pattern.split(separator: " ")
        guard let path = words.last, path.hasPrefix("/"), words.count < 3 else { return false }
        return words.count == 1 || words[0] == "ANY" || HTTPMethods.contains(String(words[0]))
    }

    private static func foreign(_ rule: BehaviorRule) -> Problem? {
        guard isReadable(rule.pattern), let notation = PathNotation(rule.pattern, hasStars: true)
        else { return nil }
        return Problem(
            .warning, "foreign-parameter", "\"\(rule.pattern)\" is written as in another tool: \(notation.reason)",
            at: rule.location, hint: notation.meant.map { "write: \"\($0)\"" } ?? model)
    }

    private static let model = "a pattern is \"/**\", \"/payments/*\" or \"GET /users/{id}\""

    private static func unmet(_ rule: BehaviorRule, in routes: [Route], _ project: Project) -> Problem? {
        guard project.settings.unmatched != .proxy, !routes.isEmpty, isReadable(rule.pattern),
            !routes.contains(where: { BehaviorPattern(rule.pattern).lies(over: $0) })
        else { return nil }
        let names = routes.map(\.name)
        let candidates = rule.pattern.contains(" ") ? names : routes.map { "\($0.pattern)" } + ["/**"]
        let near = Suggestion.question(for: rule.pattern, among: candidates)
        return Problem(
            .warning, "unmet-behavior", "\"\(rule.pattern)\" lies over no route", at: rule.location,
            hint: near ?? "\(model); routes are \(listed(names))")
    }

    /// The first few names.
    private static func listed(_ names: [String]) -> String {
        names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " and \(names.count - 4) more" : "")
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
