import MockModel

/// The examples of one folder of a project whose settings say `matching: collection`, each joined with its saved request.
struct CollectionFolder {
    private let pattern: PathPattern
    private let location: SourceLocation
    private var left: [(method: String, example: Example)]
    private(set) var routes: [Route] = []
    private(set) var problems: [Problem] = []

    /// Joins what was read of a folder.
    ///
    /// The examples stand in the order of their requests; those without a request come last.
    init(_ found: [Route], _ requests: [SavedRequest], of folder: RouteFolder) {
        pattern = folder.pattern
        location = folder.entry.location
        left = found.flatMap { route in route.examples.map { (route.method, $0) } }
        for request in requests { add(request) }
        for (method, example) in left { add(example, ExampleOrigin(id: ""), method: method, prefix: 0) }
    }

    private mutating func add(_ request: SavedRequest) {
        guard let (values, hasTrailingSlash, query) = SavedTarget.read(request.target, pattern) else {
            return refuse(request, "\(request.target) is no path of this folder, which is \(pattern)")
        }
        let prefix = request.optional.map { $0.split(separator: "/").count } ?? 0
        guard prefix <= pattern.segments.count else {
            return refuse(request, "@optional \(request.optional ?? "") is longer than the path")
        }
        guard !request.file.isEmpty else {
            _ = route(request.method, prefix)
            return
        }
        let names = left.map { CollectionFolder.name(of: $0.example) }
        guard let index = names.firstIndex(of: request.file) else {
            let hint = Suggestion.question(for: request.file, among: names)
            return refuse(request, "there is no file \(request.file) in this folder", hint: hint)
        }
        var (method, example) = left.remove(at: index)
        if let name = request.name { example.name = name }
        let origin = ExampleOrigin(
            id: request.id ?? "", values: values, hasTrailingSlash: hasTrailingSlash, query: query,
            headers: request.headers, body: request.body)
        if method == "ANY" { method = request.method }
        add(example, origin, method: method, prefix: prefix)
    }

    private static func name(of example: Example) -> String {
        String(example.location.file.split(separator: "/").last ?? "")
    }

    private mutating func refuse(_ request: SavedRequest, _ message: String, hint: String? = nil) {
        problems.append(Problem(.error, "bad-request", message, at: request.location, hint: hint))
    }

    private mutating func add(_ example: Example, _ origin: ExampleOrigin, method: String, prefix: Int) {
        var example = example
        if example.template == nil, example.failure == nil {
            let captures = pattern.segments.compactMap(\.name) + origin.query.compactMap(\.capture)
            example.template = VariableTemplate(filling: example.response, captures: Set(captures.map { TextKey($0) }))
                .map(
                    Template.variables)
        }
        example.origin = origin
        if !example.conditions.isEmpty || example.when != nil || example.turns != nil || example.weight != nil {
            problems.append(
                Problem(
                    .warning, "unused-directive", "@match, @when, @turn and @weight choose nothing here",
                    at: example.location, hint: "the settings say \"matching: collection\"; leave that out"))
        }
        let index = route(method, prefix)
        routes[index] = routes[index].adding(example)
    }

    /// The index of the route of a method and a prefix.
    private mutating func route(_ method: String, _ prefix: Int) -> Int {
        if let index = routes.firstIndex(where: { $0.method == method && $0.optionalPrefix == prefix }) { return index }
        routes.append(Route(method: method, pattern: pattern, optionalPrefix: prefix, location: location))
        return routes.count - 1
    }

    /// The routes of a project with a number for each example that has no id: its place in the project.
    static func numbered(_ routes: [Route]) -> [Route] {
        var taken = Set(routes.flatMap { $0.examples.compactMap { $0.origin?.id } })
        var number = 0
        return routes.map { route in
            let examples = route.examples.map { example -> Example in
                number += 1
                guard example.origin?.id.isEmpty == true else { return example }
                var id = number
                while !taken.insert("\(id)").inserted { id += 1 }
                var example = example
                example.origin?.id = "\(id)"
                example.origin?.isInventedID = true
                return example
            }
            return route.answering(examples: examples, handler: route.handler, middleware: route.middleware)
        }
    }
}
