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

    /// Why a name is not that of a route, with the nearest one as clients call it.
    static func refusal(of name: String, for what: String, among routes: [Route], below base: PathPattern?) -> String {
        let near = closest(to: name, among: routes, below: base).map { "; did you mean \"\($0)\"?" }
        let place = base.map { $0.segments.isEmpty ? "" : "; all routes lie below \($0) (basePath in mockscript.yaml)" }
        let notation = PathNotation(name).map { "; \($0.reason)" }
        return "\(what): there is no route \"\(name)\"\(near ?? notation ?? place ?? "")"
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
