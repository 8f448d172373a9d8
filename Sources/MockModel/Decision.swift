/// What a call is answered with, and why: made once for an example that is sent as it is, else for each call.
///
/// A class of constants, so that the delivery, the journal and the log share one.
public final class Decision: Sendable {
    /// What is sent.
    public let response: Response
    /// Why.
    public let reason: Exchange.Reason
    /// What goes wrong on the wire.
    public let fault: Fault?
    /// The slot for the encoded status and header of the response; `nil` when they are made for each call.
    public let head: EncodingSlot?
    /// The fields of the interim answer 103 that is sent before it (RFC 8297); `nil` for most.
    public let earlyHints: HeaderFields?
    /// The version of the file that its body in memory is a copy of: the edge answers ranges and conditions of it.
    public let version: FileVersion?
    /// Whether the connection ends after it, because its header says `Connection: close`.
    public let endsConnection: Bool
    /// The delay that it asks for.
    public let latency: Latency?
    /// The speed of its body.
    public let rate: Rate?
    /// The slot for the encoding of the whole response, which has a body in memory; `nil` when the response is made for each call.
    public let whole: EncodingSlot?
    /// Bytes of its body, when they are in memory.
    public let bodyBytes: Int

    let isFailure: Bool

    /// Makes a decision; without `endsConnection` the header is asked.
    public init(
        _ response: Response, because reason: Exchange.Reason, fault: Fault? = nil, head: EncodingSlot? = nil,
        whole: EncodingSlot? = nil, earlyHints: HeaderFields? = nil, version: FileVersion? = nil,
        endsConnection: Bool? = nil, latency: Latency? = nil, rate: Rate? = nil
    ) {
        self.latency = latency
        self.rate = rate
        self.response = response
        self.reason = reason
        self.fault = fault
        self.head = head
        if case .bytes(let bytes) = response.body { bodyBytes = bytes.count } else { bodyBytes = 0 }
        if case .failure = reason { isFailure = true } else { isFailure = false }
        self.whole = whole
        self.earlyHints = earlyHints
        self.version = version
        self.endsConnection = endsConnection ?? response.headers.endsConnection
    }
}
