public import MockModel
import Synchronization

/// How a session begins.
public struct SessionOptions: Sendable {
    /// Its id; `nil` gives it one.
    public var id: String?
    /// The scenario that arranges it; `nil` takes that of the settings.
    public var scenario: String?
    /// The seed of its chance, mixed with its id; `nil` takes that of the default session.
    public var seed: UInt64?
    /// Its clock; `nil` takes that of the engine or the settings.
    public var clock: Settings.Clock?
    /// Values that it begins with.
    public var state = JSONObject()
    /// Records that it begins with, in place of the seeds of the project.
    public var collections: [(name: String, records: [JSONValue])] = []
    /// A session that it begins as, in place of a scenario.
    public var snapshot: SessionSnapshot?

    /// Makes options, all unset.
    public init() {}
}

/// What a session is, in a few facts.
public struct SessionSummary: Sendable, Equatable {
    /// Its id.
    public let id: String
    /// The scenario that arranges it.
    public let scenario: String?
    /// The seed of its chance.
    public let seed: UInt64
    /// What its clock shows.
    public let clock: ClockReading
    /// How many calls it has answered or is answering.
    public let calls: Int
}

/// The sessions of an engine.
extension Engine {
    /// A session by its id.
    func session(_ id: String) -> Session? { id.isSame(as: session.id) ? session : sessions[id] }

    /// The sessions in a few facts: the default one, then the others by their ids.
    public var sessionSummaries: [SessionSummary] {
        forgetIdle()
        return [session.summary] + sessions.all.map(\.summary)
    }

    /// A session in a few facts.
    ///
    /// - Throws: `CommandFailure` for an id that no session has.
    public func summary(of id: String) throws(CommandFailure) -> SessionSummary { try known(id).summary }

    /// Begins with a command on a session.
    ///
    /// - Parameters:
    ///   - command: what is asked.
    ///   - id: the id of the session.
    ///   - mayWait: whether this thread may wait for code that another one runs; an event loop may not, and is told `.busy`.
    public func begin(_ command: SessionCommand, in id: String = "default", mayWait: Bool) -> CommandStep {
        do throws(CommandFailure) {
            let session = try known(id)
            session.facts.use()
            return CommandExecutor(session: session, project: current, mayWait: mayWait).begin(command)
        } catch { return .done(.failure(error)) }
    }

    /// Makes a session; runs the setup of its scenario.
    ///
    /// - Throws: `CommandFailure` for an id that is taken or cannot be one, and when it cannot begin as it should.
    public func create(_ options: SessionOptions) throws(CommandFailure) -> SessionSummary {
        forgetIdle()
        let project = current
        let id = options.id ?? sessions.nextID()
        guard Engine.isSessionID(id) else {
            throw .invalid(
                ValueError(
                    "\"\(id)\" is no id of a session",
                    hint: "an id has letters, digits, \"-\", \"_\" and \".\", at most 64"))
        }
        guard !id.isSame(as: session.id), sessions[id] == nil else { throw .sessionExists(id) }
        let session = Session(
            id: id, project: project,
            options: Options(
                seed: options.seed ?? self.session.facts.seed, clock: options.clock ?? self.options.clock,
                delay: self.options.delay),
            files: files, wallClock: self.session.facts.wallClock, generation: sessions.nextGeneration())
        _ = session.attach(self.session.background)
        try begin(session, options, project)
        guard sessions.add(session) else {
            throw sessions[id] == nil ? .tooManySessions(SessionTable.most) : .sessionExists(id)
        }
        // A driver that looked for the timers of the setup before now did not find the session.
        session.background?.schedule(id, after: .zero)
        return session.summary
    }

    /// Arranges a session that is not in the table yet.
    private func begin(
        _ session: Session, _ options: SessionOptions, _ project: CompiledProject
    ) throws(CommandFailure) {
        let executor = CommandExecutor(session: session, project: project, mayWait: true)
        if let snapshot = options.snapshot {
            try executor.execute(.whole(.restore(snapshot, .session)))
        } else if let scenario = options.scenario ?? project.project.settings.scenario {
            try executor.execute(.whole(.use(scenario)))
        }
        if !options.state.members.isEmpty {
            try executor.execute(.state(.merge(options.state, replacing: false)))
        }
        for (name, records) in options.collections {
            try executor.execute(.state(.replaceRecords(records, collection: name)))
        }
    }

    /// Forgets a session; the default one stays.
    public func remove(session id: String) {
        guard let session = sessions.remove(id) else { return }
        end(session)
    }

    /// Forgets the sessions that were not used for the time of the settings.
    func forgetIdle() {
        guard !sessions.isUnused else { return }
        let idle = current.project.settings.sessions.idle
        let (limit, overflow) = session.facts.ticks.subtractingReportingOverflow(idle.bounded.milliseconds * 1_000_000)
        guard !overflow else { return }
        for session in sessions.removeIdle(since: limit) { end(session) }
    }

    private func end(_ session: Session) {
        _ = CommandExecutor(session: session, project: current, mayWait: true).begin(.whole(.finish))
        session.background?.schedule(session.id, after: nil)
    }

    /// The session that gave a token; `nil` when it is gone, and nothing waits in it.
    func owner(of token: WaitToken) -> Session? {
        if let id = token.session, id.isSame(as: session.id) { return session }
        return sessions.owner(of: token)
    }

    private func known(_ id: String) throws(CommandFailure) -> Session {
        guard let session = session(id) else { throw .noSession(id, existing: sessionIDs) }
        return session
    }

    /// The ids of all sessions, the default one first.
    var sessionIDs: [String] { [session.id] + sessions.all.map(\.id) }

    private static func isSessionID(_ id: String) -> Bool {
        // URLs fold segments of dots alone away.
        (1...64).contains(id.utf8.count) && !id.utf8.allSatisfy { $0 == UInt8(ascii: ".") }
            && id.utf8.allSatisfy {
                $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
            }
    }
}

extension UInt8 {
    fileprivate var isAlphanumeric: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}

extension Session {
    /// Whether something goes on under a token.
    var hasWaits: Bool { ledger.withLock { !$0.waiting.isEmpty } }

    fileprivate var summary: SessionSummary {
        SessionSummary(id: id, scenario: scenario, seed: facts.seed, clock: clock, calls: callCount)
    }
}

extension CommandExecutor {
    /// Carries out a command that takes no time.
    @discardableResult
    func execute(_ command: SessionCommand) throws(CommandFailure) -> SessionReply {
        switch begin(command) {
        case .done(let result): try result.get()
        case .pending, .busy: throw .busy
        }
    }
}
