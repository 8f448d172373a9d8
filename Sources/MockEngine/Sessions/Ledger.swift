import MockModel

/// What a session counts and keeps: numbers, turns, tallies, journal, pins, and what goes on under which token.
///
/// Its lock is held for microseconds, and by no code of users: a request that runs no code needs nothing else of its session.
struct Ledger {
    var journal = Journal()
    var counter = CallCounter()
    /// What goes on, by the number of its token.
    var waiting: [Int: Waiting] = [:]
    /// Who has the world.
    var world = WorldQueue()
    /// Runs whose client is gone, which are ended by the next that has the world.
    var abandoned: [Run] = []
    /// The scenario that arranges the session.
    var scenario: String?
    /// What a command or a test lays over the routes; `nil` for most sessions.
    var arrangement: SessionArrangement?
    /// Whether a test runs: its arrangement outlives a reset.
    var hasTest = false
    /// Moves of the clock under way; the first one goes on, those behind it wait.
    var moves: [ClockMove] = []
    /// Commands that wait for calls.
    var callWaits: [CallWait] = []
    /// Commands whose result is known, to be told outside of the lock.
    var settled: [SettledCommand] = []
    /// The webhooks that were sent.
    var webhooks = WebhookLog()
    /// How often the function of a timer or of a stream failed.
    var failedJobs = 0
    /// The numbers of the calls whose changes were taken back.
    var undone: Set<Int> = []
    /// As the world had it when it was last given back.
    var time: SessionTime
    /// When the next timer or webhook is due, as the world had it when it was last given back.
    var nextDue: Int64?
    private(set) var calls = 0
    private var tallies = RouteTallies()

    init(time: SessionTime) {
        self.time = time
    }

    /// What a call is given when a session takes it in.
    struct Admission {
        let number: Int
        let turn: Int
        let chance: UInt64?
        let arrival: Call.Arrival
        let arrangement: Arrangement?
    }

    /// Takes a call in: its number, its turn, and what arranges its route.
    ///
    /// - Parameters:
    ///   - route: the route that matched.
    ///   - ticks: when it came.
    mutating func admit(
        _ route: CompiledRoute?, in project: CompiledProject, at ticks: Int64, _ facts: SessionFacts
    ) -> Admission {
        calls += 1
        let tally = route.map { route in tallies.count(route, in: project) { facts.chance(of: route.name) } }
        return Admission(
            number: calls, turn: tally?.turn ?? 0, chance: tally?.chance,
            arrival: Call.Arrival(time: time.now(ticks), ticks: ticks, passed: time.passed),
            arrangement: arrangement(of: route, in: project))
    }

    /// What arranges a call of a route; a stub whose times are counted answers one time less.
    mutating func arrangement(of route: CompiledRoute?, in project: CompiledProject) -> Arrangement? {
        guard scenario != nil || arrangement != nil || !project.behaviors.isEmpty else { return nil }
        let scenario = scenario.flatMap { project.scenarios[TextKey($0)] }
        return Arrangement(
            answer: route.flatMap { arrangement?.answers[TextKey($0.name)]?.take() },
            stub: route.flatMap { arrangement?.stubs[$0.index] },
            pin: route.flatMap { arrangement?.pin(for: $0) ?? scenario?.pin(for: $0) },
            behaviors: arrangement?.behaviors?.layers ?? scenario?.behaviors ?? project.behaviors)
    }

    /// Notes how far a session came with a call or a job.
    mutating func settle(_ progress: Progress) -> Step {
        if let exchange = progress.exchange { append(exchange) }
        if progress.isOfJob { noteJob(progress) }
        if let (number, held) = progress.held { waiting[number] = held }
        return progress.step
    }

    /// Takes the runs out whose clients are gone.
    mutating func takeAbandoned() -> [Run] {
        guard !abandoned.isEmpty else { return [] }
        defer { abandoned = [] }
        return abandoned
    }

    /// Forgets what was counted, noted and arranged; what a test arranges stays.
    mutating func forget() {
        forgetCalls()
        counter = CallCounter()
        calls = 0
        tallies = RouteTallies()
        if !hasTest { arrangement = nil }
        settled += moves.map { SettledCommand($0.pending, .failure(.reset)) }
        moves = []
        settled += callWaits.compactMap(\.pending).map { SettledCommand($0, .failure(.reset)) }
        callWaits = []
    }

    /// Forgets the calls and webhooks that were noted; numbers and turns go on.
    mutating func forgetCalls() {
        journal = Journal()
        webhooks = WebhookLog()
        failedJobs = 0
        undone = []
    }

    /// How often each route was called, by its name.
    var turns: [(route: String, turn: Int)] { tallies.turns }

    /// Sets how often each route was called; the others were not.
    mutating func restore(turns: [(route: String, turn: Int)], _ facts: SessionFacts) {
        tallies = RouteTallies(turns: turns) { facts.chance(of: $0) }
    }
}

/// How a route is arranged for one call: by a scenario, by a test, and by the behaviors of the project.
final class Arrangement: Sendable {
    /// The answer that a command gives instead of the route.
    let answer: StubAnswer?
    /// The function of a test that answers instead of the route.
    let stub: HandlerReference?
    /// The example that the scenario wants.
    let pin: Pin?
    let behaviors: BehaviorLayers

    init(answer: StubAnswer? = nil, stub: HandlerReference?, pin: Pin?, behaviors: BehaviorLayers) {
        self.answer = answer
        self.stub = stub
        self.pin = pin
        self.behaviors = behaviors
    }
}

/// How far a session came: a step, and what it leaves behind.
struct Progress: Sendable {
    let step: Step
    /// What the journal keeps.
    var exchange: Exchange?
    /// What goes on under the number of a token.
    var held: (Int, Waiting)?
    /// How far a job came; `nil` for calls.
    var job: JobProgress?
    /// How far a move of the clock came.
    var moved: MoveProgress?

    /// Whether a job or a move of the clock came further.
    var isOfJob: Bool { job != nil || moved != nil }
}

/// What goes on under a token.
enum Waiting: Sendable {
    /// Code that waits for something that takes time.
    case run(Run)
    /// Code that is ready, and waits for the world.
    case ready(CodeTask)
    /// Code that a worker runs; whether its client is gone.
    case working(isAbandoned: Bool)
    /// How far a worker came.
    case worked(Step)
    /// A webhook that is being sent.
    case webhook(WebhookSending, CompiledProject)
    /// A call that was passed on to the server of an origin.
    case forwarded(Call, CompiledProject, to: String)
    /// A call whose session was reset while its code waited.
    case reset(Call, CompiledProject)
    /// A request whose session was reset before its code had begun: it begins anew.
    case again(Request, CompiledProject)
}

/// Code that waits.
final class Run: Sendable {
    let interpreter: any Interpreter
    let call: Call?
    /// The version of the project that it began with.
    let project: CompiledProject
    let purpose: Purpose
    /// The wait, for its interpreter.
    let script: ScriptToken
    /// Whether its wait lasts until the time of its call is over.
    let waitsToTheEnd: Bool

    /// What a run is for.
    enum Purpose: Sendable {
        /// The answer of a call.
        case answer
        /// The body of an answer that was given.
        case stream
        /// A timer.
        case timer(Agenda.Job)
        /// A test.
        case test
        /// The answer of a test's stand-in for another server.
        case standIn(Request)
    }

    init(
        _ interpreter: any Interpreter, _ call: Call?, _ project: CompiledProject, for purpose: Purpose,
        under script: ScriptToken, waitsToTheEnd: Bool = false
    ) {
        self.interpreter = interpreter
        self.call = call
        self.project = project
        self.purpose = purpose
        self.script = script
        self.waitsToTheEnd = waitsToTheEnd
    }

    /// Whether it is code of its call's route.
    var isOfRoute: Bool {
        switch purpose {
        case .answer, .stream: true
        case .timer, .test, .standIn: false
        }
    }

    /// The call that it is to answer; `nil` when it is for something else.
    var unanswered: Call? {
        if case .answer = purpose { call } else { nil }
    }
}

/// Code that is ready to run once it has the world.
struct CodeTask: Sendable {
    /// What is run.
    enum Work: Sendable {
        /// What answers a call.
        case begin(Call, CodeEntry)
        /// A run whose wait is over.
        case resume(Run, WaitOutcome)
        /// What follows from a webhook that was sent.
        case webhook(WebhookSending, WaitOutcome)
        /// The next timer or webhook.
        case job
        /// The next timer or webhook on the way of a move of the clock, or the end of that.
        case move
    }

    let work: Work
    let project: CompiledProject
    /// Whether a worker thread runs it.
    var isForWorker = false

    /// The route whose code it runs; `nil` for the code of jobs and of paths without a route.
    var route: CompiledRoute? {
        switch work {
        case .begin(let call, _): call.index.map { project.routes[$0] }
        case .resume(let run, _): run.isOfRoute ? run.call?.index.map { project.routes[$0] } : nil
        case .webhook, .job, .move: nil
        }
    }

    /// The number of the job that it goes on with; `nil` for calls, and for jobs that begin.
    var job: Int? {
        switch work {
        case .resume(let run, _): if case .timer(let job) = run.purpose { job.number } else { nil }
        case .webhook(let sending, _): sending.job.number
        case .begin, .job, .move: nil
        }
    }
}

/// A webhook on its way.
struct WebhookSending: Sendable {
    let webhook: Agenda.Webhook
    let job: Agenda.Job
    let time: Int64
    let began: Int64
}
