import MockModel
import Synchronization

/// What the driver of a test asks of its session.
extension Session {
    func begin(_ test: TestDeclaration, _ project: CompiledProject) -> Step {
        let progress = use { $0.begin(test, project, self) }
        ledger.withLock { ledger in
            ledger.hasTest = true
            ledger.arrangement = nil
        }
        return note(progress)
    }

    func endTest(_ project: CompiledProject) -> Step { note(use { $0.endTest(project, self) }) }

    func standIn(for request: OutgoingRequest, _ project: CompiledProject) -> Step? {
        use { $0.standIn(for: request, project, self) }.map { note($0) }
    }

    func isWebhook(_ token: WaitToken) -> Bool {
        ledger.withLock { ledger in
            if case .webhook = ledger.waiting[token.number] { true } else { false }
        }
    }

    /// What the test noted, and what it wrote.
    var testNotes: (summary: TestSummary, log: [LogLine]) {
        use { ($0.test?.interpreter.summary ?? TestSummary(), $0.test?.call.log ?? []) }
    }
}
