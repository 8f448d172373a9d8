import MockModel
import Synchronization

/// One isolated world: state, clock, chance, turns, journal, and the code that runs in it.
///
/// In two parts. The **ledger** is locked for microseconds: a request that runs no code needs nothing else. The **world** belongs to one
/// thread for as long as code runs without waiting, and then to the next in order of arrival; see `Session+World.swift`.
final class Session: Sendable {
    let facts: SessionFacts
    let ledger: Mutex<Ledger>
    /// Never waited for by an event loop: the ledger says who has it.
    let runtime: Mutex<SessionRuntime>
    /// What to expect of the world, as the ledger has it.
    let outlook = Atomic<UInt8>(0)
    private let driver = Mutex<(any BackgroundDriver)?>(nil)

    init(
        id: String, project: CompiledProject, options: Engine.Options, files: any ProjectFiles,
        wallClock: any WallClock, generation: Int = 0
    ) {
        let settings = project.project.settings
        facts = SessionFacts(
            id: id, seed: options.seed ?? settings.seed ?? 0, delay: options.delay, wallClock: wallClock,
            generation: generation)
        let time = SessionTime(options.clock ?? settings.clock, wallClock: wallClock)
        ledger = Mutex(Ledger(time: time))
        runtime = Mutex(
            SessionRuntime(
                world: SessionWorld(facts, time: time, seeds: project.seeds, files: files), facts: facts))
    }

    /// Timers hold their interpreter, which holds the world that holds them: the end of the session undoes that.
    deinit {
        runtime.withLock { $0.world.agenda.remove { _ in true } }
    }

    var id: String { facts.id }

    /// Refuses a request that names a session which does not exist.
    func refuse(_ request: Request, naming wanted: String, _ project: CompiledProject, existing: [String]) -> Step {
        let (call, _) = admit(request, .nothing(nil), project)
        let decision = Unmatched.noSession(wanted, existing: existing, call, project)
        return note(Delivering.deliver(decision, call, project, facts))
    }

    /// Notes an answer that no code gave.
    func note(_ delivery: Delivery) -> Step {
        let settled = ledger.withLock { ledger in
            ledger.append(delivery.exchange)
            return ledger.takeSettled()
        }
        for command in settled { command.finish() }
        return .deliver(delivery)
    }

    /// Notes how far a call came without code.
    func note(_ progress: Progress) -> Step {
        let (step, settled) = ledger.withLock { ledger in (ledger.settle(progress), ledger.takeSettled()) }
        for command in settled { command.finish() }
        return step
    }

    /// Notes what came of an exchange after its answer.
    func note(_ event: BackgroundEvent, of exchange: Exchange) {
        ledger.withLock { $0.journal.grew(exchange, by: exchange.note(event)) }
    }

    /// Passes a call on to another server.
    func forward(
        _ request: OutgoingRequest, _ call: Call, _ project: CompiledProject, to origin: String
    ) -> Progress {
        let token = facts.nextToken()
        return Progress(
            step: .wait(.fetch(request), token), held: (token.number, .forwarded(call, project, to: origin)))
    }

    /// Begins with the next timer or webhook, when its time has come; `nil` when nothing is due.
    func runNextDue(_ project: CompiledProject) -> Step? {
        switch ledger.withLock({ $0.nextJob(at: facts.ticks) }) {
        case nil: nil
        case .due?: run(CodeTask(work: .job, project: project))
        case .move?: run(CodeTask(work: .move, project: project))
        }
    }

    /// Begins with what is due; each step but `.finished` is for the driver to carry out.
    func runDue(_ project: CompiledProject) -> [Step] {
        var steps: [Step] = []
        while steps.count < Session.mostDueAtOnce, let step = runNextDue(project) { steps.append(step) }
        return steps
    }

    /// Jobs in one go; what is left is due again at once.
    private static let mostDueAtOnce = 1_000

    func advance(by duration: Duration) {
        use { $0.world.pass(duration) }
    }

    var scenario: String? { ledger.withLock { $0.scenario } }

    var now: Int64 { ledger.withLock { $0.time.now(facts.ticks) } }

    var nextDue: Int64? { ledger.withLock { $0.nextDue } }

    var timeToNextJob: Duration? {
        ledger.withLock { $0.timeToNextJob(at: facts.ticks) }
    }

    var callCount: Int { ledger.withLock { $0.calls } }

    var journal: (exchanges: [Exchange], dropped: Int) {
        ledger.withLock { ($0.journal.exchanges, $0.journal.dropped) }
    }

    /// Sets who carries out what the session does later.
    func attach(_ background: (any BackgroundDriver)?) -> (any BackgroundDriver)? {
        driver.withLock { driver in
            defer { driver = background }
            return driver
        }
    }

    /// Who carries out what the session does later.
    var background: (any BackgroundDriver)? { driver.withLock { $0 } }
}
