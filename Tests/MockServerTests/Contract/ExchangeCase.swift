import MockEngine
import MockModel
import TestSupport
import Testing

/// What a client asks, what the mock does, and what the client then has in its hands, whatever carries the exchange.
struct ExchangeCase: Sendable, CustomTestStringConvertible {
    /// What the mock does.
    enum Answer: Sendable {
        /// Sends an example.
        case example(Example)
        /// Runs a handler.
        case handler(ClosureScripts.Action)
    }

    var testDescription: String
    var method = "GET"
    var headers: [(String, String)] = []
    var answer: Answer
    var expected: ReceivedResponse

    var isHead: Bool { method == "HEAD" }

    /// A fresh mock.
    func engine() throws -> Engine {
        switch answer {
        case .example(let example): return Engine.of([try Route.named("GET /a", [example])])
        case .handler(let action): return Engine.of([], handlers: ClosureScripts(["GET /a": { _, _ in action }]))
        }
    }

    /// The request as a value.
    var request: Request { Request(method: method, target: "/a", headers: HeaderFields([("Host", "x")] + headers)) }

    /// The request as the bytes of HTTP/1.
    var bytes: String {
        "\(method) /a HTTP/1.1\r\nHost: x\r\n" + headers.map { "\($0.0): \($0.1)\r\n" }.joined() + "\r\n"
    }
}

/// Parts of cases.
extension ExchangeCase {
    static let text = String(repeating: "0123456789", count: 10)
    static let plain = [("Content-Type", "text/plain")]

    /// A response of a text.
    static func response(
        _ status: Int = 200, _ headers: [(String, String)] = plain, _ body: String? = text, reason: String? = nil
    ) -> Response {
        Response(
            status: status, reason: reason, headers: HeaderFields(headers),
            body: body.map { .bytes(Array($0.utf8)) } ?? .none)
    }

    /// A mock with one example.
    static func example(
        _ response: Response = response(), fault: Fault? = nil, rate: Double? = nil, delay: Duration? = nil,
        hints: [(String, String)] = [], version: FileVersion? = nil
    ) -> Answer {
        var example = Example(
            name: "default", response: response, delay: delay.map { .fixed($0) }, fault: fault,
            rate: rate.map { Rate(bytesPerSecond: $0) }, earlyHints: HeaderFields(hints),
            location: SourceLocation(file: "routes/a/GET.txt"))
        example.version = version
        return .example(example)
    }

    /// What a client has of a response.
    static func got(
        _ status: Int = 200, _ reason: String = "OK", _ headers: [(String, String)] = plain, _ body: String = text,
        length: Int? = 100, _ ending: ReceivedResponse.Ending = .whole
    ) -> ReceivedResponse {
        ReceivedResponse(
            head: Response(status: status, reason: reason, headers: HeaderFields(headers)), length: length,
            body: Array(body.utf8), ending: ending)
    }

    /// What a client has when no head came.
    static func nothing(_ ending: ReceivedResponse.Ending) -> ReceivedResponse { ReceivedResponse(ending: ending) }

    /// The problem document in place of a response that cannot be written.
    static func unwritable(_ detail: String) -> ReceivedResponse {
        let body = "{\"title\":\"Internal Server Error\",\"status\":500,\"detail\":\"\(detail)\"}\n"
        return got(
            500, "Internal Server Error", [("Content-Type", "application/problem+json")], body,
            length: body.utf8.count)
    }
}
