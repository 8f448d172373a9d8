import MockModel

/// Finds the route of a request among those of a project: base path, host, path, method.
struct RouteMatcher: Sendable {
    /// What came of it.
    enum Outcome {
        /// A route, and what stands for its parameters.
        case found(RouteFinder.Hit)
        /// The path exists, the method does not; the methods that do, as `Allow` lists them.
        case otherMethods([String])
        /// No route fits.
        case none
    }

    private let basePath: [String]
    private let general: RouteFinder
    private let byHost: [String: RouteFinder]

    /// Builds the trees; routes are named by their place in the list.
    init(_ routes: [Route], basePath: PathPattern?) {
        self.basePath = basePath?.segments.map(\.description) ?? []
        var general = RouteTree()
        var byHost: [String: RouteTree] = [:]
        for (place, route) in routes.enumerated() {
            if let host = route.host {
                byHost[host, default: RouteTree()].insert(method: route.method, pattern: route.pattern, route: place)
            } else {
                general.insert(method: route.method, pattern: route.pattern, route: place)
            }
        }
        self.general = RouteFinder(general)
        self.byHost = byHost.mapValues(RouteFinder.init)
    }

    /// Finds the route of a request; `HEAD` follows `GET` (RFC 9110 §9.3.2).
    func match(_ request: Request) -> Outcome {
        let path = request.pathSegments
        guard let start = start(in: path) else { return .none }
        let own = ownTree(for: request)
        let method = request.method
        if let hit = own?.hit(for: method, path, from: start) ?? general.hit(for: method, path, from: start) {
            return .found(hit)
        }
        let others = (own?.methods(for: path, from: start) ?? []) + general.methods(for: path, from: start)
        return others.isEmpty ? .none : .otherMethods(RouteMatcher.allow(others))
    }

    /// The place of the first segment below the base path; `nil` when the path lies elsewhere.
    private func start(in path: PathSegments) -> Int? {
        guard !basePath.isEmpty else { return 0 }
        guard path.count >= basePath.count else { return nil }
        return basePath.indices.allSatisfy { path[$0].isSame(as: basePath[$0]) } ? basePath.count : nil
    }

    /// The path below the base path; `nil` when it lies elsewhere.
    func relative(_ segments: [String]) -> [String]? {
        guard !basePath.isEmpty else { return segments }
        return segments.starts(with: basePath, by: { $0.isSame(as: $1) })
            ? Array(segments.dropFirst(basePath.count)) : nil
    }

    /// The routes of the request's host alone, when it has some; they come before the general ones.
    private func ownTree(for request: Request) -> RouteFinder? {
        guard !byHost.isEmpty, let host = request.hostName else { return nil }
        return byHost[host]
    }

    /// The methods as `Allow` lists them: sorted, with those that are answered from what exists.
    static func allow(_ methods: [String]) -> [String] {
        var all = Set(methods)
        if all.contains("GET") { all.insert("HEAD") }
        all.insert("OPTIONS")
        return all.sorted()
    }
}

extension RouteFinder {
    /// The route of a method; `HEAD` follows `GET`.
    fileprivate func hit(for method: String, _ path: PathSegments, from start: Int) -> Hit? {
        route(for: method, path, from: start) ?? (method == "HEAD" ? route(for: "GET", path, from: start) : nil)
    }
}
