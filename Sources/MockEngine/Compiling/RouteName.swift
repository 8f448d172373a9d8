import MockModel

/// Routes as people name them: `GET /users/{id}`, with the base path or without it.
enum RouteName {
    /// The place of the route of a name; the names of parameters do not matter.
    static func place(of name: String, in routes: [Route], below base: PathPattern?) -> Int? {
        if let place = routes.firstIndex(where: { $0.name.isSame(as: name) || $0.name(below: base).isSame(as: name) }) {
            return place
        }
        let words = name.split(separator: " ")
        guard words.count == 2, let pattern = try? PathPattern(parsing: String(words[1])) else { return nil }
        let shape = pattern.segments.map(\.nameless)
        let start = base?.segments.map(\.nameless) ?? []
        let inner = !start.isEmpty && shape.starts(with: start) ? Array(shape.dropFirst(start.count)) : nil
        func place(of shape: [PathPattern.Segment]) -> Int? {
            routes.firstIndex { route in
                route.host == nil && route.method == words[0] && route.pattern.segments.map(\.nameless) == shape
            }
        }
        return place(of: shape) ?? inner.flatMap(place)
    }

    /// What to write for a name that is not that of a route: the nearest one as clients call it; `nil` when none is near.
    static func hint(for name: String, among routes: [Route], below base: PathPattern?) -> String? {
        if let near = closest(to: name, among: routes, below: base) { return "did you mean \"\(near)\"?" }
        if let notation = PathNotation(name) { return notation.reason }
        guard let base, !base.segments.isEmpty else { return nil }
        return "all routes lie below \(base) (basePath in mockscript.yaml)"
    }

    private static func closest(to name: String, among routes: [Route], below base: PathPattern?) -> String? {
        if let meant = PathNotation(name)?.meant, let place = place(of: meant, in: routes, below: base) {
            return routes[place].name(below: base)
        }
        let whole = routes.map { $0.name(below: base) }
        if let near = Suggestion.closest(to: name, among: whole) { return near }
        guard let near = Suggestion.closest(to: name, among: routes.map(\.name)) else { return nil }
        return Route.name(near, below: base)
    }
}
