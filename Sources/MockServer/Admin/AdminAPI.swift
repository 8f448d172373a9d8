public import MockEngine
public import MockModel

/// The admin API below `/_mock`: what a tool or a test may ask of a running server.
///
/// It answers requests as values, beside the mocks; no admin call is numbered or kept in the journal.
public final class AdminAPI: Sendable {
    private let engine: Engine
    private let gate: AdminGate
    private let version: String
    private let isLoopback: Bool

    /// Makes the API of an engine.
    ///
    /// - Parameters:
    ///   - engine: whose calls and routes it shows.
    ///   - token: what browsers and callers from outside must show; `nil` refuses them all.
    ///   - hosts: names under which the server may be called, beside addresses and `localhost`.
    ///   - isLoopback: whether only this machine can reach the server.
    ///   - version: the program's, for `info`.
    public init(
        engine: Engine, token: String?, hosts: Set<String> = [], isLoopback: Bool, version: String
    ) {
        self.engine = engine
        gate = AdminGate(hosts: hosts, token: token, isLoopback: isLoopback)
        self.version = version
        self.isLoopback = isLoopback
    }

    /// Whether a request is meant for the admin API.
    public static func owns(_ request: Request) -> Bool {
        mayOwn(request.target) && request.segments.first == Route.adminSegment
    }

    /// A glance at the first letter behind the slash, so that other requests cost nothing; an absolute target has no slash there.
    private static func mayOwn(_ target: String) -> Bool {
        var bytes = target.utf8.makeIterator()
        guard bytes.next() == UInt8(ascii: "/"), let letter = bytes.next() else { return true }
        return letter == UInt8(ascii: "_") || letter == UInt8(ascii: "%")
    }

    /// Answers a request below `/_mock`.
    func answer(_ request: Request) -> AdminAnswer {
        if let refusal = gate.refusal(of: request) { return AdminAnswer(head: AdminAPI.refused(refusal)) }
        let path = request.segments.dropFirst().joined(separator: "/")
        guard AdminAPI.paths.contains(path) || path.hasPrefix("calls/") else {
            return AdminAnswer(
                head: AdminAPI.problem(404, "There is no \(request.writtenPath)", hint: AdminAPI.overview))
        }
        switch request.method {
        case "GET", "HEAD": return document(path, request)
        case "OPTIONS":
            return AdminAnswer(head: Response(status: 204, headers: HeaderFields([("Allow", AdminAPI.methods)])))
        default: return AdminAnswer(head: AdminAPI.methodNotAllowed(request))
        }
    }

    private func document(_ path: String, _ request: Request) -> AdminAnswer {
        switch path {
        case "health": return AdminAnswer(head: AdminAPI.json(200, ["status": "ready"]))
        case "info": return AdminAnswer(head: info(calls: engine.callCount))
        case "routes":
            return AdminAnswer(head: AdminAPI.json(200, .array(engine.current.allRoutes.map(\.json))))
        case "calls":
            let journal = engine.journal
            return calls(journal.exchanges, dropped: journal.dropped, request)
        default: return call(request, path)
        }
    }

    private func info(calls: Int) -> Response {
        let project = engine.current.project
        return AdminAPI.json(
            200,
            [
                "version": .string(version), "project": .string(project.settings.name ?? ""),
                "routes": .integer(Int64(engine.current.allRoutes.count)), "calls": .integer(Int64(calls)),
            ])
    }

    /// The secrets to hide from callers; `nil` on this machine, where callers see every value, unless the settings say otherwise.
    private var redaction: Redaction? {
        let settings = engine.current.project.settings.redact
        return isLoopback && !settings.isAlways ? nil : Redaction(adding: settings.names)
    }

    /// `GET /_mock/calls` with the filters `route`, `status`, `unmatched` and `since` (the number of a call); a long list comes in parts.
    private func calls(_ exchanges: [Exchange], dropped: Int, _ request: Request) -> AdminAnswer {
        let filter = CallFilter(request.queryItems)
        let shown = exchanges.filter(filter.accepts)
        let redaction = redaction
        let document: @Sendable (Exchange) -> JSONValue = { ExchangeDocument($0, redaction: redaction).listed }
        let first = AdminParts(shown, dropped: dropped, document: document)
        let bytes = first.next() ?? []
        if first.isOver { return AdminAnswer(head: AdminAPI.json(200, bytes: bytes)) }
        let parts = AdminParts(shown, dropped: dropped, document: document)
        return AdminAnswer(head: AdminAPI.json(200, bytes: []), parts: parts)
    }

    private func call(_ request: Request, _ path: String) -> AdminAnswer {
        guard let number = Int(path.dropFirst(6)) else {
            return AdminAnswer(
                head: AdminAPI.problem(404, "There is no \(request.writtenPath)", hint: AdminAPI.overview))
        }
        guard let exchange = engine.journal.exchanges.first(where: { $0.call == number }) else {
            return AdminAnswer(
                head: AdminAPI.problem(
                    404, "There is no call \(number)", hint: "GET /_mock/calls lists those that are kept"))
        }
        return AdminAnswer(head: AdminAPI.json(200, ExchangeDocument(exchange, redaction: redaction).whole))
    }
}

extension AdminAPI {
    private static let paths: Set<String> = ["health", "info", "routes", "calls"]
    private static let methods = "GET, HEAD, OPTIONS"

    /// A path of ours with a method that it does not have (RFC 9110 §15.5.6).
    private static func methodNotAllowed(_ request: Request) -> Response {
        var response = problem(
            405, "\(request.writtenPath) does not answer \(request.method)", hint: "It answers \(methods)")
        response.headers.append("Allow", methods)
        return response
    }

    private static let overview = "It has GET health, info, routes, calls and calls/N below /_mock"

    private static func refused(_ refusal: AdminGate.Refusal) -> Response {
        switch refusal {
        case .host(let host):
            problem(
                403, "The host \"\(host)\" is not one of this server",
                hint: "Call it by an address, or as localhost")
        case .token:
            problem(
                403, "This call needs the token", hint: "Send Authorization: Bearer TOKEN; --token sets it")
        }
    }

    static func problem(_ status: Int, _ title: String, hint: String) -> Response {
        json(
            status,
            [
                "type": "urn:mockscript:admin", "title": .string(title), "status": .integer(Int64(status)),
                "hint": .string(hint),
            ], type: "application/problem+json")
    }

    static func json(_ status: Int, _ value: JSONValue, type: String = "application/json") -> Response {
        json(status, bytes: JSONWriter.compact(value) + [0x0A], type: type)
    }

    private static func json(_ status: Int, bytes: [UInt8], type: String = "application/json") -> Response {
        Response(
            status: status,
            headers: HeaderFields([
                ("Content-Type", type), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
            ]),
            body: .bytes(bytes))
    }
}

extension Route {
    fileprivate var json: JSONValue {
        var object = JSONObject([.init("route", .string(name))])
        object["examples"] = .array(
            examples.map { ["name": .string($0.name), "status": .integer(Int64($0.response.status))] })
        object["handler"] = handler.map { .string($0.location.description) }
        if !middleware.isEmpty { object["middleware"] = .array(middleware.map(JSONValue.string)) }
        return .object(object)
    }
}
