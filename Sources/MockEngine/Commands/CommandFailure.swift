public import MockModel

/// Why a command was not carried out.
public enum CommandFailure: Error, Sendable {
    /// There is no such route, with the nearest one.
    case unknownRoute(String, hint: String?)
    /// A route has no such example, with the nearest one or those that it has.
    case unknownExample(String, route: String, hint: String)
    /// A scenario could not be chosen.
    case scenario(ScenarioFailure)
    /// There is no such value, with the nearest key.
    case noValue(String, hint: String?)
    /// There is no such record, with the nearest id.
    case noRecord(String, collection: String, hint: String?)
    /// There is no such session; the ids that there are.
    case noSession(String, existing: [String])
    /// There is a session of this id.
    case sessionExists(String)
    /// There are as many sessions as there may be.
    case tooManySessions(Int)
    /// What was given cannot be used.
    case invalid(ValueError)
    /// A time outside of the years 0 to 9999.
    case outOfRange
    /// Calls that it needs are no longer kept.
    case droppedCalls(Int)
    /// The session was reset while it was under way.
    case reset
    /// Code runs in the session: ask again where waiting is allowed.
    case busy
}

extension CommandFailure {
    /// What happened, in one line.
    public var message: String {
        switch self {
        case .unknownRoute(let name, _): "there is no route \"\(name)\""
        case .unknownExample(let name, let route, _): "\(route) has no example \"\(name)\""
        case .scenario(let failure): failure.message
        case .noValue(let key, _): "there is no value \"\(key)\""
        case .noRecord(let id, let collection, _): "there is no record \"\(id)\" in \(collection)"
        case .noSession(let id, _): "there is no session \"\(id)\""
        case .sessionExists(let id): "there is a session \"\(id)\" already"
        case .tooManySessions(let most): "there are \(most) sessions already"
        case .invalid(let error): error.message
        case .outOfRange: "the clock covers the years 0 to 9999"
        case .droppedCalls(let count): "the log dropped \(count) calls, so that the result may be wrong"
        case .reset: "the session was reset meanwhile"
        case .busy: "code runs in the session"
        }
    }

    /// The closest thing that exists, or what to do next; `nil` when neither is known.
    public var hint: String? {
        switch self {
        case .unknownRoute(_, let hint), .noValue(_, let hint), .noRecord(_, _, let hint): hint
        case .unknownExample(_, _, let hint): hint
        case .noSession(let id, let existing):
            "\(Suggestion.question(for: id, among: existing) ?? "there are: \(existing.prefix(10).joined(separator: ", "))"); "
                + "to make it: POST /_mock/sessions {\"id\":\"\(id)\"}"
        case .sessionExists(let id): "DELETE /_mock/sessions/\(id) ends it; without an id a new one is given"
        case .tooManySessions: "DELETE /_mock/sessions/{sid} ends one"
        case .invalid(let error): error.hint
        case .droppedCalls: "ask for calls since one that is kept, or forget the calls before the test begins"
        case .scenario, .outOfRange, .reset, .busy: nil
        }
    }
}
