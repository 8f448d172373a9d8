import MockModel

/// Says why nothing answers a request, what comes closest, and what to do next.
struct MissExplainer: Sendable {
    private let routes: [Route]
    private let nearest: NearestRoutes
    private let base: PathPattern?
    /// The file of a project that is one Lua file.
    private let singleFile: String?
    /// The methods of all routes, as `Allow` lists them.
    let methods: [String]

    init(_ routes: [Route], basePath: PathPattern?, singleFile: String? = nil) {
        self.routes = routes
        nearest = NearestRoutes(routes, basePath: basePath)
        base = basePath.flatMap { $0.segments.isEmpty ? nil : $0 }
        self.singleFile = singleFile
        methods = RouteMatcher.allow(Array(Set(routes.map(\.method))))
    }

    /// No route fits.
    func noRoute(_ request: Request) -> Miss {
        let (closest, near) = closest(to: request)
        let question = near ?? below(request)
        return Miss(
            title: MissExplainer.title(request), closest: closest, hint: question ?? advice(request, SentPath(request)))
    }

    /// The routes nearest to a request, and the question whether the first is meant, with a request that it answers; `nil` when none is close.
    func closest(to request: Request) -> (candidates: [Candidate], question: String?) {
        let sent = SentPath(request)
        let near = nearest.near(method: request.method, sent)
        return (near.prefix(3).map { candidate($0, request, sent) }, question(near, request))
    }

    /// The route fits, and none of its examples answers.
    func noExample(_ request: Request, route: CompiledRoute, considered: [Candidate]) -> Miss {
        let closest = considered.sorted { $0.failed.count < $1.failed.count }
        let route = route.route
        let file = RouteFile.path(host: route.host, route.pattern.segments, method: route.method)
        return Miss(
            title: MissExplainer.title(request), closest: Array(closest.prefix(5)),
            hint: file.map { "Save an answer for every other case: add \($0)" }
                ?? "Save an example without conditions beside the others")
    }

    /// A pinned example that the route does not have.
    func noPinned(_ pin: Pin, route: CompiledRoute) -> Miss {
        let existing = route.route.examples.map { "\($0.name) (\($0.response.status))" }
        let near = pin.name.flatMap { Suggestion.closest(to: $0, among: route.route.examples.map(\.name)) }
        let list = existing.isEmpty ? "no saved example" : existing.joined(separator: ", ")
        var miss = Miss(
            title: "\(Route.name(route.name, below: base)) has no \(pin.wish), asked for by \(pin.source)",
            closest: route.route.examples.map {
                Candidate(route: route.name, example: $0.name, failed: ["not asked for"])
            },
            hint: near.map { "Did you mean \"\($0)\"? It has: \(list)" } ?? "It has: \(list)")
        miss.pinned = pin.source
        return miss
    }

    static func title(_ request: Request) -> String {
        "Nothing answers \(request.method) \(request.target)"
    }
}

/// Hints.
extension MissExplainer {
    private func question(_ near: [NearestRoutes.Near], _ request: Request) -> String? {
        guard let first = nearest(of: near.filter(\.isClose), request) else { return nil }
        let route = routes[first.route]
        if let host = route.host, host != request.hostName {
            return "\(route.method) \(first.distance.path) answers only for the host \(host): send it as Host"
        }
        let method = first.hasMethod ? request.method : route.method
        return "No route has this path: did you mean \(method) \(first.distance.path)?"
    }

    /// The first one; of equally near ones the first that answers for the host of the request.
    private func nearest(of near: [NearestRoutes.Near], _ request: Request) -> NearestRoutes.Near? {
        guard let first = near.first else { return nil }
        let equal = near.prefix { $0.hasMethod == first.hasMethod && $0.distance.letters == first.distance.letters }
        return equal.first { routes[$0.route].host.map { $0 == request.hostName } ?? true } ?? first
    }

    /// The path of an operation that has a base path in front of the one that was sent.
    private func below(_ request: Request) -> String? {
        let sent = request.segments
        let found = routes.first { route in
            let pattern = route.pattern.segments
            guard route.examples.first?.described != nil, route.method.isSame(as: request.method),
                pattern.count > sent.count
            else {
                return false
            }
            return zip(pattern.suffix(sent.count), sent).allSatisfy { $0.accepts($1) }
                && pattern.dropLast(sent.count).allSatisfy { $0.name == nil }
        }
        guard let found, !sent.isEmpty else { return nil }
        let base = PathPattern(Array(found.pattern.segments.dropLast(sent.count)))
        return "The servers of the document have a path: did you mean \(request.method) \(base)\(request.writtenPath)?"
    }

    /// The file to add, as far as a file can answer the request.
    private func advice(_ request: Request, _ sent: SentPath) -> String {
        let below = base.map { $0.segments.map(\.description) } ?? []
        guard sent.segments.starts(with: below, by: { $0.isSame(as: $1) }) else {
            return "All routes lie below \(base?.description ?? "/") (basePath in mockscript.yaml)"
        }
        if let segment = sent.undecodable {
            let pattern = Array(sent.pattern.dropFirst(below.count))
            let place = singleFile.map { "[\"\(request.method) \(PathPattern(pattern))\"] to the table of \($0)" }
            return "The bytes of \"\(segment)\" are not UTF-8, as names of routes are; a parameter takes them: add "
                + (place ?? RouteFile.path(pattern, method: request.method) ?? "routes/{...path}/\(request.method).json")
        }
        let start = sent.hasEmptySegment ? "The path has an empty segment, which no route has; without it: " : ""
        let segments = sent.segments.dropFirst(below.count).map(PathPattern.Segment.literal)
        if let singleFile {
            let path = PathPattern(segments)
            return start + "Save an answer: add [\"\(request.method) \(path)\"] to the table of \(singleFile)"
        }
        guard let file = RouteFile.path(segments, method: request.method) else { return start + catchAll(request) }
        return start + "Save an answer: add \(file)"
    }

    private func catchAll(_ request: Request) -> String {
        guard HTTPMethods.contains(request.method) else {
            return "No file can be named after the method \(request.method)"
                + (HTTPMethods.closest(to: request.method).map { ": did you mean \($0)?" }
                    ?? "; ANY.json answers all methods")
        }
        return "No folder can have such a name: add routes/{...path}/\(request.method).json"
    }

    private func candidate(_ near: NearestRoutes.Near, _ request: Request, _ sent: SentPath) -> Candidate {
        let route = routes[near.route]
        let path = PathPattern(nearest.patterns[near.route]).description
        let name = route.host.map { "\(route.method) @\($0)\(path)" } ?? "\(route.method) \(path)"
        return Candidate(route: name, failed: reasons(near, request, sent))
    }

    private func reasons(_ near: NearestRoutes.Near, _ request: Request, _ sent: SentPath) -> [String] {
        let route = routes[near.route]
        var reasons: [String] = []
        if !near.hasMethod { reasons.append("it answers \(route.method), not \(request.method)") }
        if sent.hasEmptySegment { reasons.append("the path has an empty segment") }
        if let host = route.host, host != request.hostName { reasons.append("it answers only for the host \(host)") }
        return reasons + differences(nearest.patterns[near.route], sent)
    }

    private func differences(_ pattern: [PathPattern.Segment], _ sent: SentPath) -> [String] {
        let segments = sent.segments
        guard pattern.count == segments.count || pattern.last?.isRest == true else {
            return ["the path has \(segments.count) segments, this route \(pattern.count)"]
        }
        return zip(pattern, segments).enumerated().compactMap { place, pair in
            pair.0.accepts(pair.1) ? nil : "segment \(place + 1) is \"\(sent.shown(place))\", not \"\(pair.0)\""
        }
    }
}
