/// The settings of a project (`mockscript.yaml`); every one is optional.
public struct Settings: Sendable, Equatable {
    /// The name shown in the banner.
    public var name: String?
    /// The port, 0 for a free one.
    public var port: Int?
    /// The path before every route, such as `/v1`.
    public var basePath: PathPattern?
    /// The seed of all chance.
    public var seed: UInt64?
    /// The scenario that the default session begins with.
    public var scenario: String?
    /// The file of an OpenAPI document, relative to the project.
    public var openapi: String?
    /// How the example of a request is found.
    public var matching = Matching.routes
    /// The server behind `mock.proxy`.
    public var upstream: String?
    /// What answers a request that no route matches.
    public var unmatched: Unmatched
    /// Which pages of other origins may read answers.
    public var cors: CORSRules
    /// Whom handlers may call.
    public var network: [String]
    /// The environment variables that handlers may read.
    public var environment: [String]
    /// When the session's clock starts, and whether it runs.
    public var clock: Clock
    /// How a session is chosen, and when it is forgotten.
    public var sessions: Sessions
    /// Layers over routes, in the order written; the most specific pattern comes last.
    public var behaviors: [BehaviorRule]
    /// What a handler and a request may use.
    public var limits: Limits
    /// Which names carry secrets, and who sees those.
    public var redact = Redact()

    /// Which names carry secrets, and who sees those.
    public struct Redact: Sendable, Equatable {
        /// Names beside those that usually carry a secret.
        public var names: [String]
        /// Whether callers of the admin API on this machine do not see secrets either.
        public var isAlways: Bool

        /// Makes settings of redaction.
        public init(names: [String] = [], isAlways: Bool = false) {
            self.names = names
            self.isAlways = isAlways
        }
    }

    /// How the example of a request is found.
    public enum Matching: String, Sendable, CaseIterable {
        /// The most literal route wins, then its examples are asked.
        case routes
        /// All examples are compared with the request, as for a Postman collection.
        case collection
        /// As `collection`, with the guesses of Postman's servers.
        case postman
    }

    /// What answers a request that no route matches.
    public enum Unmatched: Sendable, Equatable {
        /// A problem document with that status.
        case status(Int)
        /// The upstream.
        case proxy
    }

    /// When the session's clock starts, and whether it runs.
    public struct Clock: Sendable, Equatable {
        /// Milliseconds since 1970 at the start; `nil` is the real time.
        public var start: Int64?
        /// Whether it stands still.
        public var isFrozen: Bool

        /// Makes clock settings.
        public init(start: Int64? = nil, isFrozen: Bool = false) {
            self.start = start
            self.isFrozen = isFrozen
        }
    }

    /// How a session is chosen, and when it is forgotten.
    public struct Sessions: Sendable, Equatable {
        /// The header that names a session.
        public var header: String
        /// The time without calls after which a session is forgotten.
        public var idle: Duration

        /// Makes session settings.
        public init(header: String = "X-Mock-Session", idle: Duration = .seconds(3600)) {
            self.header = header
            self.idle = idle
        }
    }

    /// What a handler and a request may use.
    public struct Limits: Sendable, Equatable {
        /// Processor time of one slice of a handler.
        public var cpu: Duration
        /// Bytes that a session may hold: the values of its interpreter and, at most half, what it stores besides.
        public var memory: Int
        /// The time in which code answers a request that is no stream.
        public var time: Duration
        /// Bytes of a request body.
        public var body: Int

        /// Makes limits.
        public init(
            cpu: Duration = .seconds(1), memory: Int = 64 << 20, time: Duration = .seconds(60), body: Int = 10 << 20
        ) {
            self.cpu = cpu
            self.memory = memory
            self.time = time
            self.body = body
        }
    }

    /// Makes settings, all at their defaults.
    public init(
        name: String? = nil, port: Int? = nil, basePath: PathPattern? = nil, seed: UInt64? = nil,
        scenario: String? = nil,
        openapi: String? = nil, upstream: String? = nil, unmatched: Unmatched = .status(404),
        cors: CORSRules = .standard, network: [String] = [],
        environment: [String] = [], clock: Clock = Clock(), sessions: Sessions = Sessions(),
        behaviors: [BehaviorRule] = [], limits: Limits = Limits()
    ) {
        self.name = name
        self.port = port
        self.basePath = basePath
        self.seed = seed
        self.scenario = scenario
        self.openapi = openapi
        self.upstream = upstream
        self.unmatched = unmatched
        self.cors = cors
        self.network = network
        self.environment = environment
        self.clock = clock
        self.sessions = sessions
        self.behaviors = behaviors
        self.limits = limits
    }
}
