import MockModel
import Synchronization

/// The second stage: the session takes a request in.
extension Session {
    /// Makes the call of a request: its number, its turn, its time and its chance; and what arranges its route.
    func admit(_ request: Request, _ match: Match, _ project: CompiledProject) -> (Call, Arrangement?) {
        let ticks = facts.ticks
        let route = match.route
        let admission = ledger.withLock { $0.admit(route, in: project, at: ticks, facts) }
        guard let route else { return (unmatched(request, admission), admission.arrangement) }
        let call = Call(
            number: admission.number, session: id, request: request, route: route.route, parameters: match.parameters,
            turn: admission.turn, chance: admission.chance ?? 0, arrival: admission.arrival)
        call.index = route.index
        return (call, admission.arrangement)
    }

    /// The call of a request that no route matches; its own method and path stand for the route.
    private func unmatched(_ request: Request, _ admission: Ledger.Admission) -> Call {
        let pattern = PathPattern(request.segments.map { .literal($0) })
        return Call(
            number: admission.number, session: id, request: request,
            route: Route(method: request.method, pattern: pattern), parameters: [], turn: admission.turn,
            chance: facts.chance(of: request.path), arrival: admission.arrival)
    }
}
