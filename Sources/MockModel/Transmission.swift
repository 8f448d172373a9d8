/// What of a response goes over the wire, and how the connection ends: the whole response, or what a fault leaves of it.
///
/// One function on the fault (``of(_:rate:body:use:)``) decides it for every sink:
///
///     Transmission.of(Fault(.truncate), rate: nil, body: 100, use: .sent)
///     // the whole head, 50 bytes of the body, then the connection is closed
public struct Transmission: Sendable, Equatable {
    /// What is sent of the head.
    public enum Head: Sendable {
        /// Nothing.
        case none
        /// The first half of its bytes.
        case half
        /// All of it.
        case whole
    }

    /// What follows the body.
    public enum Tail: Sendable {
        /// What ends the message.
        case end
        /// Nothing.
        case none
        /// Bytes that are no HTTP: see ``Transmission/garbage(ofCall:)``.
        case garbage
        /// The body is a chunk, and a chunk whose size is no number follows; of `HEAD` neither.
        case badChunk
    }

    /// What becomes of the exchange behind the last byte.
    public enum Ending: Sendable {
        /// The response is whole: the next request is read, or the connection closes in order.
        case complete
        /// The connection closes in order.
        case close
        /// The connection closes at once.
        case drop
        /// The connection is reset (RST).
        case reset
        /// Nothing more happens until the client leaves.
        case hang
    }

    /// How the body of a response stands to its request.
    public enum BodyUse: Sendable, Equatable {
        /// It is sent.
        case sent
        /// The request is `HEAD`; whether `GET` would get a body.
        case described(Bool)
        /// The status has none.
        case none
    }

    /// What is sent of the head.
    public var head: Head
    /// Bytes of the body that are sent.
    public var body: Int
    /// Bytes of them that are sent at once, before the speed applies.
    public var burst = 0
    /// The speed of the body; `nil` sends as fast as the client reads.
    public var rate: Rate?
    /// What follows the body.
    public var tail: Tail
    /// What becomes of the exchange.
    public var ending: Ending

    /// What a fault leaves of a response.
    ///
    /// - Parameters:
    ///   - fault: what goes wrong; `nil` for nothing.
    ///   - rate: the speed of the response.
    ///   - count: bytes of the body that the response has.
    ///   - use: whether the body is sent. `HEAD` gets the head that `GET` gets (RFC 9110 §9.3.2): whole when the fault lies in the body.
    public static func of(_ fault: Fault?, rate: Rate?, body count: Int, use: BodyUse) -> Transmission {
        let carried = use == .sent ? count : 0
        let whole = Transmission(head: .whole, body: carried, rate: rate, tail: .end, ending: .complete)
        guard let fault else { return whole }
        switch fault.kind {
        case .slow:
            var slow = whole
            slow.rate = fault.speed(beside: rate)
            slow.burst = min(max(0, fault.after ?? 0), count)
            return slow
        case .empty: return Transmission(head: .none, body: 0, tail: .none, ending: .close)
        case .close: return whole.cut(after: fault.after, .drop)
        case .reset: return whole.cut(after: fault.after, .reset)
        case .hang: return whole.cut(after: fault.after, .hang)
        case .truncate:
            var cut = whole.cut(after: min(fault.after ?? count / 2, max(0, count - 1)), .close)
            if carried == 0, use != .described(true) { cut.head = .half }
            return cut
        case .garbage:
            var cut = whole.cut(after: fault.after, .close)
            if fault.after == nil || !use.isHead { cut.tail = .garbage }
            return cut
        case .malformed:
            let chunk = use.isHead ? 0 : min(max(0, fault.after ?? count / 2), count)
            return Transmission(head: .whole, body: chunk, rate: rate, tail: .badChunk, ending: .close)
        }
    }

    /// The head and so many bytes of the body; without a length nothing.
    private func cut(after length: Int?, _ ending: Ending) -> Transmission {
        guard let length else { return Transmission(head: .none, body: 0, tail: .none, ending: ending) }
        return Transmission(
            head: .whole, body: min(max(0, length), body), rate: rate, tail: .none, ending: ending)
    }

    /// The time from the first byte of the body to the last, as far as the speed decides it.
    public var time: Duration {
        rate.map { $0.time(for: max(0, body - burst)) } ?? .zero
    }

    /// The bytes that the fault `garbage` sends: 128, the same for the same call.
    public static func garbage(ofCall call: Int) -> [UInt8] {
        var random = RandomGenerator(seed: UInt64(bitPattern: Int64(call)))
        return (0..<16).flatMap { word in
            let bits = random.next() | (word == 0 ? 0x8080_8080_8080_8080 : 0)
            return (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) }
        }
    }
}

extension Transmission.BodyUse {
    /// Whether the request is `HEAD`.
    fileprivate var isHead: Bool { self == .described(true) || self == .described(false) }
}
