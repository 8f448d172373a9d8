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

/// The speed of a body.
public struct Rate: Sendable, Hashable {
    /// Bytes in a second; at least 1.
    public let bytesPerSecond: Double

    /// Makes a speed.
    public init(bytesPerSecond: Double) {
        self.bytesPerSecond = bytesPerSecond
    }
}

/// What goes wrong on the wire.
public struct Fault: Sendable, Hashable {
    /// Its kind, by the name that users write.
    public enum Kind: String, Sendable, CaseIterable {
        /// Accept, send nothing, close.
        case empty
        /// Close before the response.
        case close
        /// TCP reset.
        case reset
        /// Never answer.
        case hang
        /// Half of the body, then close.
        case truncate
        /// Bytes that are not HTTP, then close.
        case garbage
        /// A good head and a broken chunked body.
        case malformed
        /// The body drop by drop.
        case slow
    }

    /// Its kind.
    public var kind: Kind
    /// Body bytes that are sent first; `nil` is the kind's own measure (`truncate`: half).
    public var after: Int?
    /// Speed of `slow`; `nil` takes that of the response, else 64 bytes a second.
    public var rate: Rate?

    /// The speed of `slow` over a response that has perhaps a speed of its own: the fault's, that of the response, or 64 bytes a second.
    public func speed(beside rate: Rate?) -> Rate {
        self.rate ?? rate ?? Rate(bytesPerSecond: 64)
    }

    /// Makes a fault.
    public init(_ kind: Kind, after: Int? = nil, rate: Rate? = nil) {
        self.kind = kind
        self.after = after
        self.rate = rate
    }
}
