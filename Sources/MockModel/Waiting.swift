/// A wait: whose it is, and its number there.
public struct WaitToken: Sendable, Hashable {
    /// Whose wait it is.
    public enum Owner: Sendable, Hashable {
        /// That of a session, by its id.
        case session(String)
        /// The edge's own.
        case edge
    }

    /// Whose wait it is.
    public let owner: Owner
    /// Its number, given by its owner; of one number, at most one wait goes on at a time.
    public let number: Int

    /// Makes the token of a session's wait.
    public init(session: String, number: Int) {
        owner = .session(session)
        self.number = number
    }

    /// Makes the token of a wait of the edge's own.
    public init(edge number: Int) {
        owner = .edge
        self.number = number
    }

    /// The session's id; `nil` for a wait of the edge's own.
    public var session: String? {
        if case .session(let id) = owner { id } else { nil }
    }
}

/// What a run waits for; a driver carries it out.
public enum Wait: Sendable, Equatable {
    /// A time on the session's clock; `nil` waits for ever.
    case sleep(Duration?)
    /// The answer of another server.
    case fetch(OutgoingRequest)
    /// Room for a part of a stream or for a WebSocket message, which is written at once.
    case send(StreamPart)
    /// The client's next WebSocket message, for at most a time; `nil` waits for ever. A value in the subscription ends it too.
    case receive(Duration?, subscription: Int)
    /// A value published in the session, by the number of the subscription; the engine tells its `BackgroundDriver` when it is there.
    case message(subscription: Int)
    /// An interim answer 103 with these fields, which is written at once (RFC 8297).
    case earlyHints(HeaderFields)
    /// The session's world, which other code holds, or the worker thread on which its code runs; the engine tells its `BackgroundDriver`
    /// when it is there.
    case world
    /// What a test asks of the driver that plays it.
    case test(TestWait)
}

/// How a wait ended.
public enum WaitOutcome: Sendable, Equatable {
    /// The time has come, or the time to wait for a message is over.
    case elapsed
    /// The head of the stream is on the wire: its function may begin.
    case opened
    /// Another server answered, or did not.
    case fetched(OutgoingResult)
    /// The part or the interim answer is written, and there is room for more.
    case sent
    /// A message has come.
    case received(WebSocketMessage)
    /// The client closed its WebSocket: no message will come.
    case closed
    /// The value that was waited for is there.
    case woken
    /// What a test asked for is done, or cannot be.
    case tested(TestReply)
}

/// What the function of a stream sends.
public enum StreamPart: Sendable, Equatable {
    /// Bytes of the body.
    case bytes([UInt8])
    /// A WebSocket text message, in UTF-8.
    case text([UInt8])
    /// A WebSocket binary message.
    case binary([UInt8])
    /// The end of a WebSocket, with its code and reason (RFC 6455 §7.4).
    case close(code: Int, reason: String)
}

/// A message that a WebSocket client sent (RFC 6455 §5.6).
public enum WebSocketMessage: Sendable, Equatable {
    /// Text, checked to be UTF-8.
    case text([UInt8])
    /// Any bytes.
    case binary([UInt8])
}

/// A body that code makes once the head is on the wire.
///
/// A class, so that the deliveries of all other responses stay small.
public final class StreamOrder: Sendable {
    /// What is sent.
    public enum Kind: Sendable, Equatable {
        /// Server-sent events, already encoded.
        case events
        /// Bytes.
        case bytes
        /// WebSocket messages, both ways.
        case socket
    }

    /// What is sent.
    public let kind: Kind
    /// What to resume with `.opened`, or to cancel when the client is gone before.
    public let token: WaitToken

    /// Makes an order.
    public init(kind: Kind, token: WaitToken) {
        self.kind = kind
        self.token = token
    }
}
