import MockModel

/// What was decided for a call, before time and chance are added.
struct Answer: Sendable {
    var response: Response
    var reason: Exchange.Reason
    /// The slot for the encoded head, when the response is an example's own.
    var head: EncodingSlot?
    var delay: Latency?
    var rate: Rate?
    var fault: Fault?
    var earlyHints: HeaderFields?
    var version: FileVersion?

    init(_ response: Response, because reason: Exchange.Reason) {
        self.response = response
        self.reason = reason
    }

    /// A saved example as it is.
    init(_ example: Example, head: EncodingSlot?, earlyHints: HeaderFields? = nil, because reason: Exchange.Reason) {
        self.init(example.response, because: reason)
        self.head = head
        self.earlyHints = earlyHints
        take(from: example)
    }

    private mutating func take(from example: Example) {
        delay = example.delay
        rate = example.rate
        fault = example.fault
        version = example.template == nil ? example.version : nil
    }
}

extension Answer {
    /// The answer as the delivery and the journal share it.
    var decision: Decision {
        Decision(response, because: reason, fault: fault, head: head, earlyHints: earlyHints, version: version)
    }
}

/// The answer of an example that is sent as it is, made at load.
final class PreparedAnswer: Sendable {
    let decision: Decision
    let delay: Latency?
    let rate: Rate?

    init(_ answer: Answer) {
        decision = Decision(
            answer.response, because: answer.reason, fault: answer.fault, head: answer.head,
            whole: answer.response.hasBodyInMemory ? EncodingSlot() : nil,
            earlyHints: answer.earlyHints, version: answer.version)
        delay = answer.delay
        rate = answer.rate
    }
}

extension Response {
    /// Whether bytes in memory follow its head.
    fileprivate var hasBodyInMemory: Bool {
        if case .bytes(let body) = body { !body.isEmpty && mayHaveBody } else { false }
    }
}
