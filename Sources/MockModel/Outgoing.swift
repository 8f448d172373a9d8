/// A request to another server, as code asked for it.
public struct OutgoingRequest: Sendable, Equatable {
    /// The method, in capitals.
    public var method: String
    /// The absolute URL.
    public var url: String
    /// The header, without the framing fields.
    public var headers: HeaderFields
    /// The body.
    public var body: [UInt8]
    /// The time for all of it, from the look-up of the name to the last byte of the answer.
    public var timeout: Duration
    /// Whom the project may call: `network` of the settings, and the upstream.
    public var allowed: [String]

    /// Makes a request.
    public init(
        method: String = "GET", url: String, headers: HeaderFields = HeaderFields(), body: [UInt8] = [],
        timeout: Duration = .seconds(10), allowed: [String] = []
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.allowed = allowed
    }
}

/// What came of a request to another server.
public enum OutgoingResult: Sendable, Equatable {
    /// It answered; the body is in memory.
    case response(Response)
    /// Nothing usable came back.
    case failure(OutgoingFailure)
}

/// Why another server gave no answer.
public struct OutgoingFailure: Error, Sendable, Equatable {
    /// What happened, by the name that code sees as `error`.
    public enum Kind: String, Sendable, CaseIterable {
        /// The time was over.
        case timeout
        /// No process listens there.
        case refused
        /// The connection ended before the answer did.
        case reset
        /// The name has no address.
        case unknownHost = "unknown_host"
        /// No trusted encrypted connection came about.
        case tls
        /// The settings do not allow this server.
        case notAllowed = "not_allowed"
        /// The answer is larger than is taken.
        case tooLarge = "too_large"
        /// What came back is not HTTP.
        case `protocol`
    }

    /// What happened.
    public var kind: Kind
    /// The same in a sentence: `fx.example.test refused the connection`.
    public var message: String

    /// Makes a failure.
    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
