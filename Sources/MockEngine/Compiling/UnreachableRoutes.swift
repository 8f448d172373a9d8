import MockModel

/// Finds routes that no request comes to, because the admin API answers at their path.
enum UnreachableRoutes {
    /// A warning for each.
    static func problems(of routes: [Route], basePath: PathPattern?) -> [Problem] {
        guard basePath?.segments.isEmpty ?? true else { return [] }
        return routes.filter { $0.pattern.segments.first == .literal(Route.adminSegment) }.map { route in
            Problem(
                .warning, "unreachable-route",
                "\(route.name) lies where the admin API answers, below /\(Route.adminSegment)",
                at: route.handler?.location ?? route.examples.first?.location,
                hint: "give it another path, or serve with --no-admin")
        }
    }
}
