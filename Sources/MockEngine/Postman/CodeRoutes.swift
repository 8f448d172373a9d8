import MockModel

/// The routes of a collection that are code alone: found by path and method, as in any folder.
struct CodeRoutes: Sendable {
    private let matcher: RouteMatcher
    /// Their indices among all routes.
    private let indices: [Int]

    /// Prepares those among the routes; `nil` when there are none.
    init?(_ routes: [Route]) {
        indices = routes.indices.filter { routes[$0].isCodeAlone }
        guard !indices.isEmpty else { return nil }
        matcher = RouteMatcher(indices.map { routes[$0] }, basePath: nil)
    }

    /// The route of a request, and what stands for its parameters.
    func hit(_ request: Request) -> (route: Int, values: [String])? {
        guard case .found(let hit) = matcher.match(request) else { return nil }
        return (indices[hit.route], hit.values)
    }
}

extension Route {
    /// Whether nothing of it was saved: a handler without examples, or the error of one.
    fileprivate var isCodeAlone: Bool {
        examples.allSatisfy { $0.origin == nil } && (handler != nil || !examples.isEmpty)
    }
}

extension PathPattern {
    /// Whether it says more of a path than another pattern of the same path: the first segment that only one of them spells out decides.
    func isCloser(than other: PathPattern) -> Bool {
        for (mine, others) in zip(segments, other.segments) where mine.isLiteral != others.isLiteral {
            return mine.isLiteral
        }
        return false
    }
}

extension PathPattern.Segment {
    fileprivate var isLiteral: Bool {
        if case .literal = self { true } else { false }
    }
}
