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
    private let queue = SessionQueue()

    /// How often a thread tries to get a session that another one uses, before it does something else meanwhile: some 50 µs.
    private static let attempts = 200

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

    func begin(_ request: Request, _ project: CompiledProject, orWake waiter: () -> WaitToken) -> Step? {
        if let collection = project.collection {
            let match = collection.match(request)
            return use(orWake: waiter) { $0.answer(request, match, project) }
        }
        let outcome = project.matcher.match(request)
        return use(orWake: waiter) { $0.answer(request, outcome, project) }
    }

    func resume(_ token: WaitToken, with outcome: WaitOutcome) -> Step {
        use { $0.resume(token, with: outcome) }
    }

    func resume(_ token: WaitToken, with outcome: WaitOutcome, orWake waiter: () -> WaitToken) -> Step? {
        use(orWake: waiter) { $0.resume(token, with: outcome) }
    }

    /// Never waits: while code of another thread runs, the end is noted, and carried out as soon as that gives the session back; then
    /// the exchange is in the journal alone.
    @discardableResult
    func cancel(_ token: WaitToken) -> Exchange? {
        if let exchange = attempt({ $0.cancel(token) }) { return exchange }
        wait { $0.cancelled.append(token) }
        return nil
    }

    func refuse(
        _ request: Request, unknownSession wanted: String, header: String, _ project: CompiledProject
    ) -> Step {
        use { $0.refuse(request, unknownSession: wanted, header: header, existing: [id], project) }
    }

    func refuse(
        _ request: Request, unknownSession wanted: String, header: String, _ project: CompiledProject,
        orWake waiter: () -> WaitToken
    ) -> Step? {
        use(orWake: waiter) { $0.refuse(request, unknownSession: wanted, header: header, existing: [id], project) }
    }

    func advance(by duration: Duration) {
        use { $0.world.pass(duration) }
    }

    func runNextDue() -> Step? {
        use { $0.runNextDue() }
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
        var news: SessionEvents?
        let result = state.withLock { state in
            let result = body(&state)
            news = state.world.takeNews()
            return result
        }
        if let news { tell(news) }
        if queue.isOccupied { admit() }
        return result
    }

    /// Does something under the lock as ``use(_:)`` does; while code of another thread holds the session, `nil`, and the token is woken
    /// when it is free.
    private func use<Result>(
        orWake waiter: () -> WaitToken, _ body: (inout SessionState) -> sending Result
    ) -> sending Result? {
        if let result = attempt(body) { return result }
        let token = waiter()
        wait { $0.waiters.append(token) }
        return nil
    }

    /// Does something under the lock, unless that is held for longer than a call takes.
    private func attempt<Result>(_ body: (inout SessionState) -> sending Result) -> sending Result? {
        for _ in 0..<Session.attempts {
            var news: SessionEvents?
            let result = state.withLockIfAvailable { state in
                let result = body(&state)
                news = state.world.takeNews()
                return result
            }
            if let result {
                if let news { tell(news) }
                if queue.isOccupied { admit() }
                return result
            }
            if isAwaited { return nil }
        }
        return nil
    }

    /// Looks for a moment whether others wait already: then the session is held for long.
    private var isAwaited: Bool {
        for _ in 0..<Session.attempts where queue.isOccupied { return true }
        return false
    }

    /// Queues something for when the session is free.
    private func wait(_ change: (inout SessionQueue.Entries) -> Void) {
        queue.add(change)
        // It may have been given back meanwhile, by a thread that saw nothing wait.
        if state.withLockIfAvailable({ _ in }) != nil { admit() }
    }

    /// Carries out what waited for the session.
    private func admit() {
        let entries = queue.takeAll()
        for token in entries.cancelled { cancel(token) }
        guard let driver = driver.withLock({ $0 }) else { return }
        for token in entries.waiters { driver.wake(token) }
    }

    private func tell(_ news: SessionEvents) {
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

    func callCount(orWake waiter: () -> WaitToken) -> Int? {
        use(orWake: waiter) { $0.calls }
    }

    func journal(orWake waiter: () -> WaitToken) -> (exchanges: [Exchange], dropped: Int)? {
        use(orWake: waiter) { ($0.journal.exchanges, $0.journal.dropped) }
    }

    var journal: (exchanges: [Exchange], dropped: Int) {
        state.withLock { ($0.journal.exchanges, $0.journal.dropped) }
    }
}
