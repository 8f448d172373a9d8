public import MockModel

/// Runs calls in virtual time: a wait moves the session's clock and is over at once.
public struct VirtualDriver {
    private let engine: Engine

    /// Makes a driver of an engine.
    public init(_ engine: Engine) {
        self.engine = engine
    }

    /// Answers a request; `nil` when a handler waits for ever.
    ///
    /// The delivery's own delay is left to the caller.
    public func deliver(_ request: Request) -> Delivery? {
        var step = engine.begin(request)
        while true {
            switch step {
            case .deliver(let delivery): return delivery
            case .wait(.sleep(let duration?), let token):
                engine.advance(by: duration)
                step = engine.resume(token, with: .elapsed)
            case .wait(_, let token):
                engine.cancel(token)
                return nil
            case .finished: return nil
            }
        }
    }
}
