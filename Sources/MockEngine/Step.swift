public import MockModel

/// How far the engine came with a request; a driver carries it out.
public enum Step: Sendable {
    /// Done: write this.
    case deliver(Delivery)
    /// A handler waits; call `Engine.resume` when the wait is over, or `Engine.cancel` when the client is gone.
    indirect case wait(Wait, WaitToken)
    /// The function of a stream or a background job is over; the failure says why when it did not end by itself.
    indirect case finished(ScriptFailure?)
}
