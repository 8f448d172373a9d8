public import MockModel

/// A request that is being played in virtual time, or was.
public struct SimulatedCall {
    /// What is sent; `nil` until it is decided.
    public internal(set) var delivery: Delivery?
    /// The header of each interim response 103.
    public internal(set) var hints: [HeaderFields] = []
    /// What goes over the wire of a response without a stream; `nil` until its head does.
    public internal(set) var plan: ResponsePlan?
    /// Whether the head of a stream is sent, and its function at work.
    var isStreaming = false
    /// The bytes of the body that were sent of a response without a stream.
    var sent: [UInt8] = []
    /// The parts of a stream with the milliseconds from the request.
    public internal(set) var parts: [(time: Int64, part: StreamPart)] = []
    /// Why the function of a stream did not end by itself.
    public internal(set) var failure: ScriptFailure?
    /// What timers and webhooks did meanwhile.
    public internal(set) var events: [BackgroundEvent] = []
    /// Milliseconds from the request to its end.
    public internal(set) var elapsed: Int64 = 0
    /// Whether it is over.
    public internal(set) var isOver = false
    /// Whether no answer will come.
    public internal(set) var isUnanswered = false
    /// Whether the client left before the end.
    public internal(set) var hasLeft = false
    let request: Request
    let began: Int64
    /// The test that waits for it.
    var waiter: WaitToken?
    /// The WebSocket of a test.
    var socket: TestSocket?

    init(_ request: Request, at began: Int64, waiter: WaitToken? = nil) {
        self.request = request
        self.began = began
        self.waiter = waiter
    }

    /// What the client has in its hands.
    public var received: ReceivedResponse {
        guard let delivery, plan != nil || isStreaming else {
            return ReceivedResponse(hints: hints, ending: hasLeft ? .closed : .silence)
        }
        var received =
            plan?.received(sent: sent, call: delivery.exchange.call, isHead: request.method == "HEAD")
            ?? receivedStream(delivery)
        received.hints = hints
        if hasLeft { received.ending = .closed }
        return received
    }

    private func receivedStream(_ delivery: Delivery) -> ReceivedResponse {
        ReceivedResponse(
            head: delivery.response.sentHead, body: parts.flatMap { $0.part.bytes },
            ending: failure == nil ? .whole : .closed)
    }
}

extension StreamPart {
    /// What it carries; nothing for the end of a WebSocket.
    public var bytes: [UInt8] {
        switch self {
        case .bytes(let bytes), .text(let bytes), .binary(let bytes): bytes
        case .close: []
        }
    }
}

/// Why virtual time came to an end before what was waited for.
public enum SimulationStalled: Error, Sendable, Equatable {
    /// Nothing is due: everything waits for something that never comes.
    case waitsForEver
    /// More steps were made than any sensible flow has.
    case tooManySteps(Int)
    /// More time passed on the session's clock than any sensible wait takes.
    case tooLong(Duration)

    /// What happened, in words that follow the name of a request.
    public var message: String {
        switch self {
        case .waitsForEver: "is never answered: everything waits, and nothing is due that could end it"
        case .tooManySteps(let count): "does not end: stopped after \(count) steps"
        case .tooLong(let time): "does not end: stopped after \(time.written) of session time"
        }
    }
}
