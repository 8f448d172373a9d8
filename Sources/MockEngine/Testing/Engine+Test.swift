import MockModel

/// What the driver of a test needs besides `begin` and `resume`.
extension Engine {
    func begin(_ test: TestDeclaration) -> Step { session.begin(test, current) }

    func endTest() -> Step { session.endTest(current) }

    func standIn(for request: OutgoingRequest) -> Step? { session.standIn(for: request, current) }

    func isWebhook(_ token: WaitToken) -> Bool { session.isWebhook(token) }

    var testNotes: (summary: TestSummary, log: [LogLine]) { session.testNotes }

    func stub(_ name: String, _ location: SourceLocation) -> TestReply { session.stub(name, location, current) }

    func layBehaviors(_ rules: JSONValue) -> TestReply { session.layBehaviors(rules, current) }

    func keepState() -> TestReply { session.keepState() }

    func restoreState(_ number: Int) -> TestReply { session.restoreState(number) }

    func finish() { session.finish() }

    func setClock(_ time: Int64) { session.setClock(time) }

    /// Puts the default session back to its start, arranged as a scenario says; `nil` chooses none.
    ///
    /// - Throws: `ScenarioFailure` for a name that does not exist, and for a setup that fails.
    public func use(scenario name: String?) throws(ScenarioFailure) {
        try session.use(name, current)
    }

    /// The scenario of the default session.
    public var scenario: String? { session.scenario }
}
