public import MockModel
internal import Synchronization

/// Plays requests in virtual time: when everything waits, the session's clock jumps to what is due next.
///
/// Timers and webhooks run on the way, in order of their time. Used by one thread; the session's clock should stand still.
public final class VirtualDriver {
    /// Answers a request to another server; `nil` when no stand-in is set.
    public typealias Outgoing = (OutgoingRequest) -> OutgoingResult?

    /// How far a driver goes for one request or one test.
    public struct Bounds: Sendable {
        /// Steps of the engine.
        public var steps: Int
        /// Session time of one request.
        public var time: Duration

        /// Makes bounds.
        public init(steps: Int = 1_000_000, time: Duration = .seconds(366 * 86_400)) {
            self.steps = steps
            self.time = time
        }
    }

    /// What a wait belongs to.
    indirect enum Owner {
        /// A request, by its number here.
        case request(Int)
        /// A timer.
        case job
        /// A test.
        case test
        /// A stand-in of the test, by the wait that it ends.
        case upstream(WaitToken, OutgoingRequest, Owner)
    }

    let engine: Engine
    let files: any SimulatedFiles
    let outgoing: Outgoing
    let bounds: Bounds
    let news = News()
    var queue = EventQueue()
    var waits: [WaitToken: Owner] = [:]
    var requests: [Int: SimulatedCall] = [:]
    var steps = 0
    /// Requests so far.
    var begun = 0
    /// What happened beside the answer of the request that is played.
    var aside: [BackgroundEvent] = []
    /// What a test is about.
    var test = TestRecord()

    /// Makes a driver of an engine.
    public init(
        _ engine: Engine, bounds: Bounds = Bounds(), files: any SimulatedFiles = NoSimulatedFiles(),
        outgoing: @escaping Outgoing = { _ in nil }
    ) {
        self.engine = engine
        self.bounds = bounds
        self.files = files
        self.outgoing = outgoing
        engine.session.use { $0.world.time.isVirtual = true }
    }

    /// Answers a request, with `nil` when it is never answered.
    ///
    /// The body of a stream is left to `play`.
    public func deliver(_ request: Request) -> Delivery? {
        (try? play(request))?.delivery
    }

    /// Plays a request to its end: the last byte of its answer, the end of its stream.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - leaving: after which time its client leaves; `nil` waits for the end.
    /// - Throws: `SimulationStalled` when it never ends.
    public func play(_ request: Request, leaving: Duration? = nil) throws(SimulationStalled) -> SimulatedCall {
        listen()
        defer { engine.attach(news.before) }
        steps = 0
        aside = []
        let number = begin(request, for: nil)
        if let leaving { queue.add(.leave(number), at: engine.now + leaving.roundedMilliseconds) }
        try run { requests[number]?.isOver ?? true }
        if leaving != nil { leaveHanging(number) }
        hear()
        var played = requests.removeValue(forKey: number) ?? SimulatedCall(request, at: engine.now)
        played.events = aside
        return played
    }

    /// Receives background events, beside the driver that is attached already.
    func listen() { news.before = engine.attach(news) }

    /// Lets time pass until something holds.
    func run(until isDone: () -> Bool) throws(SimulationStalled) {
        while !isDone() {
            steps += 1
            if steps > bounds.steps { throw .tooManySteps(bounds.steps) }
            try advance()
        }
    }

    /// Does the next thing.
    private func advance() throws(SimulationStalled) {
        hear()
        let now = engine.now
        if let due = engine.nextDue(), due <= now {
            for step in engine.runDue("default") { carry(step, .job) }
        } else if let action = queue.takeDue(at: now) {
            perform(action)
        } else {
            let next = [queue.nextDue, engine.nextDue()].compactMap(\.self).min()
            guard let next, next <= ClockTime.range.upperBound else { throw .waitsForEver }
            try checkTime(next)
            engine.advance(by: .milliseconds(next - now))
        }
    }

    /// A request may not go on for ever because something else, such as a repeated timer, does.
    private func checkTime(_ next: Int64) throws(SimulationStalled) {
        let limit = bounds.time.milliseconds
        guard requests.values.contains(where: { !$0.isOver && $0.socket == nil && next - $0.began > limit }) else {
            return
        }
        throw .tooLong(bounds.time)
    }

    /// Takes what the engine told: waits that are over before their time, and what no answer tells of.
    private func hear() {
        let (woken, events) = news.take()
        for event in events { note(event) }
        for token in woken { resume(token, .woken) }
    }

    private func perform(_ action: EventQueue.Action) {
        switch action {
        case .resume(let token, let outcome): resume(token, outcome)
        case .head(let number): open(number)
        case .end(let number): finish(number)
        case .leave(let number): leave(number)
        case .giveUp(let number, let token): giveUp(number, token)
        case .endMove(let command, let pending, let token): endMove(command, pending, token)
        }
    }

    /// Goes on with a wait, unless it is over already.
    func resume(_ token: WaitToken, _ outcome: WaitOutcome) {
        guard let owner = waits.removeValue(forKey: token) else { return }
        if case .request(let number) = owner { requests[number]?.socket?.forget(token) }
        carry(engine.resume(token, with: outcome), owner)
    }

    /// Carries out a step.
    func carry(_ step: Step, _ owner: Owner) {
        switch step {
        case .deliver(let delivery): take(delivery, owner)
        case .wait(let wait, let token):
            waits[token] = owner
            arrange(wait, token, owner)
        case .finished(let failure): end(owner, failure)
        }
    }

    private func arrange(_ wait: Wait, _ token: WaitToken, _ owner: Owner) {
        switch wait {
        case .sleep(let time):
            if let time { queue.add(.resume(token, .elapsed), at: engine.now + time.roundedMilliseconds) }
        case .fetch(let request): fetch(request, token, owner)
        case .send(let part): send(part, token, owner)
        case .receive(let time, _): receive(time, token, owner)
        case .earlyHints(let fields):
            if case .request(let number) = owner { hint(fields, number) }
            queue.add(.resume(token, .sent), at: engine.now)
        case .message, .world: break
        case .test(let wait): carry(wait, token)
        }
    }

    private func end(_ owner: Owner, _ failure: ScriptFailure?) {
        switch owner {
        case .request(let number):
            requests[number]?.failure = failure
            if let failure { note(failure, of: requests[number]?.delivery?.exchange) }
            finish(number)
        case .job: break
        case .test: test.end = .some(failure)
        case .upstream(let token, let request, _):
            if let failure { test.broken = test.broken ?? failure }
            resume(token, .fetched(.failure(OutgoingFailure(.reset, "the stand-in for \(request.url) failed"))))
        }
    }
}

/// What an engine tells a driver that asks when it has time.
final class News: BackgroundDriver {
    private let heard = Mutex<(woken: [WaitToken], events: [Event])>(([], []))
    private let older = Mutex<(any BackgroundDriver)?>(nil)

    /// Who heard it before, and goes on to.
    var before: (any BackgroundDriver)? {
        get { older.withLock { $0 } }
        set { older.withLock { $0 = newValue } }
    }

    /// What no answer tells of.
    struct Event: Sendable {
        let event: BackgroundEvent
        let call: Int?
    }

    func schedule(_ session: String, after time: Duration?) { before?.schedule(session, after: time) }

    func wake(_ token: WaitToken) {
        heard.withLock { $0.woken.append(token) }
        before?.wake(token)
    }

    func note(_ event: BackgroundEvent, session: String, call: Exchange?) {
        heard.withLock { $0.events.append(Event(event: event, call: call?.call)) }
        before?.note(event, session: session, call: call)
    }

    func take() -> (woken: [WaitToken], events: [Event]) {
        heard.withLock { heard in
            defer { heard = ([], []) }
            return heard
        }
    }
}
