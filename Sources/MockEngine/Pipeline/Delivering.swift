import MockModel

/// The last stage: time and chance are added, and the edge gets its order.
enum Delivering {
    /// Makes the order to send what was decided for a call, with the exchange for the journal.
    static func deliver(
        _ decision: Decision, _ call: Call, _ project: CompiledProject, _ facts: SessionFacts
    ) -> Delivery {
        let origin = CrossOrigin.of(call.request, project)
        let shared = origin?.share(decision) ?? decision
        if let line = origin.flatMap({ facts.warning(of: shared.response, for: $0) }) { call.write(line) }
        let delay = shared.fault?.sendsNothingEver == true ? nil : delay(of: decision, call, facts)
        if call.timing.match == 0 { call.timing.match = facts.ticks - call.arrival.ticks }
        let exchange = Exchange(call, shared, delay: delay ?? .zero)
        return Delivery(shared, delay: delay, rate: decision.rate ?? call.layeredRate, exchange: exchange)
    }

    /// The sum of all delays, or what the request itself asks for; `nil` when one of them never ends.
    private static func delay(of decision: Decision, _ call: Call, _ facts: SessionFacts) -> Duration? {
        if let asked = PostmanHeaders.delay(of: call.request) { return asked }
        guard decision.latency != nil || call.layeredDelay != nil || facts.delay != nil else { return .zero }
        var random = call.random
        var total = Duration.zero
        for latency in [decision.latency, call.layeredDelay, facts.delay].compactMap(\.self) {
            guard let sample = latency.sample(using: &random) else { return nil }
            total += sample
        }
        return total
    }
}
