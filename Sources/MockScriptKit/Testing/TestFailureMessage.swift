package import MockEngine
package import MockModel

extension TestOutcome.Failure {
    /// The failure in one line.
    package var message: String {
        switch self {
        case .code(let failure): failure.message
        case .handler(let failed): "\(failed.title): \(failed.failure.message)"
        case .idle: TestOutcome.Failure.idleMessage
        case .unstubbed(let request): TestOutcome.Failure.unstubbedMessage(request)
        case .standStill(let reason, let request): "\(request ?? "the test") \(reason.message)"
        }
    }

    /// The message for an expectation without a condition.
    package static let idleMessage = "expect(…) looks at nothing: add what must hold, such as :equals(…)"

    /// The message for a call of a server that nothing stands in for.
    package static func unstubbedMessage(_ request: OutgoingRequest) -> String {
        "nothing stands in for \(request.method) \(request.url): a test never reaches the network"
    }
}

extension HandlerFailure {
    /// Which code failed: `call 2   POST /carts failed`.
    package var title: String {
        guard let exchange else { return "a timer failed" }
        let name = "\(exchange.request.method) \(exchange.request.target)"
        if case .failure = exchange.reason { return "call \(exchange.call)   \(name) failed" }
        return "call \(exchange.call)   \(name): what went on after the answer failed"
    }
}
