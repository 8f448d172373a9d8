import MockModel
import Synchronization

/// The stage of behaviors: what the layers over a path add to a call, and what they refuse.
enum Layering {
    /// Counts a call under a key of a limit.
    typealias Count = (String, Behavior.Limit) -> CallCounter.Tally

    /// Lays the layers over a call; the decision of a limit that is used up or of a failure that was drawn, `nil` when the call passes.
    static func layer(
        _ layers: BehaviorLayers.Layers, over call: Call, _ route: CompiledRoute?, count: Count
    ) -> Decision? {
        call.layeredDelay = layers.delay?.latency
        call.layeredRate = layers.rate?.rate
        if let (pattern, limit) = layers.limit, let refusal = refusal(pattern, limit, call, route, count) {
            return refusal
        }
        guard let (pattern, fail) = layers.fail else { return nil }
        var random = call.random
        return random.unit() < fail.rate ? failure(pattern, fail, call, route) : nil
    }

    private static func refusal(
        _ pattern: String, _ limit: Behavior.Limit, _ call: Call, _ route: CompiledRoute?, _ count: Count
    ) -> Decision? {
        let client = limit.key.map { call.request.client(by: $0) } ?? ""
        let tally = count("\(pattern)\u{0}\(client)", limit)
        guard !tally.isWithin else { return nil }
        let detail = "\(tally.seen) of \(limit.requests) in \(limit.per.written)"
        let example = example(limit.example, of: route)
        var response =
            example?.response ?? ProblemDocument.behavior(pattern, status: limit.status, detail: detail)
        let seconds = max(1, (tally.reset + 999) / 1_000)
        response.headers.set("Retry-After", "\(seconds)")
        response.headers.set("RateLimit-Limit", "\(limit.requests)")
        response.headers.set("RateLimit-Remaining", "0")
        response.headers.set("RateLimit-Reset", "\(seconds)")
        return decision(response, example, nil, reason(pattern, detail, call, route), call)
    }

    private static func failure(
        _ pattern: String, _ fail: Behavior.Fail, _ call: Call, _ route: CompiledRoute?
    ) -> Decision {
        let share = fail.rate < 1 ? "fails \(fail.rate) of the calls" : "fails every call"
        let example = example(fail.example, of: route)
        let response = example?.response ?? ProblemDocument.behavior(pattern, status: fail.status, detail: share)
        return decision(response, example, fail.fault, reason(pattern, share, call, route), call)
    }

    private static func decision(
        _ response: Response, _ example: Example?, _ fault: Fault?, _ reason: Exchange.Reason, _ call: Call
    ) -> Decision {
        Decision(
            response, because: reason, fault: fault ?? example?.fault,
            version: example.flatMap { $0.template == nil ? $0.version : nil }, latency: example?.delay,
            rate: example?.rate)
    }

    private static func reason(
        _ pattern: String, _ detail: String, _ call: Call, _ route: CompiledRoute?
    ) -> Exchange.Reason {
        let name = route?.name ?? "\(call.request.method) \(call.request.path)"
        return .behavior(route: name, pattern: pattern, detail: detail)
    }

    /// The example that a layer names, when the route has it.
    private static func example(_ name: String?, of route: CompiledRoute?) -> Example? {
        name.flatMap { name in route?.route.examples.first { $0.name.isSame(as: name) } }
    }
}

extension Session {
    /// Lays the behaviors over the path of a route; a decision when one of them answers instead of the route.
    func layer(_ call: Call, _ match: Match, _ arrangement: Arrangement?, _ project: CompiledProject) -> Choice? {
        guard let behaviors = arrangement?.behaviors, !behaviors.isEmpty, case .route(let route, _, _) = match else {
            return nil
        }
        return layer(behaviors, over: call, route, project).map { .decision($0) }
    }

    /// Lays behaviors over a path.
    func layer(
        _ behaviors: BehaviorLayers, over call: Call, _ route: CompiledRoute?, _ project: CompiledProject
    ) -> Decision? {
        let segments = project.matcher.relative(call.request.segments) ?? []
        let layers = behaviors.layers(method: call.request.method, segments: segments)
        return Layering.layer(layers, over: call, route) { key, limit in
            ledger.withLock { $0.counter.count(key, limit: limit, at: call.arrival.time) }
        }
    }
}

extension Request {
    /// What tells clients apart: `ip`, `header.x-api-key`, `query.key`.
    fileprivate func client(by key: String) -> String {
        if key == "ip" { return remoteAddress }
        if key.hasPrefix("header.") { return headers[String(key.dropFirst(7))] ?? "" }
        if key.hasPrefix("query.") {
            return queryItems.first { $0.name.isSame(as: String(key.dropFirst(6))) }?.value ?? ""
        }
        return ""
    }
}
