public import MockEngine
public import MockModel

extension Example {
    /// An example with a text body; a test says only what it is about.
    public static func text(
        _ body: String, name: String = "default", status: Int = 200, conditions: [Condition] = [],
        when: String? = nil, turns: ClosedRange<Int>? = nil, weight: Double? = nil, delay: Latency? = nil
    ) -> Example {
        Example(
            name: name,
            response: Response(
                status: status, headers: HeaderFields([("Content-Type", "text/plain")]), body: .bytes(Array(body.utf8))),
            conditions: conditions, when: when, turns: turns, weight: weight, delay: delay,
            location: SourceLocation(file: "routes/GET.\(name).txt"))
    }
}

extension Route {
    /// A route by its name, `GET /users/{id}`, with examples.
    public static func named(_ name: String, _ examples: [Example] = []) throws -> Route {
        let words = name.split(separator: " ")
        return Route(method: String(words[0]), pattern: try PathPattern(parsing: String(words[1])), examples: examples)
    }
}

extension Engine {
    /// An engine of routes, handlers and settings in fixed time.
    public static func of(
        _ routes: [Route], handlers: ClosureScripts = ClosureScripts(), settings: Settings = Settings(),
        seeds: [CollectionSeed] = [], options: Options = Options(), clock: FixedClock = FixedClock()
    ) -> Engine {
        let project = Project(root: "/mocks", settings: settings, routes: routes, seeds: seeds)
        return Engine(
            CompiledProject(project, compiler: handlers), options: options, files: NoFiles(), wallClock: clock)
    }

    /// Answers a request in virtual time.
    public func answer(
        _ method: String, _ target: String, headers: [(String, String)] = [], body: String = ""
    ) -> Delivery? {
        VirtualDriver(self).deliver(
            Request(method: method, target: target, headers: HeaderFields(headers), body: Array(body.utf8)))
    }
}

extension Response {
    /// The body as text.
    public var text: String {
        guard case .bytes(let bytes) = body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
