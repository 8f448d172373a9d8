import MockModel

/// The way of a request to a collection: the example was chosen among all of them at once.
extension SessionState {
    /// Answers a request for which an example was chosen, or none.
    mutating func answer(_ request: Request, _ match: CollectionMatch, _ project: CompiledProject) -> Step {
        var visit = visit(of: request, project)
        switch match {
        case .found(let number, let place, let parameters):
            let route = project.routes[number]
            if let step = preflight(visit, route: route) { return step }
            visit.route = route
            visit.parameters = parameters
            visit.count(nextTally(of: route, in: project))
            visit.pin = PostmanHeaders(request).pin
            return layerOver(&visit, route, project) ?? render(place, visit, route, project)
        case .options(let allow):
            if let step = preflight(visit, route: nil) { return step }
            return deliver(SessionState.automatic(request, allow: allow, call: visit.number), visit)
        case .miss(let miss):
            if let step = preflight(visit, route: nil) { return step }
            if let answer = SessionState.serverOptions(request, project, call: visit.number) {
                return deliver(answer, visit)
            }
            return deliver(miss, visit, project)
        }
    }

    /// The answer of an example with its variables filled in for this call.
    func fill(
        _ template: VariableTemplate, _ example: Example, _ visit: Visit, _ reason: Exchange.Reason
    ) -> Answer {
        var renderer = VariableRenderer(
            visit.request, parameters: visit.parameters, random: chance(of: visit), now: visit.time)
        var answer = Answer(example, head: nil, because: reason)
        answer.response = renderer.fill(template, in: example.response)
        return answer
    }
}
