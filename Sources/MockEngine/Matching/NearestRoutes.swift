import MockModel

/// Finds the routes whose method and whole path are nearest to those of a request that nothing answers.
///
/// A look at the pairs of letters leaves a few routes, whose paths alone are compared: the work hardly grows with the project.
struct NearestRoutes: Sendable {
    /// A route near a request.
    struct Near {
        /// The number of the route in the project.
        let route: Int
        let hasMethod: Bool
        let distance: PathDistance
        /// Whether the route is probably meant: at most a third of its own letters differ, or letter case alone.
        let isClose: Bool
    }

    /// What the first look needs of a route.
    fileprivate struct Sketch {
        let pairs: LetterPairs
        let method: Int
        let count: Int
        let hasParameter: Bool
    }

    /// The paths of the routes with the base path.
    let patterns: [[PathPattern.Segment]]
    private let sketches: [Sketch]
    /// Numbers of methods.
    private let methods: [TextKey: Int]
    private let base: [PathPattern.Segment]

    /// How many routes of the request's method, and of others, are compared letter by letter.
    static let compared = (own: 24, other: 8)
    /// Longer paths have no nearest route.
    private static let longest = (segments: 32, bytes: 1_024)

    init(_ routes: [Route], basePath: PathPattern?) {
        let base = basePath?.segments ?? []
        var methods: [TextKey: Int] = [:]
        sketches = routes.map { route in
            let number = methods[TextKey(route.method), default: methods.count]
            methods[TextKey(route.method)] = number
            return Sketch(route.pattern.segments, method: number)
        }
        patterns = routes.map { base + $0.pattern.segments }
        self.methods = methods
        self.base = base
    }

    /// The routes near a path, the nearest first; those of the method come before others.
    ///
    /// - Parameter sent: the whole path.
    func near(method: String, _ sent: SentPath) -> [Near] {
        let (segments, bytes) = (sent.segments, sent.byteCount)
        guard segments.count <= NearestRoutes.longest.segments, bytes <= NearestRoutes.longest.bytes else { return [] }
        let inside = segments.starts(with: base.map(\.description), by: { $0.isSame(as: $1) })
        let relative = inside ? Array(segments.dropFirst(base.count)) : segments
        let (mine, others) = shortlist(relative, answering(method))
        let found =
            mine.map { near($0, hasMethod: true, sent, inside) }
            + others.map { near($0, hasMethod: false, sent, inside) }
        return found.filter { $0.distance.letters <= max(3, bytes * 2 / 3) }.sorted(by: NearestRoutes.isNearer)
    }

    /// The numbers of the methods whose routes answer a method: each route answers `OPTIONS`, one for `GET` answers `HEAD`.
    private func answering(_ method: String) -> Set<Int> {
        if method.isSame(as: "OPTIONS") { return Set(methods.values) }
        let own = [methods[TextKey(method)], methods["ANY"], method == "HEAD" ? methods["GET"] : nil]
        return Set(own.compactMap(\.self))
    }

    private static func isNearer(_ left: Near, _ right: Near) -> Bool {
        (left.hasMethod ? 0 : 1, left.distance.letters, left.isClose ? 0 : 1, left.route)
            < (right.hasMethod ? 0 : 1, right.distance.letters, right.isClose ? 0 : 1, right.route)
    }

    /// Compares letter by letter; that the base path is missing counts as one letter.
    private func near(_ route: Int, hasMethod: Bool, _ sent: SentPath, _ inside: Bool) -> Near {
        let whole = PathDistance(from: patterns[route], to: sent)
        let below = inside ? nil : PathDistance(from: Array(patterns[route].dropFirst(base.count)), to: sent)
        var distance = whole
        if let below, below.letters + 1 < whole.letters {
            distance = PathDistance(letters: below.letters + 1, path: PathPattern(base).description + below.path)
        }
        let isClose = isClose(route, distance.letters, hasMethod: hasMethod, sent)
        return Near(route: route, hasMethod: hasMethod, distance: distance, isClose: isClose)
    }

    /// Parameters take every value: they neither count as letters nor make a route of another method the one that is meant.
    private func isClose(_ route: Int, _ changes: Int, hasMethod: Bool, _ sent: SentPath) -> Bool {
        let pattern = patterns[route]
        let own = pattern.reduce(0) { $0 + $1.letterCount }
        guard hasMethod || pattern.dropFirst(base.count).contains(where: { $0.letterCount > 0 }) else { return false }
        let isAlike =
            pattern.count == sent.segments.count && zip(pattern, sent.segments).allSatisfy { $0.acceptsAnyCase($1) }
        let size = sketches[route].hasParameter ? own : max(own, sent.letterCount)
        return changes == 0 || isAlike || (changes <= max(1, own / 3) && changes < size)
    }

    /// The routes that have most pairs of letters in common with a path: of its own methods, and of others.
    ///
    /// A route for `OPTIONS` is never meant by a request of another method: most answer preflights for all paths.
    private func shortlist(_ segments: [String], _ own: Set<Int>) -> (own: [Int], other: [Int]) {
        let options = methods["OPTIONS"]
        var pairs = LetterPairs()
        for segment in segments { pairs.insert(segment) }
        var mine = Shortlist(limit: NearestRoutes.compared.own)
        var others = Shortlist(limit: NearestRoutes.compared.other)
        for route in sketches.indices {
            let sketch = sketches[route]
            let score = sketch.distance(to: pairs, count: segments.count)
            if own.contains(sketch.method) {
                mine.insert(route, score)
            } else if options != sketch.method {
                others.insert(route, score)
            }
        }
        return (mine.routes, others.routes)
    }

    /// A few routes with the lowest scores, sorted.
    private struct Shortlist {
        let limit: Int
        private var entries: [(route: Int, score: Int)] = []

        init(limit: Int) {
            self.limit = limit
        }

        var routes: [Int] { entries.map(\.route) }

        mutating func insert(_ route: Int, _ score: Int) {
            if entries.count == limit, let last = entries.last, last.score <= score { return }
            let place = entries.firstIndex { $0.score > score } ?? entries.endIndex
            entries.insert((route, score), at: place)
            if entries.count > limit { entries.removeLast() }
        }
    }
}

extension NearestRoutes.Sketch {
    fileprivate init(_ segments: [PathPattern.Segment], method: Int) {
        var pairs = LetterPairs()
        var hasParameter = false
        for segment in segments {
            switch segment {
            case .literal(let text): pairs.insert(text)
            case .affixed(let prefix, _, _):
                pairs.insert(prefix)
                hasParameter = true
            case .parameter, .rest: hasParameter = true
            }
        }
        self.init(pairs: pairs, method: method, count: segments.count, hasParameter: hasParameter)
    }

    /// A guess at the distance: what the route has and the path has not, and half of the reverse where a parameter may stand for it.
    fileprivate func distance(to path: LetterPairs, count other: Int) -> Int {
        let surplus = path.count(without: pairs)
        return pairs.count(without: path) * 2 + (hasParameter ? surplus : surplus * 2) + abs(count - other) * 2
    }
}
