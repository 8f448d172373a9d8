import MockModel

/// What the layers over a route refuse before it is asked.
extension SessionState {
    /// The answer of a limit that is used up or of a failure that was drawn; `nil` lets the call pass.
    mutating func refusal(_ visit: Visit, _ route: CompiledRoute?) -> Answer? {
        if let (pattern, limit) = visit.layers?.limit, let answer = refusal(pattern, limit, visit, route) {
            return answer
        }
        guard let (pattern, fail) = visit.layers?.fail else { return nil }
        var random = chance(of: visit)
        guard random.unit() < fail.rate else { return nil }
        return failure(pattern, fail, visit, route)
    }

    private mutating func refusal(
        _ pattern: String, _ limit: Behavior.Limit, _ visit: Visit, _ route: CompiledRoute?
    ) -> Answer? {
        let client = limit.key.map { visit.request.client(by: $0) } ?? ""
        let tally = counter.count("\(pattern)\u{0}\(client)", limit: limit, at: visit.time)
        guard !tally.isWithin else { return nil }
        let detail = "\(tally.seen) of \(limit.requests) in \(limit.per.written)"
        let plain = ProblemDocument.behavior(pattern, status: limit.status, detail: detail)
        var answer = layered(visit, pattern, detail, limit.example, plain)
        let seconds = max(1, (tally.reset + 999) / 1_000)
        answer.response.headers.set("Retry-After", "\(seconds)")
        answer.response.headers.set("RateLimit-Limit", "\(limit.requests)")
        answer.response.headers.set("RateLimit-Remaining", "0")
        answer.response.headers.set("RateLimit-Reset", "\(seconds)")
        answer.head = nil
        return answer
    }

    private func failure(_ pattern: String, _ fail: Behavior.Fail, _ visit: Visit, _ route: CompiledRoute?) -> Answer {
        let share = fail.rate < 1 ? "fails \(fail.rate) of the calls" : "fails every call"
        let plain = ProblemDocument.behavior(pattern, status: fail.status, detail: share)
        var answer = layered(visit, pattern, share, fail.example, plain)
        answer.fault = fail.fault ?? answer.fault
        return answer
    }

    /// The example that a layer names when the route has it, else a plain document.
    private func layered(
        _ visit: Visit, _ pattern: String, _ detail: String, _ wanted: String?, _ plain: Response
    ) -> Answer {
        let name = visit.route?.name ?? "\(visit.request.method) \(visit.request.path)"
        let reason = Exchange.Reason.behavior(route: name, pattern: pattern, detail: detail)
        let examples = visit.route?.route.examples ?? []
        guard let wanted, let example = examples.first(where: { $0.name.isSame(as: wanted) }) else {
            return Answer(plain, because: reason)
        }
        return Answer(example, head: nil, because: reason)
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
