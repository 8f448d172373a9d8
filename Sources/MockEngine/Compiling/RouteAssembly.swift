import MockModel

/// Joins what folders and what code say of routes: examples by file, handlers by key, middleware by folder.
///
/// A method's own handler or example comes first; what it lacks it takes from `ANY` of the same path.
struct RouteAssembly {
    /// Two spellings of one route: the names of parameters do not tell routes apart.
    private struct Identity: Hashable {
        let host: String?
        let method: String
        let shape: [PathPattern.Segment]

        init(host: String?, method: String, pattern: PathPattern) {
            self.host = host
            self.method = method
            self.shape = pattern.segments.map(\.nameless)
        }

        init(_ route: Route) { self.init(host: route.host, method: route.method, pattern: route.pattern) }

        init(_ handler: HandlerDeclaration) {
            self.init(host: handler.host, method: handler.method, pattern: handler.pattern)
        }
    }

    private var routes: [Route] = []
    private var places: [Identity: Int] = [:]

    /// The routes of a project with the handlers that its scripts declare; those whose code is broken answer that.
    static func routes(
        of project: Project, handlers: [HandlerDeclaration], broken: [BrokenCode] = []
    ) -> [Route] {
        var assembly = RouteAssembly()
        for route in project.routes { assembly.add(route) }
        for (number, handler) in handlers.enumerated() { assembly.add(handler, number) }
        for code in broken { assembly.add(code) }
        assembly.fillFromAny()
        assembly.wrap(in: project.scripts)
        return BrokenRoutes(broken).marked(assembly.routes)
    }

    /// The routes of a collection with the handlers and the middleware beside them.
    ///
    /// Each route stays as it is: its examples are compared with those of all others. Code without a route has one of its own.
    static func collectionRoutes(
        of project: Project, handlers: [HandlerDeclaration], broken: [BrokenCode] = []
    ) -> [Route] {
        var assembly = RouteAssembly()
        assembly.routes = project.routes
        let indices = Dictionary(grouping: project.routes.indices) { Identity(project.routes[$0]) }
        for (number, handler) in handlers.enumerated() {
            if let known = indices[Identity(handler)] {
                for index in known {
                    assembly.routes[index] = assembly.routes[index].handled(by: .init(handler, number))
                }
            } else {
                assembly.add(handler, number)
            }
        }
        for code in broken { assembly.add(code, unless: { indices[$0] != nil }) }
        assembly.fillFromAny()
        assembly.wrap(in: project.scripts)
        return BrokenRoutes(broken).marked(assembly.routes)
    }

    /// A route of its own, where nothing else makes one.
    private mutating func add(_ code: BrokenCode, unless isKnown: (Identity) -> Bool = { _ in false }) {
        guard case .route(let method, let pattern, let host) = code.extent else { return }
        let identity = Identity(host: host, method: method, pattern: pattern)
        guard places[identity] == nil, !isKnown(identity) else { return }
        places[identity] = routes.count
        routes.append(Route(method: method, pattern: pattern, host: host))
    }

    private mutating func add(_ route: Route) {
        let identity = Identity(route)
        if let place = places[identity] {
            let known = routes[place]
            routes[place] = known.answering(
                examples: known.examples + route.examples, handler: known.handler, middleware: known.middleware)
        } else {
            places[identity] = routes.count
            routes.append(route)
        }
    }

    /// The names of parameters that code uses replace those of the folder.
    private mutating func add(_ declaration: HandlerDeclaration, _ number: Int) {
        let identity = Identity(declaration)
        let known = places[identity]
        let route = Route(
            method: declaration.method, pattern: declaration.pattern, host: declaration.host,
            examples: known.map { routes[$0].examples } ?? [], handler: .init(declaration, number))
        if let known {
            routes[known] = route
        } else {
            places[identity] = routes.count
            routes.append(route)
        }
    }

    private mutating func fillFromAny() {
        for place in routes.indices where routes[place].method != "ANY" {
            let route = routes[place]
            let identity = Identity(host: route.host, method: "ANY", pattern: route.pattern)
            guard let any = places[identity].map({ routes[$0] }) else { continue }
            routes[place] = route.answering(
                examples: route.examples.isEmpty ? any.examples : route.examples, handler: route.handler ?? any.handler,
                middleware: route.middleware)
        }
    }

    private mutating func wrap(in scripts: [ScriptFile]) {
        let layers = MiddlewareLayer.all(of: scripts)
        guard !layers.isEmpty else { return }
        for place in routes.indices {
            let route = routes[place]
            routes[place] = route.answering(
                examples: route.examples, handler: route.handler,
                middleware: layers.filter { $0.covers(route) }.map(\.script))
        }
    }
}

extension HandlerReference {
    fileprivate convenience init(_ declaration: HandlerDeclaration, _ number: Int) {
        self.init(
            script: declaration.script, key: declaration.key, location: declaration.location, number: number,
            isOfLibrary: declaration.isOfLibrary)
    }
}

extension Route {
    fileprivate func handled(by handler: HandlerReference) -> Route {
        answering(examples: examples, handler: handler, middleware: middleware)
    }
}
