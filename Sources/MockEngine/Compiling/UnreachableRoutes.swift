import MockModel

/// Finds routes that no request comes to, because the admin API answers at their path.
enum UnreachableRoutes {
    /// The first segment of the admin API's paths.
    private static let admin = "_mock"

    /// A warning for each.
    static func problems(of routes: [Route], basePath: PathPattern?) -> [Problem] {
        guard basePath?.segments.isEmpty ?? true else { return [] }
        return routes.filter { $0.pattern.segments.first == .literal(admin) }.map { route in
            Problem(
                .warning, "unreachable-route", "\(route.name) is never asked: the admin API answers below /\(admin)",
                at: route.handler?.location ?? route.examples.first?.location,
                hint: "give it another path, or serve with --no-admin")
        }
    }
}
