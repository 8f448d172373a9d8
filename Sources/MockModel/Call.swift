/// One request on its way: what was matched, what chance gives it, what it leaves behind.
///
/// Made once, when the session takes the request in. One thread at a time touches it: the one that takes the request in, then, while code
/// runs for it, the one that holds the session's world.
public final class Call: @unchecked Sendable {
    /// Its number in the session's journal, from 1.
    public let number: Int
    /// The session's id.
    public let session: String
    /// The request.
    public let request: Request
    /// The route that matched; for a path without a route that middleware surrounds, one of the request's own.
    public package(set) var route: Route
    /// The parameters of the path, decoded, in the pattern's order.
    public let parameters: [(name: String, value: String)]
    /// How often the route was called in the session, from 1.
    public let turn: Int
    /// The place of the example that `res` starts as among those of the route; `nil` for an empty 200.
    public package(set) var place: Int?
    /// Chance, by seed, session, route and turn.
    public lazy var random = RandomGenerator(mixed: chance, turn: turn)
    /// What `print` and `mock.log` wrote.
    public private(set) var log: [LogLine] = []
    /// What the call changed in the state.
    public private(set) var changes: [StateChange] = []
    /// Whether the handler of its route ran.
    public var ranHandler = false
    /// How far the request came through the middleware of its route, and what refused it.
    public var passage = Passage.within
    /// Webhooks that go out once the response is decided.
    public private(set) var webhooks: [(id: String, order: WebhookOrder)] = []
    /// About how many bytes its lines, changes and webhooks take.
    public private(set) var footprint = 0
    /// What is kept of it, once its response is decided.
    public var exchange: Exchange?

    /// When the session took it in, on the session's clock, in the time of measuring, and in virtual time.
    package let arrival: Arrival
    /// The place of its route in the project; `nil` when no route matched.
    package var index: Int?
    /// Where its chance begins: seed, session and route, mixed.
    package var chance: UInt64
    /// Where its time went.
    package var timing = Exchange.Timing()
    /// The examples that were looked at and did not answer.
    package var considered: [Candidate] = []
    /// Who pinned the example that answers.
    package var pinnedBy: String?
    /// The delay of the behaviors over its path.
    package var layeredDelay: Latency?
    /// The speed of the behaviors over its path.
    package var layeredRate: Rate?
    /// Why our own answer is given that middleware sees.
    package var ownReason: Exchange.Reason?

    /// When a session took a call in.
    package struct Arrival: Sendable {
        /// Milliseconds since 1970 on the session's clock.
        package let time: Int64
        /// Nanoseconds for measuring.
        package let ticks: Int64
        /// Nanoseconds of virtual time that had passed.
        package let passed: Int64

        package init(time: Int64, ticks: Int64, passed: Int64) {
            self.time = time
            self.ticks = ticks
            self.passed = passed
        }
    }

    /// Makes a call.
    public convenience init(
        number: Int, session: String, request: Request, route: Route, parameters: [(name: String, value: String)],
        turn: Int, place: Int?, random: RandomGenerator
    ) {
        self.init(
            number: number, session: session, request: request, route: route, parameters: parameters, turn: turn,
            chance: 0, arrival: Arrival(time: 0, ticks: 0, passed: 0))
        self.place = place
        self.random = random
    }

    /// Makes a call that a session has taken in.
    package init(
        number: Int, session: String, request: Request, route: Route, parameters: [(name: String, value: String)],
        turn: Int, chance: UInt64, arrival: Arrival
    ) {
        self.number = number
        self.session = session
        self.request = request
        self.route = route
        self.parameters = parameters
        self.turn = turn
        self.chance = chance
        self.arrival = arrival
    }

    /// How far a request came.
    public enum Passage: Sendable {
        /// Some middleware holds it, or there is none.
        case within
        /// It came through all middleware.
        case through
        /// A middleware answered it without `next()`.
        case answered(SourceLocation)
        /// Its body could not be read, as it says.
        case refused(String)
    }

    /// Where the function begins that ran; `nil` when none did.
    public var handler: SourceLocation? { ranHandler ? route.handler?.location : nil }

    /// Whether it leaves lines, changes, or examples that did not fit.
    var hasTraces: Bool { !considered.isEmpty || !log.isEmpty || !changes.isEmpty }

    /// Notes a change; most calls make one at most, which is why the first makes no room for more.
    public func note(_ change: consuming StateChange) {
        footprint += change.footprint
        if changes.isEmpty { changes = [change] } else { changes.append(change) }
    }

    /// Adds a line.
    public func write(_ line: LogLine) {
        footprint += line.footprint
        log.append(line)
    }

    /// Takes the lines out.
    public func takeLog() -> [LogLine] {
        defer { log = [] }
        footprint -= log.reduce(0) { $0 + $1.footprint }
        return log
    }

    /// Adds a webhook that goes out once the response is decided.
    public func add(_ webhook: WebhookOrder, id: String) {
        footprint += webhook.footprint
        webhooks.append((id, webhook))
    }

    /// Takes the webhooks out, which go out now or never.
    public func takeWebhooks() -> [(id: String, order: WebhookOrder)] {
        defer { webhooks = [] }
        footprint -= webhooks.reduce(0) { $0 + $1.order.footprint }
        return webhooks
    }

    /// Takes the changes out, which were undone.
    public func takeChanges() -> [StateChange] {
        defer { changes = [] }
        footprint -= changes.reduce(0) { $0 + $1.footprint }
        return changes
    }

    /// The example that `res` starts as; `nil` for an empty 200.
    public var example: Example? { place.map { route.examples[$0] } }

    /// The same call as a timer sees it that it started: what it writes and changes is its own.
    public func later(random: RandomGenerator) -> Call {
        let call = Call(
            number: number, session: session, request: request, route: route, parameters: parameters, turn: turn,
            place: place, random: random)
        call.exchange = exchange
        return call
    }
}

/// A line that a handler wrote.
public struct LogLine: Sendable, Equatable {
    /// How loud it is.
    public enum Level: String, Sendable {
        /// Shown with `-v`.
        case debug
        /// Always shown; `print` writes these.
        case info
        /// Something odd.
        case warn
        /// Something wrong.
        case error
    }

    /// How loud it is.
    public var level: Level
    /// The text.
    public var text: String

    /// Makes a line.
    public init(level: Level, text: String) {
        self.level = level
        self.text = text
    }
}

/// One change of the state.
public struct StateChange: Sendable, Equatable {
    /// What was changed.
    public enum Place: Sendable, Equatable {
        /// A value of `mock.state`.
        case key(String)
        /// A record of a collection.
        case record(collection: String, id: String)
    }

    /// What was changed.
    public var place: Place
    /// The value before, packed; `nil` when there was none.
    public var old: PackedValue?
    /// The value after, packed; `nil` when it is gone.
    public var new: PackedValue?

    /// Makes a change.
    public init(place: Place, old: PackedValue?, new: PackedValue?) {
        self.place = place
        self.old = old
        self.new = new
    }
}

/// A value as MessagePack bytes: how state is kept and how tables cross between Lua and Swift.
///
/// Integers and floats stay apart, key order, nulls, array marks, and any bytes in strings survive.
public struct PackedValue: Sendable, Hashable {
    /// The MessagePack bytes of one value.
    public let bytes: [UInt8]

    /// Takes bytes that hold one MessagePack value.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }
}
