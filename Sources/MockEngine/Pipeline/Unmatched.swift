import MockModel
import Synchronization

/// The stage of calls that nothing of the project answers: the server behind the mock, or an answer of ours.
enum Unmatched {
    /// `OPTIONS` and 405 from what exists (RFC 9110 §9.3.7, §15.5.6), or a problem document that explains the miss.
    static func decision(for gap: Gap, _ call: Call, _ project: CompiledProject) -> Decision {
        let request = call.request
        switch gap {
        case .methods(let allow) where request.method == "OPTIONS":
            let headers = HeaderFields([("Allow", allow.joined(separator: ", "))])
            return Decision(Response(status: 204, headers: headers), because: .options(allow: allow))
        case .methods(let allow):
            let response = ProblemDocument.methodNotAllowed(request, allow: allow)
            return Decision(response, because: .methodNotAllowed(allow: allow))
        case .miss(let known):
            let miss = known ?? project.explainer.noRoute(request)
            var status = 404
            if case .status(let wanted) = project.project.settings.unmatched { status = wanted }
            let response = ProblemDocument.miss(miss, status: status, call: call.number)
            return Decision(response, because: .miss(miss))
        }
    }

    /// The refusal of a request that names no session of ours.
    static func noSession(
        _ session: String, existing: [String], _ call: Call, _ project: CompiledProject
    ) -> Decision {
        let response = ProblemDocument.unknownSession(
            session, header: project.project.settings.sessions.header, existing: existing, call: call.number)
        return Decision(response, because: .noSession(session))
    }

    /// The server to which a call is passed on (`unmatched: proxy`); `nil` when the settings do not say so, for a call that asks for an
    /// example of ours, and for `OPTIONS` of a path that exists.
    static func upstream(for gap: Gap, _ call: Call, _ project: CompiledProject) -> String? {
        if case .methods = gap, call.request.method == "OPTIONS" { return nil }
        guard project.project.settings.unmatched == .proxy, call.pinnedBy == nil else { return nil }
        return project.network.upstream
    }

    /// The request to another server that a call becomes.
    static func forwarded(_ call: Call, to upstream: String, _ project: CompiledProject) -> OutgoingRequest {
        var request = OutgoingRequest.forwarding(call.request, to: upstream, allowed: project.network.allowed)
        request.timeout = min(request.timeout, project.project.settings.limits.time)
        return request
    }

    /// Puts an answer of ours in the place of a route's example, for the middleware around the path; `nil` when there is none.
    static func surround(_ decision: Decision, _ call: Call, _ project: CompiledProject) -> CodeEntry? {
        let layers = project.middleware(around: call.request)
        guard !layers.isEmpty, call.pinnedBy == nil else { return nil }
        let example = Example(response: decision.response, location: SourceLocation(file: layers[0]))
        let pattern = PathPattern(call.request.segments.map { .literal($0) })
        call.route = Route(method: call.request.method, pattern: pattern, examples: [example], middleware: layers)
        call.index = nil
        call.place = 0
        call.ownReason = decision.reason
        return .begin
    }

    /// What the upstream answered, or 502 or 504 (RFC 9110 §15.6.3, §15.6.5).
    static func decision(
        from origin: String, _ outcome: WaitOutcome, _ call: Call, _ project: CompiledProject
    ) -> Decision {
        switch outcome {
        case .fetched(.response(var response)):
            if let page = CrossOrigin.of(call.request, project) {
                response.headers = page.replacing(in: response.headers)
            }
            return Decision(response, because: .upstream(origin: origin, nil))
        case .fetched(.failure(let failure)):
            return Decision(ProblemDocument.upstream(failure), because: .upstream(origin: origin, failure))
        default: return reset(call)
        }
    }

    /// The answer to a call whose session was reset while it waited.
    static func reset(_ call: Call) -> Decision {
        Decision(ProblemDocument.reset(call: call.number), because: .reset)
    }
}

/// What is done with a call.
enum Course {
    /// This is sent.
    case send(Decision)
    /// Code runs.
    case run(CodeEntry)
    /// Another server is asked.
    indirect case forward(OutgoingRequest, to: String)
}

extension SessionFacts {
    /// What is done with a call after it was chosen what answers it.
    func course(
        after choice: Choice, _ call: Call, _ project: CompiledProject, layer: () -> Decision?
    ) -> Course {
        switch choice {
        case .decision(let decision): return .send(decision)
        case .code(let entry): return .run(entry)
        case .unmatched(let gap):
            guard let upstream = Unmatched.upstream(for: gap, call, project) else {
                let decision = Unmatched.decision(for: gap, call, project)
                return Unmatched.surround(decision, call, project).map { .run($0) } ?? .send(decision)
            }
            if call.index == nil, let refusal = layer() { return .send(refusal) }
            let origin = (try? WebURL(parsing: upstream).origin.description) ?? upstream
            return .forward(Unmatched.forwarded(call, to: upstream, project), to: origin)
        }
    }
}

extension Session {
    /// What is done with a call after it was chosen what answers it.
    func course(after choice: Choice, _ call: Call, _ project: CompiledProject) -> Course {
        facts.course(after: choice, call, project) { layerUnmatched(call, project) }
    }

    /// Lays the behaviors over a path without a route.
    private func layerUnmatched(_ call: Call, _ project: CompiledProject) -> Decision? {
        let arrangement = ledger.withLock { $0.arrangement(of: nil, in: project) }
        guard let behaviors = arrangement?.behaviors, !behaviors.isEmpty else { return nil }
        return layer(behaviors, over: call, nil, project)
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
