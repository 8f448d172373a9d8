import MockModel

/// Answers of ours: 404, 405 and `OPTIONS` go through the middleware of their path, preflights do not.
extension SessionState {
    /// The answer to a preflight of a page that is allowed; `nil` when the request is none, or has a route of its own.
    mutating func preflight(_ visit: Visit, route: CompiledRoute?) -> Step? {
        guard let origin = visit.origin, origin.isPreflight, origin.isAllowed, route?.route.method != "OPTIONS" else {
            return nil
        }
        return deliver(origin.preflight(visit.request), visit)
    }

    /// Delivers an answer of ours through the middleware around its path, as if it were the example of a route.
    mutating func pass(_ answer: Answer, _ visit: Visit, _ project: CompiledProject) -> Step {
        let layers = project.middleware(around: visit.request)
        guard !layers.isEmpty, visit.pin == nil else { return deliver(answer, visit) }
        let example = Example(response: answer.response, location: SourceLocation(file: layers[0]))
        let pattern = PathPattern(visit.request.segments.map { .literal($0) })
        let route = Route(method: visit.request.method, pattern: pattern, examples: [example], middleware: layers)
        var visit = visit
        visit.automatic = answer.reason
        visit.route = nil
        let call = Call(
            number: visit.number, session: world.id, request: visit.request, route: route,
            parameters: visit.parameters, turn: max(1, visit.turn), place: 0, random: chance(of: visit))
        return step(visit, call, project) { $0.begin(call) }
    }

    /// Warns of the first answer that a browser will keep from each page.
    mutating func warnOfBlocked(_ response: Response, _ visit: Visit) -> LogLine? {
        visit.origin?.block(of: response).flatMap { blockedOrigins.warning(of: $0) }
    }
}

extension CompiledProject {
    /// The scripts of the middleware around the path of a request, outermost first.
    fileprivate func middleware(around request: Request) -> [String] {
        guard !layers.isEmpty, let segments = matcher.relative(request.segments) else { return [] }
        let host = request.hostName
        return layers.filter { $0.covers(segments, host: host) }.map(\.script)
    }
}
