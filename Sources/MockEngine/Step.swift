public import MockModel

/// How far the engine came with a request; a driver carries it out.
public enum Step: Sendable {
    /// Done: write this.
    case deliver(Delivery)
    /// A handler waits; call `Engine.resume` when the wait is over, or `Engine.cancel` when the client is gone.
    case wait(Wait, WaitToken)
}

/// A waiting call: its session, its interpreter and its run.
public struct WaitToken: Sendable, Hashable {
    /// The session's id; "" for a wait of the edge's own.
    public let session: String
    /// The number of the call.
    public let number: Int

    /// Makes a token.
    public init(session: String, number: Int) {
        self.session = session
        self.number = number
    }
}
