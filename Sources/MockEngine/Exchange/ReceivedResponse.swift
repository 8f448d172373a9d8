public import MockModel

/// What a client has in its hands when an exchange is over, whatever the protocol.
public struct ReceivedResponse: Sendable, Equatable {
    /// How the exchange ended for the client.
    public enum Ending: Sendable, Equatable {
        /// The response is whole.
        case whole
        /// The connection closed before that.
        case closed
        /// The connection was reset before that.
        case reset
        /// Nothing more came.
        case silence
        /// Bytes came that are no HTTP.
        case malformed
    }

    /// The header of each interim response 103.
    public var hints: [HeaderFields] = []
    /// The status, the reason phrase and the header without framing fields; `nil` when no whole head came.
    public var head: Response?
    /// The length of the body that the head states; `nil` when it states none.
    public var length: Int?
    /// The bytes of the body that came.
    public var body: [UInt8] = []
    /// How it ended.
    public var ending: Ending

    /// Makes what a client has that got nothing yet.
    public init(
        hints: [HeaderFields] = [], head: Response? = nil, length: Int? = nil, body: [UInt8] = [], ending: Ending
    ) {
        self.hints = hints
        self.head = head
        self.length = length
        self.body = body
        self.ending = ending
    }
}

extension ResponsePlan {
    /// What a client of HTTP has in its hands after the transmission.
    ///
    /// It reads as many bytes of a body as the head states, whatever they are, and nothing behind a response that is whole.
    ///
    /// - Parameters:
    ///   - sent: the bytes of the body that were sent: those of ``sentRange``.
    ///   - call: the number of the call, which decides the bytes of the fault `garbage`.
    ///   - isHead: whether the request was `HEAD`.
    public func received(sent: [UInt8], call: Int, isHead: Bool) -> ReceivedResponse {
        guard transmission.head == .whole else {
            return ReceivedResponse(ending: transmission.tail == .garbage ? .malformed : transmission.ending.seen)
        }
        let isChunked = transmission.tail == .badChunk
        var received = ReceivedResponse(
            head: response.sentHead, length: isChunked ? nil : length, body: sent, ending: .whole)
        if isHead || response.status < 200 || response.status == 204 || response.status == 304 {
            received.body = []
            return received
        }
        if isStream || isChunked {
            let isBroken = transmission.tail == .garbage || transmission.tail == .badChunk
            received.ending = isBroken ? .malformed : transmission.ending.seen
            return received
        }
        if transmission.tail == .garbage { received.body += Transmission.garbage(ofCall: call) }
        received.body = Array(received.body.prefix(length ?? 0))
        received.ending = received.body.count == length ?? 0 ? .whole : transmission.ending.seen
        return received
    }
}

extension Response {
    /// The head as a client sees it: with its reason phrase, and without framing fields.
    var sentHead: Response {
        Response(
            status: status, reason: reason ?? Response.reason(of: status),
            headers: HeaderFields(headers.fields.filter { !$0.isFraming }))
    }
}

extension Transmission.Ending {
    /// What a client sees of it that waits for more of the response.
    fileprivate var seen: ReceivedResponse.Ending {
        switch self {
        case .complete: .whole
        case .close, .drop: .closed
        case .reset: .reset
        case .hang: .silence
        }
    }
}
