package import MockModel

/// Our own answers: problem documents (RFC 9457) that say what happened, what comes closest and what to do next.
///
/// Those that stand for the mocked service have no number of a call: the same seed gives the same bytes.
package enum ProblemDocument {
    /// Nothing answers the request.
    static func miss(_ miss: Miss, status: Int, call: Int) -> Response {
        var members: [JSONObject.Member] = [
            .init("type", "urn:mockscript:no-match"), .init("title", .string(miss.title)),
            .init("status", .integer(Int64(status))), .init("call", .integer(Int64(call))),
            .init("closest", .array(miss.closest.map(\.json))), .init("hint", .string(miss.hint)),
        ]
        if let error = miss.postmanError { members.append(.init("error", error)) }
        return response(status, members)
    }

    /// The path exists, the method does not (RFC 9110 §15.5.6).
    static func methodNotAllowed(_ request: Request, allow: [String]) -> Response {
        let list = allow.joined(separator: ", ")
        var response = response(
            405,
            [
                .init("type", "urn:mockscript:method-not-allowed"),
                .init("title", .string("\(request.writtenPath) does not answer \(request.method)")),
                .init("status", 405),
                .init("hint", .string("It answers \(list)")),
            ])
        response.headers.append("Allow", list)
        return response
    }

    /// Code failed.
    static func failure(_ failure: ScriptFailure, route: String, call: Int) -> Response {
        var members: [JSONObject.Member] = [
            .init("type", .string(failure.kind.type)), .init("title", .string("\(route) failed")), .init("status", 500),
            .init("call", .integer(Int64(call))), .init("detail", .string(failure.message)),
        ]
        if let place = failure.location { members.append(.init("at", .string(place.ofLine))) }
        let trace = failure.frames.dropFirst().map { JSONValue.string($0.location.description) }
        if !trace.isEmpty { members.append(.init("called_from", .array(trace))) }
        return response(500, members)
    }

    /// The file that would answer cannot be used.
    static func broken(_ problem: Problem, route: String) -> Response {
        var members: [JSONObject.Member] = [
            .init("type", "urn:mockscript:broken-file"),
            .init("title", .string("\(route) cannot answer: its file is broken")),
            .init("status", 500), .init("detail", .string(problem.message)),
        ]
        if let place = problem.location { members.append(.init("at", .string(place.description))) }
        if let hint = problem.hint { members.append(.init("hint", .string(hint))) }
        return response(500, members)
    }

    /// A request that names a session which does not exist.
    static func unknownSession(_ wanted: String, header: String, existing: [String], call: Int) -> Response {
        let more = existing.count > 20 ? ", …" : ""
        let list = existing.prefix(20).joined(separator: ", ") + more
        let near = Suggestion.question(for: wanted, among: existing).map { "\($0) " } ?? ""
        return response(
            400,
            [
                .init("type", "urn:mockscript:no-session"),
                .init("title", .string("no session \"\(wanted)\"; there are: \(list)")), .init("status", 400),
                .init("call", .integer(Int64(call))),
                .init(
                    "hint",
                    .string(
                        "\(near)Name one that exists, leave out \(header), or make it: "
                            + "POST /_mock/sessions {\"id\":\"\(wanted)\"}")),
            ])
    }

    /// The upstream gave no answer to a call that was passed on to it.
    static func upstream(_ failure: OutgoingFailure) -> Response {
        let status = failure.kind == .timeout ? 504 : 502
        return response(
            status,
            [
                .init("type", "urn:mockscript:upstream"), .init("title", .string(failure.message)),
                .init("status", .integer(Int64(status))), .init("error", .string(failure.kind.rawValue)),
            ])
    }

    /// A call that waited while its session was reset.
    static func reset(call: Int) -> Response {
        response(
            503,
            [
                .init("type", "urn:mockscript:session-reset"),
                .init("title", "the session was reset while this call waited"),
                .init("status", 503), .init("call", .integer(Int64(call))),
            ])
    }

    /// A request that opens no WebSocket, answered with what to ask for (RFC 9110 §15.5.22, RFC 6455 §4.2.2).
    static func handshake(_ refusal: WebSocketRefusal) -> Response {
        var response = response(
            refusal.status,
            [
                .init("type", "urn:mockscript:no-handshake"), .init("title", "this request opens no WebSocket"),
                .init("status", .integer(Int64(refusal.status))), .init("detail", .string(refusal.detail)),
            ])
        guard refusal.status == 426 else { return response }
        response.headers.append("Upgrade", "websocket")
        response.headers.append("Sec-WebSocket-Version", "13")
        return response
    }

    /// A call that a behavior refuses.
    static func behavior(_ pattern: String, status: Int, detail: String) -> Response {
        response(
            status,
            [
                .init("error", "behavior"), .init("title", .string("behavior \(pattern): \(detail)")),
                .init("status", .integer(Int64(status))),
            ])
    }

    /// A response that the description of an operation does not have.
    static func described(_ miss: Miss, status: Int) -> Response {
        let type = status == 406 ? "urn:mockscript:not-acceptable" : "urn:mockscript:no-match"
        return response(
            status,
            [
                .init("type", .string(type)), .init("title", .string(miss.title)),
                .init("status", .integer(Int64(status))), .init("hint", .string(miss.hint)),
            ])
    }

    private static func response(_ status: Int, _ members: [JSONObject.Member]) -> Response {
        response(status, JSONWriter.pretty(.object(JSONObject(members))))
    }

    /// A problem document on one line, with a line feed.
    package static func line(_ status: Int, _ document: JSONValue) -> Response {
        response(status, JSONWriter.compact(document) + [0x0A])
    }

    private static func response(_ status: Int, _ body: [UInt8]) -> Response {
        Response(
            status: status, headers: HeaderFields([("Content-Type", "application/problem+json")]), body: .bytes(body))
    }
}

extension ScriptFailure.Kind {
    fileprivate var type: String {
        switch self {
        case .runtime, .expectation: "urn:mockscript:handler-failed"
        case .syntax: "urn:mockscript:syntax"
        case .cpu: "urn:mockscript:cpu-limit"
        case .memory: "urn:mockscript:memory-limit"
        case .time: "urn:mockscript:time-limit"
        case .unknownExample: "urn:mockscript:unknown-example"
        case .badResponse: "urn:mockscript:bad-response"
        }
    }
}
