import Foundation
package import MockEngine
package import MockModel
import MockServer
import Synchronization

/// The tests of one version of a project, run side by side, each in a fresh frozen session.
package struct TestSuite: Sendable {
    private let project: CompiledProject
    private let tests: [TestDeclaration]
    private let files: DiskFiles
    private let seed: UInt64
    private let workers: Int
    private let stopsAtFailure: Bool

    /// One test and its outcome.
    package struct Result: Sendable {
        package let test: TestDeclaration
        package let outcome: TestOutcome
        /// Real time.
        package let duration: Duration

        /// Makes a result.
        package init(test: TestDeclaration, outcome: TestOutcome, duration: Duration) {
            self.test = test
            self.outcome = outcome
            self.duration = duration
        }
    }

    /// Makes a suite.
    ///
    /// - Parameters:
    ///   - project: the version that is tested.
    ///   - tests: the tests to run.
    ///   - files: what handlers may read.
    ///   - seed: the start of all chance.
    ///   - workers: how many tests run at once.
    ///   - stopsAtFailure: whether tests after the first failure are left out.
    package init(
        project: CompiledProject, tests: [TestDeclaration], files: DiskFiles, seed: UInt64, workers: Int,
        stopsAtFailure: Bool
    ) {
        self.project = project
        self.tests = tests
        self.files = files
        self.seed = seed
        self.workers = workers
        self.stopsAtFailure = stopsAtFailure
    }

    /// Runs them; the results are in the order of the tests.
    ///
    /// With `stopsAtFailure`, those behind the first failure are left out.
    package func run() -> [Result] {
        let results = Mutex<[Result?]>(Array(repeating: nil, count: tests.count))
        let next = Atomic<Int>(0)
        let last = Atomic<Int>(Int.max)
        let group = DispatchGroup()
        for _ in 0..<max(1, min(workers, tests.count)) {
            group.enter()
            let thread = Thread {
                while true {
                    let index = next.add(1, ordering: .relaxed).oldValue
                    guard index < tests.count, index <= last.load(ordering: .relaxed) else { break }
                    let result = run(tests[index])
                    results.withLock { $0[index] = result }
                    if stopsAtFailure, result.outcome.failure != nil { _ = last.min(index, ordering: .relaxed) }
                }
                group.leave()
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
        group.wait()
        return cut(results.withLock { $0 })
    }

    /// The same seed gives the same run: whatever was run beyond the first failure is not told.
    private func cut(_ results: [Result?]) -> [Result] {
        let done = results.compactMap(\.self)
        guard stopsAtFailure, let first = done.firstIndex(where: { $0.outcome.failure != nil }) else { return done }
        return Array(done[...first])
    }

    private func run(_ test: TestDeclaration) -> Result {
        let began = ContinuousClock.now
        let clock = Settings.Clock(start: start, isFrozen: true)
        // Else a failure rate of 5 % would hit the first call of every test, or of none.
        let own = RandomGenerator.mixed(seed: seed, session: test.script, route: test.name)
        let engine = Engine(
            project, options: .init(seed: own, clock: clock), files: files, wallClock: StillClock(milliseconds: start))
        var outcome = VirtualDriver(engine, files: DiskBodies()).run(test)
        if outcome.failure == nil {
            // The results of a test that passed are not shown.
            outcome.calls = []
            outcome.log = []
            outcome.handlers = []
        }
        return Result(test: test, outcome: outcome, duration: .now - began)
    }

    /// The time at which every test begins.
    private var start: Int64 {
        project.project.settings.clock.start ?? TestSuite.usualStart
    }

    /// 2026-01-01T00:00:00Z.
    private static let usualStart: Int64 = 1_767_225_600_000
}
