import MockModel
import Synchronization

/// Whose turn it is in the world.
///
/// The ledger knows who has the world, and who comes next. What finds it taken is queued under a token, and the driver is told when the
/// world is promised to that: it resumes the token, or has a worker run it. The mutex around the runtime is therefore free for the thread that
/// has the world.
extension Session {
    /// How often a thread looks whether a world that is taken is free again, before it does something else: some 50 µs.
    private static let looks = 20_000

    /// Runs code: now, when the world is free or soon will be, else in its turn.
    ///
    /// - Parameters:
    ///   - task: the code.
    ///   - token: the wait that it goes on under, when it has one.
    func run(_ task: CodeTask, under token: WaitToken? = nil) -> Step {
        var task = task
        task.isForWorker = task.route?.load.isHeavy == true && background?.hasWorkers == true
        if !task.isForWorker, takeWorld() { return perform(task) }
        let token = token ?? facts.nextToken()
        let isPromised = change { ledger in
            ledger.waiting[token.number] = .ready(task)
            return ledger.world.enter(token.number)
        }
        if isPromised { tell(token.number) }
        return .wait(.world, token)
    }

    /// Runs code that has the world, and gives it back.
    func perform(_ task: CodeTask) -> Step {
        perform(task) { ledger, progress in ledger.settle(progress) }
    }

    /// Runs code that has the world, and gives it back with what is noted of it.
    func perform<Result: Sendable>(_ task: CodeTask, _ settle: (inout Ledger, Progress) -> Result) -> Result {
        var events: SessionEvents?
        RunningRoute.enter(task.route)
        let progress = runtime.withLock { runtime in
            let progress = runtime.perform(task, self)
            events = runtime.world.takeEvents()
            return progress
        }
        RunningRoute.leave()
        return giveBack(events) { settle(&$0, progress) }
    }

    /// Does something to the session beside its calls, then tells the driver what follows from it.
    ///
    /// Waits for the code that runs now: not for an event loop.
    func use<Result: Sendable>(_ body: (inout SessionRuntime) -> Result) -> Result {
        while !change({ $0.world.takeFirst() }) { runtime.withLock { _ in } }
        return perform(body)
    }

    /// Does the same when no thread has the world and none waits for it; `nil` when one does.
    func useIfFree<Result: Sendable>(_ body: (inout SessionRuntime) -> Result) -> Result? {
        change { $0.world.take() } ? perform(body) : nil
    }

    private func perform<Result: Sendable>(_ body: (inout SessionRuntime) -> Result) -> Result {
        var events: SessionEvents?
        let (result, time) = runtime.withLock { runtime in
            let result = body(&runtime)
            events = runtime.world.takeEvents()
            return (result, runtime.world.time)
        }
        return giveBack(events) { ledger in
            ledger.time = time
            return result
        }
    }

    /// Tries to get the world for a moment; where no driver could tell that it is free, waits for it.
    private func takeWorld() -> Bool {
        while true {
            if change({ $0.world.take() }) { return true }
            if !isSoonFree {
                guard background == nil else { return false }
                runtime.withLock { _ in }
            }
        }
    }

    /// Looks for a moment whether the world is given back.
    private var isSoonFree: Bool {
        for _ in 0..<Session.looks {
            switch WorldQueue.Outlook(rawValue: outlook.load(ordering: .relaxed)) {
            case .free: return true
            case .later: return false
            default: continue
            }
        }
        return false
    }

    /// Changes who has the world, or what waits for it.
    func change<Result: Sendable>(_ body: (inout Ledger) -> Result) -> Result {
        ledger.withLock { ledger in
            let result = body(&ledger)
            outlook.store(ledger.world.outlook.rawValue, ordering: .relaxed)
            return result
        }
    }

    /// Gives the world back, once the runs are ended whose clients have left, and tells the driver what it has to do.
    private func giveBack<Result: Sendable>(
        _ events: SessionEvents?, _ settle: (inout Ledger) -> Result
    ) -> Result {
        var abandoned: [Run] = []
        var next: Int?
        var settled: [SettledCommand] = []
        var isMoveReady = false
        let result = change { ledger in
            if let events { ledger.note(events) }
            let result = settle(&ledger)
            settled = ledger.takeSettled()
            isMoveReady = ledger.isMoveReady
            abandoned = ledger.takeAbandoned()
            if abandoned.isEmpty { next = ledger.world.giveBack() }
            return result
        }
        if let events { tell(events) }
        for command in settled { command.finish() }
        if isMoveReady { background?.schedule(id, after: .zero) }
        if !abandoned.isEmpty {
            end(abandoned)
        } else if let next {
            tell(next)
        }
        return result
    }

    /// Ends runs whose clients have left, and gives the world back.
    private func end(_ runs: [Run]) {
        var events: SessionEvents?
        runtime.withLock { runtime in
            for run in runs { runtime.abandon(run, self) }
            events = runtime.world.takeEvents()
        }
        giveBack(events) { (_: inout Ledger) in () }
    }

    /// Ends runs whose clients have left, as soon as the world is free.
    func endAbandoned() {
        guard change({ $0.world.take() }) else { return }
        giveBack(nil) { (_: inout Ledger) in () }
    }

    /// Tells the driver that the world is promised to a wait.
    func tell(_ number: Int) {
        let isForWorker = ledger.withLock { ledger in
            if case .ready(let task) = ledger.waiting[number] { task.isForWorker } else { false }
        }
        let token = WaitToken(session: id, number: number)
        if isForWorker { background?.work(token) } else { background?.wake(token) }
    }

    private func tell(_ events: SessionEvents) {
        guard let driver = background else { return }
        if case .after(let time) = events.schedule { driver.schedule(id, after: time) }
        for token in events.woken { driver.wake(token) }
        for (event, call) in events.events { driver.note(event, session: id, call: call) }
    }
}
