import MockModel

/// The table of routes: which of them a request means.
struct AdminRoutes: Sendable {
    let all: [AdminRoute]

    /// What a request means.
    enum Match {
        /// A route, with the parameters of its path.
        case route(AdminRoute, [String: String])
        /// A path of the table with a method that it does not have, `OPTIONS` among them; those that it has.
        case otherMethod([String])
        /// No path of the table.
        case none
    }

    /// Finds the route of a request by the segments behind `/_mock`; `HEAD` is answered as `GET`.
    func match(_ method: String, _ segments: some Collection<String>) -> Match {
        let fitting = all.compactMap { route in route.path.match(segments).map { (route: route, parameters: $0) } }
        guard let literals = fitting.map(\.route.path.literals).max() else { return .none }
        let best = fitting.filter { $0.route.path.literals == literals }
        let wanted = method == "HEAD" ? "GET" : method
        if let found = best.first(where: { $0.route.method == wanted }) { return .route(found.route, found.parameters) }
        return .otherMethod(AdminRoutes.allowed(best.map(\.route.method)))
    }

    /// The methods of a path, with those that are answered by themselves.
    private static func allowed(_ methods: [String]) -> [String] {
        methods.flatMap { $0 == "GET" ? ["GET", "HEAD"] : [$0] } + ["OPTIONS"]
    }

    /// What to do about a path that does not exist: the closest one, and what there is.
    func hint(for path: String) -> String {
        let paths = all.map(\.path.description)
        let near = Suggestion.question(for: path, among: Set(paths).sorted()).map { "\($0) " } ?? ""
        let listed = paths.map { $0.dropFirst("/\(Route.adminSegment)/".count) }.filter { !$0.isEmpty }
        return "\(near)There are \(listed.joined(separator: ", ")) below /\(Route.adminSegment)"
    }
}
