extension Exchange.Reason {
    /// The route that answered or refused, as users write it.
    public var route: String? {
        switch self {
        case .example(let route, _, _), .handler(let route, _, _), .behavior(let route, _, _), .failure(let route, _):
            route
        case .refused(let route, _): route
        default: nil
        }
    }

    /// The example that was sent, or that the code began as.
    public var example: String? {
        switch self {
        case .example(_, let name, _): name
        case .handler(_, _, let example): example
        default: nil
        }
    }

    /// Where the code that ran begins, or where it failed.
    public var handler: SourceLocation? {
        switch self {
        case .handler(_, let location, _): location
        case .failure(_, let failure): failure.location
        default: nil
        }
    }

    /// Why, in one line: the end of the log line.
    public var sentence: String {
        switch self {
        case .example(_, let name, let pin): pin.map { "example \(name) (\($0))" } ?? "example \(name)"
        case .handler(_, let location, let example):
            example.map { $0 == "default" ? "\(location)" : "\(location) → example \($0)" } ?? "\(location)"
        case .behavior(_, let pattern, let detail): "behavior \(pattern): \(detail)"
        case .refused(_, let detail): detail
        case .miss(let miss): miss.sentence
        case .failure(_, let failure): failure.location.map { "\($0.ofLine): \(failure.brief)" } ?? failure.message
        default: sentenceOfOurs
        }
    }

    /// The line of an answer that no route gives.
    private var sentenceOfOurs: String {
        switch self {
        case .options: "OPTIONS"
        case .methodNotAllowed(let allow): "405: it answers \(allow.joined(separator: ", "))"
        case .preflight(let origin): "CORS preflight of \(origin)"
        case .noSession(let wanted): "no session \"\(wanted)\""
        case .reset: "the session was reset"
        case .upstream(let origin, let failure): "upstream \(origin)" + (failure.map { ": \($0.message)" } ?? "")
        case .middleware(let location): location.map { "\($0)" } ?? "middleware"
        case .admin: "admin"
        case .standIn: "a stand-in of the test"
        case .unfinished(let received, let length):
            length.map { "\(received) of \($0) bytes of the request body came" }
                ?? "\(received) bytes of the request body came, not its end"
        default: "no answer"
        }
    }
}

extension Miss {
    /// The miss in one line: what is missing and what comes closest.
    public var sentence: String {
        guard pinned == nil else { return title }
        guard let first = closest.first else { return "no route" }
        guard let example = first.example else { return "no route — closest: \(first.route)" }
        return "no example — closest: \(first.route) \(example): \(first.failed.joined(separator: "; "))"
    }
}

extension Candidate {
    /// The candidate as problem documents and the admin API show it: `route`, `example` and `failed`.
    public var json: JSONValue {
        var object = JSONObject([.init("route", .string(route))])
        object["example"] = example.map(JSONValue.string)
        object["failed"] = .array(failed.map(JSONValue.string))
        return .object(object)
    }
}
