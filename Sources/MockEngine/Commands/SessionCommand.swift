public import MockModel

/// Everything that may be asked of a session from outside of its calls.
///
/// Lua tests, the admin API and the library translate what they are asked to these values; `CommandExecutor` alone carries them out.
public enum SessionCommand: Sendable {
    /// Reads or writes values and records.
    case state(StateCommand)
    /// Reads or moves the clock.
    case clock(ClockCommand)
    /// Reads or changes what lies over the routes.
    case arrangement(ArrangementCommand)
    /// Reads, waits for or checks the calls.
    case calls(CallsCommand)
    /// Concerns the session as a whole.
    case whole(WholeCommand)
}

/// What may be asked of the state of a session.
public enum StateCommand: Sendable {
    /// All values.
    case values
    /// One value.
    case value(String)
    /// Sets a value, for a time to live when one is given.
    case set(String, JSONValue, ttl: Duration?)
    /// Removes a value.
    case remove(String)
    /// Sets several values, where `null` removes; the others go when they are replaced.
    case merge(JSONObject, replacing: Bool)
    /// The names of the collections that hold records or have a seed, and their counts.
    case collections
    /// The records of a collection.
    case records(String)
    /// One record.
    case record(String, id: String)
    /// Inserts a record, or replaces it.
    case put(JSONValue, id: String, collection: String)
    /// Changes members of a record, where `null` removes.
    case patch(JSONObject, id: String, collection: String)
    /// Removes a record.
    case removeRecord(String, collection: String)
    /// Replaces all records of a collection; a record without an `id` is named by its place, from 1.
    case replaceRecords([JSONValue], collection: String)
}

/// What may be asked of the clock of a session.
public enum ClockCommand: Sendable {
    /// The time on it, and whether it runs.
    case read
    /// Lets it stand still.
    case freeze
    /// Lets it run on from the time that it shows.
    case thaw
    /// Sets it, in milliseconds since 1970; what is due on the way forward runs at its own time.
    case set(Int64)
    /// Moves it forward; what is due on the way runs at its own time.
    case advance(Duration)
}

/// What may be asked of what lies over the routes of a session.
public enum ArrangementCommand: Sendable {
    /// The pins by route.
    case pins
    /// Sets pins by route, where `nil` removes; the others go when they are replaced.
    case pin([(route: String, example: String?)], replacing: Bool)
    /// The behaviors by pattern.
    case behaviors
    /// Lays behaviors over the routes, in place of those of project and scenario; `nil` takes them off again.
    ///
    /// They replace those that were laid before, or are added to them.
    case layBehaviors(JSONValue?, replacing: Bool = true)
    /// The answers that stand in for routes.
    case stubs
    /// Answers instead of a route, so many times; `nil` is always.
    case answer(route: String, StubAnswer, times: Int?)
    /// Takes all these answers away.
    case removeStubs
    /// Lets a function of the running test answer for a route.
    case stub(route: String, location: SourceLocation)
}

/// What may be asked of the calls of a session.
public enum CallsCommand: Sendable {
    /// The calls kept, oldest first.
    case list(CallQuery)
    /// Waits until there are so many.
    case wait(CallQuery, count: Int)
    /// Counts calls, and compares the nearest ones where there are too few.
    case verify(CallQuery, CallCount)
    /// Forgets the calls that were noted; numbers and turns go on.
    case forget
    /// The webhooks that were sent, each try of them.
    case webhooks
}

/// What may be asked of a session as a whole.
public enum WholeCommand: Sendable {
    /// The name of the scenario that arranges it.
    case scenario
    /// Back to the start, arranged as a scenario says; `nil` chooses none.
    case use(String?)
    /// Back to the start of its scenario.
    case reset
    /// Everything that can be put back.
    case snapshot
    /// Puts a snapshot back.
    case restore(SessionSnapshot, RestoreScope)
    /// Takes back what the last calls did to the state.
    case undo(calls: Int)
    /// What went wrong; then all code ends.
    case finish
}

/// How much of a snapshot is put back.
public enum RestoreScope: Sendable {
    /// Values, records and counters; code, jobs and calls go on.
    case state
    /// Everything; code and jobs end, and calls are forgotten.
    case session
}

extension SessionCommand {
    /// Whether it copies or builds much at once, so that it is not for an event loop.
    public var isLong: Bool {
        switch self {
        case .state(let command): command.isLong
        case .whole(.scenario), .clock, .arrangement: false
        case .calls(.verify), .calls(.list): true
        case .whole: true
        case .calls: false
        }
    }
}

extension StateCommand {
    fileprivate var isLong: Bool {
        switch self {
        case .values, .merge, .collections, .records, .replaceRecords: true
        case .value, .set, .remove, .record, .put, .patch, .removeRecord: false
        }
    }
}
