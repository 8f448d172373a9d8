import MockModel

/// Every route with its examples and its handler.
struct RouteTable {
    let routes: [Route]

    /// Aligned columns, one route a line.
    func text(_ terminal: Terminal) -> String {
        let names = routes.map { RouteTable.name($0) }
        let width = min(48, names.map(\.count).max() ?? 0)
        return zip(routes, names).map { route, name in
            let place = route.handler.map { terminal.paint($0.location.description, .faint) }
            let parts = [RouteTable.examples(of: route), place].compactMap(\.self).filter { !$0.isEmpty }
            return "\(name.padded(to: width))   \(parts.joined(separator: "   "))\n"
        }.joined()
    }

    /// The list that `--json` gives.
    var json: JSONValue {
        .array(routes.map(RouteTable.json))
    }

    private static func name(_ route: Route) -> String {
        let words = route.name.split(separator: " ", maxSplits: 1)
        return words.count == 2 ? "\(String(words[0]).padded(to: 6)) \(words[1])" : route.name
    }

    private static func examples(of route: Route) -> String {
        route.examples.map { example in
            example.response.status == 200 ? example.name : "\(example.name) (\(example.response.status))"
        }.joined(separator: ", ")
    }

    private static func json(_ route: Route) -> JSONValue {
        var object = JSONObject([.init("route", .string(route.name))])
        object["examples"] = .array(route.examples.map(json))
        object["handler"] = route.handler.map { .string($0.location.description) }
        return .object(object)
    }

    private static func json(_ example: Example) -> JSONValue {
        var object = JSONObject([
            .init("name", .string(example.name)), .init("status", .integer(Int64(example.response.status))),
            .init("at", .string(example.location.description)),
        ])
        object["summary"] = example.summary.map(JSONValue.string)
        return .object(object)
    }
}
