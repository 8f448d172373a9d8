public import MockEngine
public import MockModel

/// What the edge asks for answers: the engine, or a test's stand-in.
///
/// Every method but `work` is called on an event loop, returns at once, and is safe to call from several loops at the same time.
public protocol RequestAnswerer: AnyObject, Sendable {
    /// Bytes that the body of a request may have (`limits.body`), asked for each message, so that a reload takes effect.
    var bodyLimit: Int { get }
    /// Whether some requests are answered although all connections are in use.
    var hasAdministration: Bool { get }
    /// Whether a request is one of them.
    func isAdministrative(_ request: Request) -> Bool
    /// An answer of the edge's own with what lets a page of another origin read it, by the header of the request.
    func share(_ response: Response, with headers: HeaderFields) -> Response
    /// Begins with a request.
    func begin(_ request: Request) -> Step
    /// Goes on after a wait.
    func resume(_ token: WaitToken, with outcome: WaitOutcome) -> Step
    /// Runs the code of a wait on the thread of a worker; then the wait is over.
    func work(_ token: WaitToken)
    /// Ends a waiting call, because its client is gone; gives the exchange of one that was not answered yet.
    @discardableResult
    func cancel(_ token: WaitToken) -> Exchange?
    /// Notes a request whose client left before it could be answered; gives its exchange, where one is kept.
    func leave(_ request: Request, because reason: Exchange.Reason) -> Exchange?
    /// The real time until a session's next timer or webhook; `nil` when there is none, or its clock stands still.
    func timeToNextJob(of session: String) -> Duration?
    /// Begins with a session's next timer or webhook, when its time has come; `nil` when nothing is due.
    func runNextDue(_ session: String) -> Step?
}

/// An answerer without jobs and without an admin API.
extension RequestAnswerer {
    /// None are.
    public var hasAdministration: Bool { false }
    /// It is none.
    public func isAdministrative(_ request: Request) -> Bool { false }
    /// The answer as it is.
    public func share(_ response: Response, with headers: HeaderFields) -> Response { response }
    /// Nothing is kept.
    public func leave(_ request: Request, because reason: Exchange.Reason) -> Exchange? { nil }
    /// There is no code that takes its time.
    public func work(_ token: WaitToken) {}
    /// There is none.
    public func timeToNextJob(of session: String) -> Duration? { nil }
    /// There is none.
    public func runNextDue(_ session: String) -> Step? { nil }
}
