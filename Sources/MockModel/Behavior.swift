/// A layer over a route that its code knows nothing about.
public struct Behavior: Sendable, Equatable {
    /// Time before the first byte.
    public var delay: Latency?
    /// Speed of the body.
    public var rate: Rate?
    /// A share of calls that fail.
    public var fail: Fail?
    /// A limit on calls.
    public var limit: Limit?

    /// A share of calls that fail.
    public struct Fail: Sendable, Equatable {
        /// The share, 0 to 1.
        public var rate: Double
        /// The status of a failed call.
        public var status: Int
        /// The example that answers instead of a plain status.
        public var example: String?
        /// What goes wrong on the wire instead of an answer.
        public var fault: Fault?

        /// Makes a share of failures.
        public init(rate: Double = 1, status: Int = 503, example: String? = nil, fault: Fault? = nil) {
            self.rate = rate
            self.status = status
            self.example = example
            self.fault = fault
        }
    }

    /// A limit on calls.
    public struct Limit: Sendable, Equatable {
        /// How many calls.
        public var requests: Int
        /// In which time.
        public var per: Duration
        /// What tells clients apart: `ip`, `header.x-api-key`, `query.key`; `nil` counts all together.
        public var key: String?
        /// The status past the limit.
        public var status: Int
        /// The example that answers past the limit.
        public var example: String?

        /// Makes a limit.
        public init(requests: Int, per: Duration, key: String? = nil, status: Int = 429, example: String? = nil) {
            self.requests = requests
            self.per = per
            self.key = key
            self.status = status
            self.example = example
        }
    }

    /// Makes a behavior.
    public init(delay: Latency? = nil, rate: Rate? = nil, fail: Fail? = nil, limit: Limit? = nil) {
        self.delay = delay
        self.rate = rate
        self.fail = fail
        self.limit = limit
    }
}

/// A behavior and the routes it covers.
public struct BehaviorRule: Sendable, Equatable {
    /// The pattern as written: `/**`, `/payments/**`, `GET /users/{id}`.
    public var pattern: String
    /// The layer.
    public var behavior: Behavior
    /// Where it was written.
    public var location: SourceLocation?

    /// Makes a rule.
    public init(pattern: String, behavior: Behavior, location: SourceLocation? = nil) {
        self.pattern = pattern
        self.behavior = behavior
        self.location = location
    }
}
