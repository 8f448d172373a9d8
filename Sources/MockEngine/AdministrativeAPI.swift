public import MockModel

/// An API beside the mocks, such as the admin API; its calls are neither numbered nor in the journal.
public protocol AdministrativeAPI: AnyObject, Sendable {
    /// Keeps what follows a wait, and gives the token of the wait.
    typealias Hold = @Sendable (@escaping @Sendable (WaitOutcome) -> Step) -> WaitToken

    /// Whether a request is meant for this API.
    func owns(_ request: Request) -> Bool

    /// Takes a request as far as possible without waiting.
    ///
    /// - Parameters:
    ///   - request: a request that the API owns.
    ///   - hold: called before a wait begins; the driver calls what was kept when the wait is over, and drops it when the client is gone.
    func begin(_ request: Request, hold: @escaping Hold) -> Step
}
