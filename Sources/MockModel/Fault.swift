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

    /// Whether no byte is ever sent and the connection stays open: `hang`, unless a part of the body is sent first.
    public var sendsNothingEver: Bool { kind == .hang && after == nil }

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
