import MockModel

/// What a session holds under its lock.
struct SessionState {
    let world: SessionWorld
    let usual = UsualAnswer.shared
    /// A delay on top of every other.
    let delay: Latency?
    var journal = Journal()
    var counter = CallCounter()
    /// What waits, by the number of its token.
    var waiting: [Int: Waiting] = [:]
    /// The scenario that arranges the session.
    var scenario: String?
    /// The test that runs in the session.
    var testing: RunningTest?
    /// The pages that are known to be blocked by their browser.
    var blockedOrigins = BlockedOrigins()
    private(set) var calls = 0
    private var tokens = 0
    private var tallies = RouteTallies()
    private(set) var code: (version: CompiledProject, interpreter: any Interpreter)?

    init(world: SessionWorld, delay: Latency?) {
        self.world = world
        self.delay = delay
    }

    /// The number of a new call.
    mutating func nextCall() -> Int {
        calls += 1
        return calls
    }

    /// A token for a wait.
    mutating func nextToken() -> WaitToken {
        tokens += 1
        return WaitToken(session: world.id, number: tokens)
    }

    /// Forgets what was counted, noted and loaded; tokens go on, so that none of before names a wait of after.
    mutating func forget() {
        journal = Journal()
        counter = CallCounter()
        calls = 0
        tallies = RouteTallies()
        code = nil
    }

    /// How often a route was called, this call with it, and where its chance begins.
    mutating func nextTally(of route: CompiledRoute, in project: CompiledProject) -> RouteTallies.Tally {
        tallies.count(route, in: project) { [world] in
            RandomGenerator.mixed(seed: world.seed, session: world.id, route: route.name)
        }
    }

    /// The interpreter of a project version; made when the session first needs it.
    mutating func interpreter(for version: CompiledProject) throws(ScriptFailure) -> any Interpreter {
        if let code, code.version === version { return code.interpreter }
        world.network = version.network
        world.answerTime = version.project.settings.limits.time
        let interpreter = try version.program.makeInterpreter(in: world)
        if let old = code?.interpreter { world.dropTimers(ofFilesIn: old) }
        code = (version, interpreter)
        return interpreter
    }
}

/// What is known of a call before it is answered.
struct Visit {
    let request: Request
    let number: Int
    let time: Int64
    /// When the engine began with it, in nanoseconds for measuring.
    let began: Int64
    /// Nanoseconds of virtual time that had passed by then.
    var passed: Int64 = 0
    var timing = Exchange.Timing()
    var route: CompiledRoute?
    var parameters: [(name: String, value: String)] = []
    var turn = 0
    /// Where its chance begins: seed, session and route, mixed.
    var chance: UInt64 = 0
    /// The behaviors over it; `nil` when the project has none.
    var layers: BehaviorLayers.Layers?
    var considered: [Candidate] = []
    var pin: Pin?
    /// The page that asks; `nil` for most.
    var origin: CrossOrigin?
    /// Why our own answer is given that middleware sees.
    var automatic: Exchange.Reason?

    /// Takes over what the session counted.
    mutating func count(_ tally: RouteTallies.Tally) {
        turn = tally.turn
        chance = tally.chance
    }
}
