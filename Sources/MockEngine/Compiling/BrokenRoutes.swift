import MockModel

/// Replaces the answers of broken files by answers that show the error.
struct BrokenRoutes {
    private let code: [BrokenCode]

    init(_ code: [BrokenCode]) {
        self.code = code
    }

    /// The routes, with the failures of their examples and handlers.
    func marked(_ routes: [Route]) -> [Route] {
        var routes = routes
        for index in routes.indices {
            if !code.isEmpty { routes[index] = marked(routes[index]) }
            if routes[index].examples.contains(where: { $0.failure != nil }) { routes[index] = routes[index].explained }
        }
        return routes
    }

    private func marked(_ route: Route) -> Route {
        var route = route
        for code in code {
            switch code.extent {
            case .below(let pattern, let host) where route.lies(below: pattern, host):
                return route.replaced(code.problem)
            case .script(let name) where route.examples.contains { $0.when?.isSame(as: name) ?? false }:
                return route.replaced(code.problem)
            case .handlers(let file) where route.handler?.script.isSame(as: file) ?? false:
                route = route.failing(code.problem)
            case .script(let name): route = route.failing(code.problem, template: name)
            case .route(let method, let pattern, let host) where route.isAnswered(by: method, pattern, host):
                route = route.failing(code.problem)
            default: break
            }
        }
        return route
    }
}

extension Route {
    /// Whether a handler of a method at a path would answer this route.
    fileprivate func isAnswered(by method: String, _ pattern: PathPattern, _ host: String?) -> Bool {
        guard host == self.host, handler == nil else { return false }
        guard method == self.method || method == "ANY" else { return false }
        return pattern.segments.map(\.nameless) == self.pattern.segments.map(\.nameless)
    }

    fileprivate func lies(below pattern: PathPattern, _ host: String?) -> Bool {
        (host == nil || host == self.host)
            && self.pattern.segments.map(\.nameless).starts(with: pattern.segments.map(\.nameless))
    }

    /// The route with every example failing.
    fileprivate func replaced(_ problem: Problem) -> Route {
        if isOfCollection { return failingEverywhere(problem) }
        let others = examples.filter { $0.name != "default" }.map { Example.broken($0.name, because: problem) }
        return answering(examples: [.broken(because: problem)] + others, handler: nil, middleware: [])
    }

    /// Its handler cannot answer: examples with conditions come before a handler, and pinned ones need none.
    fileprivate func failing(_ problem: Problem) -> Route {
        if isOfCollection { return failingEverywhere(problem) }
        let others = examples.filter { $0.name != "default" || !$0.isUnconditional }.map { example in
            var example = example
            if example.isUnconditional { example.weight = nil }
            return example
        }
        return answering(examples: [.broken(because: problem)] + others, handler: nil, middleware: middleware)
    }

    private var isOfCollection: Bool { examples.contains { $0.origin != nil } }

    /// In a collection an example is found by its saved request, so each of them shows the problem.
    private func failingEverywhere(_ problem: Problem) -> Route {
        let marked = examples.map { example in
            var example = example
            example.failure = problem
            return example
        }
        return answering(examples: marked, handler: nil, middleware: [])
    }

    /// The examples that a template fills in cannot answer.
    fileprivate func failing(_ problem: Problem, template name: String) -> Route {
        guard examples.contains(where: { $0.template == .script(name) }) else { return self }
        let marked = examples.map { example in
            guard example.template == .script(name) else { return example }
            var example = example
            example.failure = problem
            return example
        }
        return answering(examples: marked, handler: handler, middleware: middleware)
    }

    /// The route whose broken examples answer with their problem.
    fileprivate var explained: Route {
        let told = examples.map { example in
            guard let problem = example.failure else { return example }
            var example = example
            example.response = ProblemDocument.broken(problem, route: name)
            example.template = nil
            return example
        }
        return answering(examples: told, handler: handler, middleware: middleware)
    }
}
