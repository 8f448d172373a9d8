import MockModel

/// What a request meets.
enum Match {
    /// A route, what stands for its parameters, and the example when it was chosen among those of all routes.
    case route(CompiledRoute, [(name: String, value: String)], example: Int?)
    /// A preflight of a page that may read the answer.
    case preflight(CrossOrigin, Preflight)
    /// The path exists, the method does not; the methods that do, as `Allow` lists them.
    case otherMethods([String])
    /// An `OPTIONS` for a path of a collection, which no middleware surrounds.
    case options([String])
    /// No route, and why when that is known.
    indirect case nothing(Miss?)

    /// The route, where there is one.
    var route: CompiledRoute? {
        if case .route(let route, _, _) = self { route } else { nil }
    }

    /// What stands for the parameters of the route.
    var parameters: [(name: String, value: String)] {
        if case .route(_, let parameters, _) = self { parameters } else { [] }
    }
}

/// The first stage: which route answers a request.
extension CompiledProject {
    /// Finds what a request meets.
    func match(_ request: Request) -> Match {
        let found = find(request)
        guard request.method == "OPTIONS", found.route?.route.method != "OPTIONS",
            let origin = CrossOrigin.of(request, self), origin.isAllowed, let preflight = origin.preflight
        else { return found }
        return .preflight(origin, preflight)
    }

    private func find(_ request: Request) -> Match {
        if let collection { return find(request, in: collection) }
        switch matcher.match(request) {
        case .found(let hit):
            let route = routes[hit.route]
            return .route(route, route.parameters(hit.values), example: nil)
        case .otherMethods(let allow): return .otherMethods(allow)
        case .none: return .nothing(nil)
        }
    }

    private func find(_ request: Request, in collection: CollectionMatcher) -> Match {
        switch collection.match(request) {
        case .found(let route, let example, let parameters): .route(routes[route], parameters, example: example)
        case .code(let route, let values): .route(routes[route], routes[route].parameters(values), example: nil)
        case .options(let allow): .options(allow)
        case .miss(let miss): .nothing(miss)
        }
    }
}
