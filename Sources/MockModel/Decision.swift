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
    /// The status line and the header of the response, encoded, without framing fields and without the empty line; `nil` when they are
    /// made for each call.
    public let head: [UInt8]?
    /// The interim answer 103 that is sent before it, encoded (RFC 8297); `nil` for most.
    public let earlyHints: [UInt8]?
    /// The version of the file that its body in memory is a copy of: the edge answers ranges and conditions of it.
    public let version: FileVersion?
    /// Whether the connection ends after it, because its header says `Connection: close`.
    public let endsConnection: Bool
    /// All that is sent before the number of the call, when it was made at load: see ``ResponseHead/opening(of:head:)``.
    public let opening: [UInt8]?

    /// Bytes of its body, when they are in memory.
    let bodyBytes: Int
    let isFailure: Bool

    /// Makes a decision; without `endsConnection` the header is asked.
    public init(
        _ response: Response, because reason: Exchange.Reason, fault: Fault? = nil, head: [UInt8]? = nil,
        opening: [UInt8]? = nil, earlyHints: [UInt8]? = nil, version: FileVersion? = nil,
        endsConnection: Bool? = nil
    ) {
        self.response = response
        self.reason = reason
        self.fault = fault
        self.head = head
        if case .bytes(let bytes) = response.body { bodyBytes = bytes.count } else { bodyBytes = 0 }
        if case .failure = reason { isFailure = true } else { isFailure = false }
        self.opening = opening
        self.earlyHints = earlyHints
        self.version = version
        self.endsConnection = endsConnection ?? response.headers.endsConnection
    }
}
