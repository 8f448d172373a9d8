import MockModel
import Synchronization

/// One isolated world: state, clock, chance, turns, journal, and the code that runs in it.
///
/// Its lock is held for the microseconds of `begin` or `resume` and given up while a handler waits: a handler runs alone
/// in its session until it waits.
final class Session: Sendable {
    let id: String
    private let state: Mutex<SessionState>
    private let driver = Mutex<(any BackgroundDriver)?>(nil)

    init(
        id: String, project: CompiledProject, options: Engine.Options, files: any ProjectFiles,
        wallClock: any WallClock
    ) {
        self.id = id
        let settings = project.project.settings
        let clock = options.clock ?? settings.clock
        state = Mutex(
            SessionState(
                world: SessionWorld(
                    id: id, seed: options.seed ?? settings.seed ?? 0,
                    clock: clock, wallClock: wallClock, seeds: project.seeds, files: files),
                delay: options.delay))
    }

    /// Timers hold their interpreter, which holds the world that holds them: the end of the session undoes that.
    deinit {
        state.withLock { $0.world.agenda.remove { _ in true } }
    }

    func begin(_ request: Request, _ project: CompiledProject) -> Step {
        if let collection = project.collection {
            let match = collection.match(request)
            return use { $0.answer(request, match, project) }
        }
        let outcome = project.matcher.match(request)
        return use { $0.answer(request, outcome, project) }
    }

    func resume(_ token: WaitToken, with outcome: WaitOutcome) -> Step {
        use { $0.resume(token, with: outcome) }
    }

    func cancel(_ token: WaitToken) -> Exchange? {
        use { $0.cancel(token) }
    }

    func refuse(
        _ request: Request, unknownSession wanted: String, header: String, _ project: CompiledProject
    ) -> Step {
        use { $0.refuse(request, unknownSession: wanted, header: header, existing: [id], project) }
    }

    func advance(by duration: Duration) {
        use { $0.world.advance(by: duration.milliseconds) }
    }

    func runDue() -> [Step] {
        use { $0.runDue() }
    }

    /// Back to the start of the session's scenario.
    func reset(_ project: CompiledProject) throws(ScenarioFailure) {
        let failure: ScenarioFailure? = use { state in
            do throws(ScenarioFailure) {
                try state.reset(project)
                return nil
            } catch { return error }
        }
        if let failure { throw failure }
    }

    func use(_ scenario: String?, _ project: CompiledProject) throws(ScenarioFailure) {
        let failure: ScenarioFailure? = use { state in
            do throws(ScenarioFailure) {
                try state.use(scenario, project)
                return nil
            } catch { return error }
        }
        if let failure { throw failure }
    }

    var scenario: String? { state.withLock { $0.scenario } }

    var now: Int64 { state.withLock { $0.world.now } }

    var timeToNextJob: Duration? { state.withLock { $0.world.realTimeToNextJob } }

    var nextDue: Int64? { state.withLock { $0.world.agenda.nextDue } }

    /// Does something under the lock, then tells the driver what follows from it.
    func use<Result>(_ body: (inout SessionState) -> sending Result) -> sending Result {
        var news: BackgroundNews?
        let result = state.withLock { state in
            let result = body(&state)
            news = state.world.takeNews()
            return result
        }
        if let news { tell(news) }
        return result
    }

    private func tell(_ news: BackgroundNews) {
        guard let driver = driver.withLock({ $0 }) else { return }
        if case .after(let time) = news.schedule { driver.schedule(id, after: time) }
        for token in news.woken { driver.wake(token) }
        for (event, call) in news.events { driver.note(event, session: id, call: call) }
    }

    /// Sets who carries out what the session does later.
    func attach(_ background: (any BackgroundDriver)?) -> (any BackgroundDriver)? {
        driver.withLock { driver in
            defer { driver = background }
            return driver
        }
    }

    var callCount: Int { state.withLock { $0.calls } }

    var journal: (exchanges: [Exchange], dropped: Int) {
        state.withLock { ($0.journal.exchanges, $0.journal.dropped) }
    }
}
