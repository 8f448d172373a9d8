public import MockModel
internal import Synchronization

/// Answers requests: match, choose, render or run, deliver.
///
/// It does no input or output and waits for nothing itself. `begin` and `resume` return a step; a driver (the edge in real time, `VirtualDriver` in virtual time) carries it out.
public final class Engine: Sendable {
    /// How the default session begins, and what lies on top of everything.
    public struct Options: Sendable {
        /// The seed; `nil` takes that of the settings, else 0.
        public var seed: UInt64?
        /// The clock; `nil` takes that of the settings.
        public var clock: Settings.Clock?
        /// A delay on top of every other.
        public var delay: Latency?

        /// Makes options, all unset.
        public init(seed: UInt64? = nil, clock: Settings.Clock? = nil, delay: Latency? = nil) {
            self.seed = seed
            self.clock = clock
            self.delay = delay
        }
    }

    private let project: Mutex<CompiledProject>
    /// The default session.
    let session: Session
    /// The others.
    let sessions = SessionTable()
    let options: Options
    let files: any ProjectFiles

    /// Makes an engine with its default session.
    public init(
        _ project: CompiledProject, options: Options = Options(), files: any ProjectFiles, wallClock: any WallClock
    ) {
        self.project = Mutex(project)
        self.options = options
        self.files = files
        session = Session(id: "default", project: project, options: options, files: files, wallClock: wallClock)
    }

    /// The project version that answers now.
    public var current: CompiledProject { project.withLock { $0 } }

    /// Puts another version in place; calls under way finish on the version they began with.
    public func replace(with next: CompiledProject) {
        // The old version is released outside the lock: that takes time when it is large.
        let old = project.withLock { project in
            defer { project = next }
            return project
        }
        _ = consume old
    }

    /// Takes a request as far as it goes without waiting.
    public func begin(_ request: Request) -> Step {
        let project = current
        if sessions.isUnused, !SessionChoice.mayNameByPath(request.target) {
            let wanted = request.headers[project.project.settings.sessions.header]
            guard let wanted, wanted != session.id else { return session.answer(request, project) }
            return session.refuse(request, naming: wanted, project, existing: [session.id])
        }
        guard let choice = SessionChoice(request, project.project.settings) else {
            return session.answer(request, project)
        }
        guard let chosen = session(choice.id) else {
            return session.refuse(choice.request, naming: choice.id, project, existing: sessionIDs)
        }
        chosen.facts.use()
        return chosen.answer(choice.request, project)
    }

    /// An answer of the edge's own with the fields of CORS, by the header of the request.
    public func share(_ response: Response, with headers: HeaderFields) -> Response {
        let request = Request(method: "GET", target: "/", headers: headers)
        let project = current
        let fields =
            CrossOrigin.of(request, project)?.fields(for: response.headers)
            ?? CrossOrigin.fieldsForEveryPage(project.project.settings.cors)
        guard !fields.isEmpty else { return response }
        var response = response
        response.headers = HeaderFields(response.headers.fields + fields)
        return response
    }

    /// Goes on with a call whose wait is over.
    public func resume(_ token: WaitToken, with outcome: WaitOutcome) -> Step {
        owner(of: token)?.resume(token, with: outcome) ?? .finished(nil)
    }

    /// Runs the code of a wait that ``BackgroundDriver/work(_:)`` was told of, on a thread that may take its time; then the wait is over.
    public func work(_ token: WaitToken) {
        owner(of: token)?.work(token)
    }

    /// Ends a call whose client is gone.
    ///
    /// - Returns: the exchange of a call that was not answered yet.
    @discardableResult
    public func cancel(_ token: WaitToken) -> Exchange? {
        owner(of: token)?.cancel(token)
    }

    /// Notes a request whose client left before the engine could begin with it; gives its exchange.
    public func leave(_ request: Request, because reason: Exchange.Reason) -> Exchange? {
        session.leave(request, because: reason, current)
    }

    /// The newest exchanges of the default session, oldest first, and how many older ones were dropped.
    public var journal: (exchanges: [Exchange], dropped: Int) { session.journal }

    /// How many calls the default session has answered or is answering.
    public var callCount: Int { session.callCount }

    /// Nanoseconds of the clock that never jumps, for measuring.
    public var ticks: Int64 { session.facts.ticks }

    /// Milliseconds since 1970 on the machine's clock.
    public var wallTime: Int64 { session.facts.wallClock.milliseconds }

    /// Milliseconds since 1970 on the default session's clock.
    public var now: Int64 { session.now }

    /// Moves the default session's clock forward.
    public func advance(by duration: Duration) {
        session.advance(by: duration)
    }

    /// Sets who carries out what sessions do later; before that, timers and webhooks wait.
    ///
    /// - Returns: who did so before.
    @discardableResult
    public func attach(_ background: (any BackgroundDriver)?) -> (any BackgroundDriver)? {
        for session in sessions.all { _ = session.attach(background) }
        return session.attach(background)
    }

    /// Begins with the timers and webhooks of a session whose time has come.
    ///
    /// - Returns: their steps, `.wait` or `.finished`, for the driver to carry out.
    public func runDue(_ session: String) -> [Step] {
        self.session(session)?.runDue(current) ?? []
    }

    /// Begins with a session's next timer or webhook, when its time has come; `nil` when nothing is due.
    public func runNextDue(_ session: String) -> Step? {
        self.session(session)?.runNextDue(current)
    }

    /// The real time until a session's next timer or webhook; `nil` when there is none, or its clock stands still.
    public func timeToNextJob(of session: String) -> Duration? {
        self.session(session)?.timeToNextJob
    }

    /// When a session's next timer or webhook is due, in milliseconds since 1970 on its clock; `nil` when none is.
    public func nextDue(_ session: String = "default") -> Int64? {
        self.session(session)?.nextDue
    }

    /// Puts the default session back to its start: state, clock, chance, log, timers and code, in one step.
    ///
    /// Calls that wait are answered with 503 when their wait is next resumed; the background driver is told to wake them.
    /// - Throws: `ScenarioFailure` when the setup of the session's scenario fails.
    public func reset() throws(ScenarioFailure) { try arrange(.reset) }

    /// Puts the default session back to its start, arranged as a scenario says; `nil` chooses none.
    ///
    /// - Throws: `ScenarioFailure` for a name that does not exist, and for a setup that fails.
    public func use(scenario name: String?) throws(ScenarioFailure) { try arrange(.use(name)) }

    /// The scenario of the default session.
    public var scenario: String? { session.scenario }

    private func arrange(_ command: WholeCommand) throws(ScenarioFailure) {
        do throws(CommandFailure) {
            try execute(.whole(command))
        } catch {
            guard case .scenario(let failure) = error else {
                preconditionFailure("an arrangement fails by its scenario alone: \(error.message)")
            }
            throw failure
        }
    }
}
