import MockModel

extension Session {
    func begin(_ test: TestDeclaration, _ project: CompiledProject) -> Step {
        use { state in
            do throws(ScriptFailure) {
                return try state.begin(test, project)
            } catch { return .finished(error) }
        }
    }

    func endTest() -> Step { use { $0.endTest() } }

    func standIn(for request: OutgoingRequest) -> Step? { use { $0.standIn(for: request) } }

    func isWebhook(_ token: WaitToken) -> Bool {
        use { state in
            if case .webhook = state.waiting[token.number] { return true }
            return false
        }
    }

    /// What the test noted, and what it wrote.
    var testNotes: (summary: TestSummary, log: [LogLine]) {
        use { ($0.testing?.interpreter.summary ?? TestSummary(), $0.testing?.call.log ?? []) }
    }

    func stub(_ name: String, _ location: SourceLocation, _ project: CompiledProject) -> TestReply {
        use { $0.stub(name, location, project) }
    }

    func layBehaviors(_ rules: JSONValue, _ project: CompiledProject) -> TestReply {
        use { $0.layBehaviors(rules, project) }
    }

    func keepState() -> TestReply { use { $0.keepState() } }

    func restoreState(_ number: Int) -> TestReply { use { $0.restoreState(number) } }

    /// Lets go of all code: what is on the agenda holds its interpreter, which holds the world.
    func finish() {
        use { state in
            state.testing = nil
            state.reset()
            state.waiting = [:]
        }
    }

    func setClock(_ time: Int64) { use { $0.world.advance(by: ClockTime.clamped(time) - $0.world.now) } }
}
