import MockModel

/// One call as an event of `--json`.
struct CallEvent {
    let exchange: Exchange
    let duration: Duration

    /// One line of JSON, with its line end.
    var line: String {
        var object = JSONObject([
            .init("event", "call"), .init("call", .integer(Int64(exchange.call))),
            .init("session", .string(exchange.session)), .init("method", .string(exchange.request.method)),
            .init("target", .string(exchange.request.target)),
        ])
        object["status"] = exchange.response.map { .integer(Int64($0.status)) }
        if exchange.departure != nil { object["client_left"] = true }
        object["fault"] = exchange.fault.map { .string($0.kind.rawValue) }
        object["ms"] = .number((duration / .microseconds(1)).rounded() / 1_000)
        object["route"] = exchange.reason.route.map(JSONValue.string)
        object["why"] = .string(exchange.reason.sentence)
        if case .failure(_, let failure) = exchange.reason { object["failure"] = CallEvent.failure(failure) }
        if !exchange.log.isEmpty { object["log"] = .array(exchange.log.map { .string($0.text) }) }
        return JSONLine(.object(object)).text
    }
}

extension CallEvent {
    /// What went wrong in a handler, and where.
    private static func failure(_ failure: ScriptFailure) -> JSONValue {
        var object = JSONObject([.init("message", .string(failure.message))])
        object["file"] = failure.location.map { .string($0.file) }
        object["line"] = failure.location?.line.map { .integer(Int64($0)) }
        return .object(object)
    }
}

/// A problem of the project as an element of `--json`.
struct ProblemEvent {
    let problem: Problem

    /// The object.
    var json: JSONValue {
        var object = JSONObject([
            .init("severity", .string(problem.severity.rawValue)), .init("name", .string(problem.name)),
            .init("message", .string(problem.message)),
        ])
        object["file"] = problem.location.map { .string($0.file) }
        object["line"] = problem.location?.line.map { .integer(Int64($0)) }
        object["column"] = problem.location?.column.map { .integer(Int64($0)) }
        object["length"] = problem.location?.length.map { .integer(Int64($0)) }
        object["pointer"] = problem.location?.pointer.map(JSONValue.string)
        object["hint"] = problem.hint.map(JSONValue.string)
        object["replacement"] = problem.replacement.map(JSONValue.string)
        if !problem.notes.isEmpty { object["notes"] = .array(problem.notes.map(JSONValue.string)) }
        return .object(object)
    }
}
