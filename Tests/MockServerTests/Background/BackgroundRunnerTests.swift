import MockEngine
import MockModel
import MockServer
import Synchronization
import TestSupport
import Testing

/// Jobs of sessions in real time.
@Suite(.ownThreads) struct BackgroundRunnerTests {
    /// Has jobs at certain times; each sleeps once.
    private final class JobAnswerer: RequestAnswerer {
        let bodyLimit = 0
        private let state = Mutex((due: [ContinuousClock.Instant](), resumed: [WaitOutcome](), jobs: 0))

        var resumed: [WaitOutcome] { state.withLock { $0.resumed } }

        func add(after time: Duration) { state.withLock { $0.due.append(.now + time) } }
        func begin(_ request: Request) -> Step { .finished(nil) }
        func cancel(_ token: WaitToken) -> Exchange? { nil }

        func timeToNextJob(of session: String) -> Duration? {
            state.withLock { $0.due.min().map { max(.zero, $0 - .now) } }
        }

        func runNextDue(_ session: String) -> Step? {
            state.withLock { state in
                guard let due = state.due.firstIndex(where: { $0 <= .now }) else { return nil }
                state.due.remove(at: due)
                state.jobs += 1
                return .wait(.sleep(.milliseconds(5)), WaitToken(session: session, number: state.jobs))
            }
        }

        func resume(_ token: WaitToken, with outcome: WaitOutcome) -> Step {
            state.withLock { $0.resumed.append(outcome) }
            return .finished(nil)
        }
    }

    private func withRunner(
        _ answerer: JobAnswerer, _ body: (BackgroundRunner) async throws -> Void
    ) async throws {
        let runner = BackgroundRunner { _, _, _ in }
        runner.schedule("default", after: .milliseconds(1))
        let server = try await Server.start(
            answerer: answerer, options: ServerOptions(threads: 2, patience: .hours), background: runner)
        try await body(runner)
        await server.stop(drain: .zero)
    }

    @Test func `jobs run when their time has come, those that were there before the server too`() async throws {
        let answerer = JobAnswerer()
        answerer.add(after: .milliseconds(10))
        try await withRunner(answerer) { (runner: BackgroundRunner) async throws -> Void in
            #expect(try await eventually { answerer.resumed == [.elapsed] })
            answerer.add(after: .milliseconds(10))
            answerer.add(after: .milliseconds(20))
            runner.schedule("default", after: nil)
            #expect(try await eventually { answerer.resumed.count == 3 })
        }
    }

    @Test func `what is told late does not lose a job`() async throws {
        let answerer = JobAnswerer()
        try await withRunner(answerer) { (runner: BackgroundRunner) async throws -> Void in
            answerer.add(after: .milliseconds(30))
            runner.schedule("default", after: .milliseconds(30))
            runner.schedule("default", after: nil)
            runner.schedule("default", after: .seconds(60))
            #expect(try await eventually { answerer.resumed == [.elapsed] })
        }
    }

    @Test func `what happens is reported`() async throws {
        let heard = Mutex<[Int?]>([])
        let runner = BackgroundRunner { _, _, call in heard.withLock { $0.append(call?.call) } }
        let call = Exchange(
            call: 7, session: "default", time: 0, request: Request(method: "GET", target: "/"), reason: .unanswered)
        runner.note(.log([]), session: "default", call: call)
        #expect(heard.withLock { $0 } == [7])
    }
}
