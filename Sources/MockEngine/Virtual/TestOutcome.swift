public import MockModel

/// Code of the project that failed while a test ran.
public struct HandlerFailure: Sendable {
    /// The call; `nil` for a timer that no call started.
    public let exchange: Exchange?
    /// Why.
    public let failure: ScriptFailure

    /// Makes a failure.
    public init(exchange: Exchange?, failure: ScriptFailure) {
        self.exchange = exchange
        self.failure = failure
    }
}

/// A route that was called, and the example that answered or that code began as.
public struct CoveredExample: Sendable, Hashable {
    /// The route's name.
    public let route: String
    /// The example's name; `nil` when none took part.
    public let example: String?

    /// Makes one.
    public init(route: String, example: String?) {
        self.route = route
        self.example = example
    }
}

/// What came of a test.
public struct TestOutcome: Sendable {
    /// Why it did not pass.
    public enum Failure: Sendable {
        /// Its own code failed, or what it expects does not hold.
        case code(ScriptFailure)
        /// A handler, a timer or a stream failed.
        case handler(HandlerFailure)
        /// An expectation looks at nothing.
        case idle(SourceLocation)
        /// A handler called a server that nothing stands in for.
        case unstubbed(OutgoingRequest)
        /// It never ends; the request that it waits for, if any.
        case standStill(SimulationStalled, request: String?)
    }

    /// Why it did not pass; `nil` when it did.
    public var failure: Failure?
    /// The calls that it made, in order.
    public var calls: [Exchange] = []
    /// What failed beside that: handlers whose calls the test looked at.
    public var handlers: [HandlerFailure] = []
    /// What the test itself wrote.
    public var log: [LogLine] = []
    /// The routes that were called, and the examples that answered.
    public var covered: Set<CoveredExample> = []
    /// The scenarios that were chosen.
    public var scenarios: Set<String> = []
    /// Time that passed on the session's clock.
    public var sessionTime: Duration = .zero

    /// Makes the outcome of a test that passed and did nothing.
    public init() {}
}
