/// A timer as code asks for it.
public struct TimerOrder: Sendable, Equatable {
    /// The time until it fires.
    public var delay: Duration
    /// The time between two times; `nil` fires once.
    public var period: Duration?
    /// Whether a file started it while it was loaded: the file's next version starts its own.
    public var isOfFile: Bool

    /// Makes an order.
    public init(delay: Duration, period: Duration? = nil, isOfFile: Bool = false) {
        self.delay = delay
        self.period = period
        self.isOfFile = isOfFile
    }
}

/// Signs each try of a webhook for the time at which it is sent.
public protocol WebhookSigner: Sendable {
    /// Sets the header fields of the signature. `time` is in milliseconds since 1970 on the session's clock.
    func sign(_ request: inout OutgoingRequest, at time: Int64)
}

/// A call back to the client as code asks for it.
public struct WebhookOrder: Sendable {
    /// What is sent.
    public var request: OutgoingRequest
    /// The time from the response to the request.
    public var delay: Duration
    /// How often it is tried again when it fails.
    public var retries: Int
    /// The time before the first further try; it doubles with each.
    public var backoff: Duration
    /// Who signs it; `nil` when nothing in it depends on the time.
    public var signer: (any WebhookSigner)?

    /// Makes an order.
    public init(
        request: OutgoingRequest, delay: Duration = .zero, retries: Int = 0, backoff: Duration = .seconds(1),
        signer: (any WebhookSigner)? = nil
    ) {
        self.request = request
        self.signer = signer
        self.delay = delay
        self.retries = retries
        self.backoff = backoff
    }
}

/// One time that a webhook was sent, and what came of it.
public struct WebhookAttempt: Sendable, Equatable {
    /// The webhook's id in its session.
    public let id: String
    /// From 1.
    public let number: Int
    /// Milliseconds since 1970 on the session's clock.
    public let time: Int64
    /// What was sent.
    public let request: OutgoingRequest
    /// What came back.
    public let result: OutgoingResult
    /// How long it took.
    public let duration: Duration
    /// The time until the next try; `nil` when there is none.
    public let retry: Duration?

    /// Makes an attempt.
    public init(
        id: String, number: Int, time: Int64, request: OutgoingRequest, result: OutgoingResult, duration: Duration,
        retry: Duration?
    ) {
        self.id = id
        self.number = number
        self.time = time
        self.request = request
        self.result = result
        self.duration = duration
        self.retry = retry
    }

    /// Whether the receiver took it: any status of the class 2xx.
    public var isAccepted: Bool {
        guard case .response(let response) = result else { return false }
        return (200..<300).contains(response.status)
    }
}

/// What happens in a session beside the answers.
public enum BackgroundEvent: Sendable, Equatable {
    /// A webhook was sent.
    case webhook(WebhookAttempt)
    /// The function of a timer or of a stream failed.
    case failure(ScriptFailure)
    /// A timer wrote lines.
    case log([LogLine])
}

/// What comes of a call after it was answered: its webhooks, timers, and the rest of its stream.
public struct Aftermath: Sendable, Equatable {
    /// Bytes of what happened that are kept for one call.
    public static let capacity = 4 << 20

    /// What happened, oldest first; at most 1,000, and `capacity` bytes unless the newest alone takes more.
    public private(set) var events: [BackgroundEvent] = []
    /// About how many bytes it takes.
    public private(set) var footprint = 0
    /// How many older ones were dropped.
    public private(set) var dropped = 0

    /// Makes an empty one.
    public init() {}

    /// Adds what happened.
    public mutating func append(_ event: BackgroundEvent) {
        events.append(event)
        footprint += event.footprint
        while events.count > 1_000 || (footprint > Aftermath.capacity && events.count > 1) {
            footprint -= events.removeFirst().footprint
            dropped += 1
        }
    }
}
