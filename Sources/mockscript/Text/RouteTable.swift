import MockModel

/// Every route with its examples and its handler.
struct RouteTable {
    let routes: [Route]
    /// The base path, which callers put in front of every path.
    let base: PathPattern?
    /// Names that several examples of a collection have; their ids tell them apart (`x-mock-response-id`).
    private let repeated: Set<String>

    init(routes: [Route], base: PathPattern? = nil) {
        self.routes = routes
        self.base = base
        let names = routes.flatMap(\.examples).filter { $0.origin != nil }.map(\.name)
        repeated = Set(Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys)
    }

    /// Aligned columns, one route a line.
    func text(_ terminal: Terminal) -> String {
        let names = routes.map { name($0) }
        let width = min(48, names.map(\.count).max() ?? 0)
        return zip(routes, names).map { route, name in
            let place = route.handler.map {
                terminal.paint(VisibleText($0.location.description).escaped, .faint)
            }
            let parts = [examples(of: route), place].compactMap(\.self).filter { !$0.isEmpty }
            let line = "\(name.padded(to: width))   \(parts.joined(separator: "   "))"
            let columns =
                name.count + 3 + examples(of: route).count + 3 + (route.handler?.location.description.count ?? 0)
            guard terminal.isInteractive, max(columns, width) > terminal.width else { return line + "\n" }
            let below = [examples(of: route), route.handler?.location.description ?? ""].filter { !$0.isEmpty }
            let lines = below.flatMap { FoldedText.lines("    \($0)", width: terminal.width, indent: 6) }
            return ([name.cutInMiddle(to: terminal.width)] + lines).joined(separator: "\n") + "\n"
        }.joined()
    }

    /// The list that `--json` gives.
    var json: JSONValue {
        .array(routes.map { document(of: $0) })
    }

    private func name(_ route: Route) -> String {
        let name = VisibleText(route.name(below: base)).escaped
        let words = name.split(separator: " ", maxSplits: 1)
        return words.count == 2 ? "\(String(words[0]).padded(to: 6)) \(words[1])" : name
    }

    private func examples(of route: Route) -> String {
        if route.examples.isEmpty, route.handler == nil { return "no example" }
        let sorted = route.examples.filter { $0.name == "default" } + route.examples.filter { $0.name != "default" }
        return sorted.map { example in
            let id = example.origin.map { repeated.contains(example.name) ? " #\($0.id)" : "" } ?? ""
            let status = example.response.status == 200 ? "" : " (\(example.response.status))"
            return VisibleText(example.name + id).escaped + status
        }.joined(separator: ", ")
    }

    private func document(of route: Route) -> JSONValue {
        var object = JSONObject([.init("route", .string(route.name))])
        object["base_path"] = base.flatMap { $0.segments.isEmpty ? nil : .string($0.description) }
        object["examples"] = .array(route.examples.map(RouteTable.json))
        object["handler"] = route.handler.map { .string($0.location.description) }
        return .object(object)
    }

    private static func json(_ example: Example) -> JSONValue {
        var object = JSONObject([
            .init("name", .string(example.name)), .init("status", .integer(Int64(example.response.status))),
            .init("at", .string(example.location.description)),
        ])
        object["id"] = example.origin.map { .string($0.id) }
        object["summary"] = example.summary.map(JSONValue.string)
        return .object(object)
    }
}
