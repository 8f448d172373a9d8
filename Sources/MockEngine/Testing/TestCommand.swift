import MockModel

/// What a Lua test asks of its session, as a command.
struct TestCommand: Sendable {
    let command: SessionCommand
    /// The function that the test called, in front of what is refused; empty when the message needs none.
    private let function: String

    /// Translates what a test asks for; `nil` when it needs no session, or a snapshot that is not there.
    init?(_ wait: TestWait, _ snapshots: [SessionSnapshot]) {
        switch wait {
        case .advance(let time): self.init(.clock(.advance(time)), "api.clock:advance: ")
        case .setClock(let time): self.init(.clock(.set(time)), "api.clock:set: ")
        case .calls(let route):
            var query = CallQuery()
            query.route = route
            self.init(.calls(.list(query)), "api:calls: ")
        case .webhooks: self.init(.calls(.webhooks))
        case .reset: self.init(.whole(.reset))
        case .scenario(let name): self.init(.whole(.use(name)))
        case .snapshot: self.init(.whole(.snapshot))
        case .restore(let number):
            guard snapshots.indices.contains(number - 1) else { return nil }
            self.init(.whole(.restore(snapshots[number - 1], .state)))
        case .behaviors(let rules): self.init(.arrangement(.layBehaviors(rules)), "api:behaviors: ")
        case .stub(let route, let location):
            self.init(.arrangement(.stub(route: route, location: location)), "api:stub: ")
        case .request, .openSocket, .sendMessage, .receiveMessage, .closeSocket: return nil
        }
    }

    private init(_ command: SessionCommand, _ function: String = "") {
        self.command = command
        self.function = function
    }

    /// A failure as an error at the line of the test.
    func refusal(_ failure: CommandFailure) -> String {
        "\(function)\(failure.message)\(failure.hint.map { "; \($0)" } ?? "")"
    }
}
