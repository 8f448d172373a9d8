import MockModel

/// Finds the route of a request among those of a project: base path, host, path, method.
struct RouteMatcher: Sendable {
    /// What came of it.
    enum Outcome {
        /// A route, and what stands for its parameters.
        case found(RouteTree.Hit)
        /// The path exists, the method does not; the methods that do, as `Allow` lists them.
        case otherMethods([String])
        /// No route fits.
        case none
    }

    private let basePath: [String]
    private let general: RouteTree
    private let byHost: [String: RouteTree]

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
        self.general = general
        self.byHost = byHost
    }

    /// Finds the route of a request; `HEAD` follows `GET` (RFC 9110 §9.3.2).
    func match(_ request: Request) -> Outcome {
        guard let segments = relative(request.segments) else { return .none }
        for tree in trees(for: request) {
            if let hit = tree.route(for: request.method, segments) { return .found(hit) }
            if request.method == "HEAD", let hit = tree.route(for: "GET", segments) { return .found(hit) }
        }
        let others = trees(for: request).flatMap { $0.methods(for: segments) }
        return others.isEmpty ? .none : .otherMethods(RouteMatcher.allow(others))
    }

    /// The path below the base path; `nil` when it lies elsewhere.
    func relative(_ segments: [String]) -> [String]? {
        guard !basePath.isEmpty else { return segments }
        return segments.starts(with: basePath) ? Array(segments.dropFirst(basePath.count)) : nil
    }

    private func trees(for request: Request) -> [RouteTree] {
        guard !byHost.isEmpty, let host = request.hostName, let tree = byHost[host] else {
            return [general]
        }
        return [tree, general]
    }

    /// The methods as `Allow` lists them: sorted, with those that are answered from what exists.
    static func allow(_ methods: [String]) -> [String] {
        var all = Set(methods)
        if all.contains("GET") { all.insert("HEAD") }
        all.insert("OPTIONS")
        return all.sorted()
    }
}
