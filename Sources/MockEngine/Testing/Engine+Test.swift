import MockModel

/// What the driver of a test needs besides `begin` and `resume`.
extension Engine {
    func begin(_ test: TestDeclaration) -> Step { session.begin(test, current) }

    func endTest() -> Step { session.endTest(current) }

    func standIn(for request: OutgoingRequest) -> Step? { session.standIn(for: request, current) }

    func isWebhook(_ token: WaitToken) -> Bool { session.isWebhook(token) }

    var testNotes: (summary: TestSummary, log: [LogLine]) { session.testNotes }
}
