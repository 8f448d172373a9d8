import MockEngine
import MockModel

extension Response {
    static func json(_ status: Int, _ value: JSONValue) -> Response {
        json(status, bytes: JSONWriter.compact(value) + [0x0A])
    }

    static func json(_ status: Int, bytes: [UInt8]) -> Response {
        Response(status: status, headers: HeaderFields([("Content-Type", "application/json")]), body: .bytes(bytes))
            .uncached
    }

    /// The response with the fields that every answer of the admin API has: it is not kept, and its type is not guessed.
    private var uncached: Response {
        var response = self
        response.headers.append("Cache-Control", "no-store")
        response.headers.append("X-Content-Type-Options", "nosniff")
        return response
    }

    /// A problem document (RFC 9457).
    static func problem(_ status: Int, _ title: String, hint: String) -> Response {
        ProblemDocument.line(
            status,
            [
                "type": "urn:mockscript:admin", "title": .string(title), "status": .integer(Int64(status)),
                "hint": .string(hint),
            ]
        ).uncached
    }

    static func refused(_ refusal: AdminGate.Refusal) -> Response {
        switch refusal {
        case .host(let host):
            problem(
                403, "The host \"\(host)\" is not one of this server", hint: "Call it by an address, or as localhost")
        case .token:
            problem(403, "This call needs the token", hint: "Send Authorization: Bearer TOKEN; --token sets it")
        }
    }

    /// Answers `OPTIONS`, and refuses a method that a path does not have (RFC 9110 §15.5.6).
    static func otherMethod(_ request: Request, _ allowed: [String]) -> Response {
        let methods = allowed.joined(separator: ", ")
        if request.method == "OPTIONS" { return Response(status: 204, headers: HeaderFields([("Allow", methods)])) }
        var response = problem(
            405, "\(request.path) does not answer \(request.method)", hint: "It answers \(methods)")
        response.headers.append("Allow", methods)
        return response
    }
}
