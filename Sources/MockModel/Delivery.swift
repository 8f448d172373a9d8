/// A response with when and how it is written; the edge only carries it out.
public struct Delivery: Sendable {
    /// What was decided.
    public private(set) var decision: Decision
    /// Time before the first byte; `nil` waits for ever (the fault `hang`, the latency `forever`).
    public var delay: Duration?
    /// Speed of the body; `nil` sends at once.
    public var rate: Rate?
    /// Set when code makes the body once the head is written.
    public var stream: StreamOrder?
    /// What happened; its `call` is sent as `X-Mock-Call`.
    public let exchange: Exchange

    /// Makes a delivery of what was decided.
    public init(_ decision: Decision, delay: Duration?, rate: Rate?, exchange: Exchange) {
        self.decision = decision
        self.delay = delay
        self.rate = rate
        self.exchange = exchange
    }

    /// Makes a delivery of a response whose head is made for this call.
    public init(
        response: Response, delay: Duration? = .zero, rate: Rate? = nil, fault: Fault? = nil, exchange: Exchange
    ) {
        self.init(
            Decision(response, because: exchange.reason, fault: fault), delay: delay, rate: rate, exchange: exchange)
    }

    /// What is sent; another response has no encoded head.
    public var response: Response {
        get { decision.response }
        set { decision = Decision(newValue, because: decision.reason, fault: decision.fault) }
    }

    /// What goes wrong on the wire.
    public var fault: Fault? { decision.fault }
}
