import MockModel

/// Calls that no route answers, passed on to the upstream (`unmatched: proxy`).
extension SessionState {
    /// Passes a call on, below the behaviors over its path; `nil` when the settings do not say so, and for a call that asks for an example of ours.
    mutating func passOn(_ visit: Visit, _ project: CompiledProject) -> Step? {
        let network = project.network
        guard project.project.settings.unmatched == .proxy, visit.pin == nil, let upstream = network.upstream else {
            return nil
        }
        var visit = visit
        if let refusal = layerOver(&visit, nil, project) { return refusal }
        let name = (try? WebURL(parsing: upstream).origin.description) ?? upstream
        let token = nextToken()
        waiting[token.number] = .passedOn(visit, to: name)
        var request = OutgoingRequest.forwarding(visit.request, to: upstream, allowed: network.allowed)
        request.timeout = min(request.timeout, project.project.settings.limits.time)
        return .wait(.fetch(request), token)
    }

    /// Delivers what the upstream answered, or 502 or 504 (RFC 9110 §15.6.3, §15.6.5).
    mutating func answer(_ visit: Visit, from upstream: String, with outcome: WaitOutcome) -> Step {
        switch outcome {
        case .fetched(.response(var response)):
            if let origin = visit.origin { response.headers = origin.replacing(in: response.headers) }
            return deliver(Answer(response, because: .automatic("upstream \(upstream)")), visit)
        case .fetched(.failure(let failure)):
            let response = ProblemDocument.upstream(failure)
            return deliver(Answer(response, because: .automatic("upstream \(upstream): \(failure.message)")), visit)
        default:
            return deliver(
                Answer(ProblemDocument.reset(call: visit.number), because: .automatic("the session was reset")), visit)
        }
    }
}
