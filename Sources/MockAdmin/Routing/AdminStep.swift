public import MockModel

/// How far a call of the admin API came.
public enum AdminStep: Sendable {
    /// The whole answer.
    case answer(Response)
    /// A head, and a body whose parts are made while the client takes them.
    case stream(Response, any AdminBody)
    /// Something is not there yet: the handler is called again when ``AdminCall/waiter()`` is woken, at the latest
    /// after this time.
    case again(within: Duration)
    /// Work that is too long for an event loop: done on another thread, then the call goes on.
    indirect case work(@Sendable () -> AdminStep)
}

/// The threads for work that is too long for an event loop.
public struct AdminWorkers: Sendable {
    let start: @Sendable (@escaping @Sendable () -> Void) -> Void
    let wake: @Sendable (WaitToken) -> Void

    /// Makes workers.
    ///
    /// - Parameters:
    ///   - start: runs a piece of work on another thread.
    ///   - wake: ends the wait of a token, from any thread.
    public init(
        start: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void,
        wake: @escaping @Sendable (WaitToken) -> Void
    ) {
        self.start = start
        self.wake = wake
    }
}
