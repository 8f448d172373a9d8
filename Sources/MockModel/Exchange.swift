import Synchronization

/// One request and what came of it, as the journal keeps it.
///
/// A class of constants, so that journal, log and edge share one copy.
public final class Exchange: Sendable {
    /// The number of the call in its session, from 1.
    public let call: Int
    /// The session's id.
    public let session: String
    /// Milliseconds since 1970 on the session's clock when the request was read.
    public let time: Int64
    /// The request.
    public let request: Request
    /// The parameters of the path.
    public let parameters: [(name: String, value: String)]
    /// The delay that was added.
    public let delay: Duration
    /// Nanoseconds spent finding the route and choosing, and in code.
    public let timing: Timing
    /// Nanoseconds from the request's last byte to the response's last byte; 0 while it is on its way.
    private let total = Atomic<Int64>(0)
    /// What came of it after it was answered; `nil` for most.
    private let later = Mutex<Later?>(nil)
    /// How far the answer came when the client left.
    private let left = Atomic<UInt8>(0)
    private let decision: Decision
    private let isUnanswered: Bool
    private let traces: Traces?

    /// What came of an exchange after its answer; a class, so that the exchanges of which nothing came cost no more than an empty reference.
    private final class Later: Sendable {
        let aftermath: Aftermath

        init(_ aftermath: Aftermath) {
            self.aftermath = aftermath
        }
    }

    /// What most calls do not leave.
    private final class Traces: Sendable {
        let considered: [Candidate]
        let log: [LogLine]
        let changes: [StateChange]

        init(considered: [Candidate], log: [LogLine], changes: [StateChange]) {
            self.considered = considered
            self.log = log
            self.changes = changes
        }
    }

    /// Whether the call left lines, changes, or examples that did not fit.
    var hasTraces: Bool { traces != nil }

    /// The response as it was decided; `nil` when a fault stands in its place, or when the client left before any of it was sent.
    public var response: Response? { isAnswered ? decision.response : nil }

    private var isAnswered: Bool { !isUnanswered && departure != .beforeAnswer }

    /// About how many bytes the header of the response takes.
    var responseHeaderFootprint: Int { isAnswered ? decision.response.headers.footprint : 0 }

    /// Why it was answered so.
    public var reason: Reason { decision.reason }

    /// Whether code failed instead of answering.
    public var isFailure: Bool { decision.isFailure }

    /// Bytes of the bodies in memory.
    public var bodyBytes: Int { request.body.count + decision.bodyBytes }

    /// The fault that was played.
    public var fault: Fault? { decision.fault }

    /// The examples that were looked at and did not answer, with the conditions that failed.
    public var considered: [Candidate] { traces?.considered ?? [] }

    /// What the handler wrote.
    public var log: [LogLine] { traces?.log ?? [] }

    /// What it changed.
    public var changes: [StateChange] { traces?.changes ?? [] }

    /// Where the time of a call went, in nanoseconds.
    public struct Timing: Sendable, Equatable {
        /// Finding the route, its layers and its example.
        public var match: Int64
        /// Templates and handlers, without their waits.
        public var handler: Int64

        /// Makes a timing.
        public init(match: Int64 = 0, handler: Int64 = 0) {
            self.match = match
            self.handler = handler
        }
    }

    /// How long the call took in all; `nil` while it is on its way.
    public var duration: Duration? {
        let nanoseconds = total.load(ordering: .relaxed)
        return nanoseconds == 0 ? nil : .nanoseconds(nanoseconds)
    }

    /// Notes that the last byte is on the wire, or the client gone, and how many nanoseconds it took.
    public func finish(after nanoseconds: Int64) {
        total.store(max(1, nanoseconds), ordering: .relaxed)
    }

    /// When a client left.
    public enum Departure: UInt8, Sendable {
        /// Before any of the answer was sent.
        case beforeAnswer = 1
        /// When a part of it was sent.
        case duringAnswer
    }

    /// When the client left without the whole answer; `nil` for most.
    public var departure: Departure? { Departure(rawValue: left.load(ordering: .relaxed)) }

    /// Notes that the client left without the whole answer.
    public func note(_ departure: Departure) {
        left.store(departure.rawValue, ordering: .relaxed)
    }

    /// What came of it after it was answered.
    public var aftermath: Aftermath { later.withLock { $0 }?.aftermath ?? Aftermath() }

    /// Notes what came of it after it was answered; returns by how many bytes it grew.
    @discardableResult
    public func note(_ event: BackgroundEvent) -> Int {
        later.withLock { later in
            var noted = later?.aftermath ?? Aftermath()
            let before = noted.footprint
            // The lists grow in their place.
            later = nil
            noted.append(event)
            later = Later(noted)
            return noted.footprint - before
        }
    }

    /// Why a request was answered as it was.
    ///
    /// Behind a reference, so that the calls of a route share those that are known when it is compiled.
    public indirect enum Reason: Sendable {
        /// A saved example, and whether it was pinned, with by what.
        case example(route: String, name: String, pinnedBy: String?)
        /// Code at a place, and the example it used in the end.
        case handler(route: String, location: SourceLocation, example: String?)
        /// A layer over the route, with what it counted or drew.
        case behavior(route: String, pattern: String, detail: String)
        /// Code cannot take the request, with the reason: a broken body, a WebSocket without its handshake; the route is `nil` in middleware
        /// where there is none.
        case refused(route: String?, detail: String)
        /// Nothing answers it.
        case miss(Miss)
        /// Code failed.
        case failure(route: String, ScriptFailure)
        /// `OPTIONS`, answered from the methods that exist.
        case options(allow: [String])
        /// The path exists, the method does not; the methods that do.
        case methodNotAllowed(allow: [String])
        /// A preflight of a page of this origin.
        case preflight(origin: String)
        /// The request names a session that does not exist.
        case noSession(String)
        /// The session was reset while the call waited.
        case reset
        /// The server behind the mock, and why it gave no answer.
        case upstream(origin: String, OutgoingFailure?)
        /// A middleware around a path without a route, where its function begins when that is known.
        case middleware(SourceLocation?)
        /// The client left before there was a reason.
        case unanswered
        /// The client left when a part of its body had come, of so many bytes where that is known.
        case unfinished(received: Int, length: Int?)
        /// The admin API.
        case admin
        /// A function of a test that stands in for another server.
        case standIn
    }

    /// Makes an exchange of what was decided.
    public init(
        call: Int, session: String, time: Int64, request: Request, decision: Decision,
        parameters: [(name: String, value: String)], considered: [Candidate], log: [LogLine], changes: [StateChange],
        delay: Duration, timing: Timing
    ) {
        self.call = call
        self.session = session
        self.time = time
        self.request = request
        self.decision = decision
        isUnanswered = false
        self.parameters = parameters
        let isPlain = considered.isEmpty && log.isEmpty && changes.isEmpty
        traces = isPlain ? nil : Traces(considered: considered, log: log, changes: changes)
        self.delay = delay
        self.timing = timing
    }

    /// Makes an exchange of a call and what was decided for it.
    package init(_ call: Call, _ decision: Decision, delay: Duration) {
        self.call = call.number
        session = call.session
        time = call.arrival.time
        request = call.request
        self.decision = decision
        isUnanswered = false
        parameters = call.parameters
        traces = call.hasTraces ? Traces(considered: call.considered, log: call.log, changes: call.changes) : nil
        self.delay = delay
        timing = call.timing
    }

    /// The same exchange as it is told outside.
    init(_ other: Exchange, request: Request, reason: Reason, considered: [Candidate], log: [LogLine]) {
        call = other.call
        session = other.session
        time = other.time
        self.request = request
        decision = Decision(other.decision.response, because: reason, fault: other.fault)
        isUnanswered = other.isUnanswered
        parameters = other.parameters
        traces = Traces(considered: considered, log: log, changes: other.changes)
        delay = other.delay
        timing = other.timing
        total.store(other.total.load(ordering: .relaxed), ordering: .relaxed)
        left.store(other.left.load(ordering: .relaxed), ordering: .relaxed)
    }

    /// Makes an exchange; without a response it was not answered.
    public init(
        call: Int, session: String, time: Int64, request: Request, response: Response? = nil, reason: Reason,
        delay: Duration = .zero, fault: Fault? = nil
    ) {
        self.call = call
        self.session = session
        self.time = time
        self.request = request
        decision = Decision(response ?? Response(), because: reason, fault: fault)
        isUnanswered = response == nil
        parameters = []
        traces = nil
        self.delay = delay
        timing = Timing()
    }
}

/// A route or example that did not answer, with what failed.
public struct Candidate: Sendable, Equatable {
    /// The route, as users write it.
    public var route: String
    /// The example, when the route itself fits.
    public var example: String?
    /// What failed, each a sentence: `query.page = 2, but it was "two"`.
    public var failed: [String]

    /// Makes a candidate.
    public init(route: String, example: String? = nil, failed: [String]) {
        self.route = route
        self.example = example
        self.failed = failed
    }
}

/// Nothing answers a request: not an error but an answer with reasons.
public struct Miss: Sendable, Equatable {
    /// What is missing, in one line: `Nothing answers GET /users/7?page=two`.
    public var title: String
    /// The closest candidates, best first.
    public var closest: [Candidate]
    /// What to do next.
    public var hint: String
    /// The error object that Postman's mocks would send, for collections.
    public var postmanError: JSONValue?
    /// Who asked for an example that does not exist, such as the header `X-Mock-Example`; `nil` when no example was asked for.
    public var pinned: String?

    /// Makes a miss.
    public init(title: String, closest: [Candidate], hint: String, postmanError: JSONValue? = nil) {
        self.title = title
        self.closest = closest
        self.hint = hint
        self.postmanError = postmanError
    }
}

/// Hears of every exchange once it is on the wire, or its client is gone: the log line, event streams.
public protocol ExchangeObserver: AnyObject, Sendable {
    /// Called on an event loop; must not block.
    ///
    /// - Parameters:
    ///   - exchange: what happened.
    ///   - duration: from the request's last byte to the response's last byte.
    func finished(_ exchange: Exchange, after duration: Duration)
}
