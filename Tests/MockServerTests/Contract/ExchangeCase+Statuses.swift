import MockEngine
import MockModel
import TestSupport

/// Statuses, `HEAD`, and bodies of each kind.
extension ExchangeCase {
    static let statuses: [ExchangeCase] = [
        whole(201, "Created"), whole(202, "Accepted"), whole(206, "Partial Content"), whole(299, ""),
        whole(400, "Bad Request"), whole(404, "Not Found"), whole(418, "I'm a teapot"),
        whole(500, "Internal Server Error"),
        whole(503, "Service Unavailable"), whole(599, ""), whole(999, ""),
        ExchangeCase(
            testDescription: "301 with a location", answer: example(response(301, [("Location", "/b")], nil)),
            expected: got(301, "Moved Permanently", [("Location", "/b")], "", length: 0)),
        ExchangeCase(
            testDescription: "204 whose example has a body", answer: example(response(204)),
            expected: got(204, "No Content", plain, "", length: nil)),
        ExchangeCase(
            testDescription: "205 whose example has a body", answer: example(response(205)),
            expected: got(205, "Reset Content", plain, "", length: 0)),
        ExchangeCase(
            testDescription: "304 whose example has a body", answer: example(response(304)),
            expected: got(304, "Not Modified", plain, "", length: nil)),
        ExchangeCase(
            testDescription: "304 with a length of its own",
            answer: example(response(304, [("ETag", "\"a\""), ("Content-Length", "55")], nil)),
            expected: got(304, "Not Modified", [("ETag", "\"a\"")], "", length: 55)),
        ExchangeCase(
            testDescription: "a reason phrase of its own", answer: example(response(200, reason: "Fine")),
            expected: got(200, "Fine")),
        ExchangeCase(
            testDescription: "header fields in order, twice, less the framing",
            answer: example(
                response(200, [("x-B", "1"), ("Content-Length", "7"), ("X-b", "2"), ("Transfer-Encoding", "chunked")])),
            expected: got(200, "OK", [("x-B", "1"), ("X-b", "2")])),
        ExchangeCase(
            testDescription: "a status below 200", answer: example(response(199)),
            expected: unwritable("The status 199 is no status of a final answer; they go from 200 to 999.")),
        ExchangeCase(
            testDescription: "a status above 999", answer: example(response(1000)),
            expected: unwritable("The status 1000 is no status of a final answer; they go from 200 to 999.")),
        ExchangeCase(
            testDescription: "a reason phrase with a line break", answer: example(response(200, reason: "a\nb")),
            expected: unwritable("The reason phrase of this response has a line break.")),
        ExchangeCase(
            testDescription: "a header value with a line break", answer: example(response(200, [("X-A", "b\r\nc")])),
            expected: unwritable("The value of the response header X-A has a line break.")),
        ExchangeCase(
            testDescription: "a header name with a space", answer: example(response(200, [("X A", "b")])),
            expected: unwritable("\\\"X A\\\" is not a header name.")),
    ]

    private static func whole(_ status: Int, _ reason: String) -> ExchangeCase {
        ExchangeCase(
            testDescription: "status \(status)", answer: example(response(status)), expected: got(status, reason))
    }

    static let heads: [ExchangeCase] = [
        head("of a text", response(), got(200, "OK", plain, "", length: 100)),
        head("of no body", response(200, plain, nil), got(200, "OK", plain, "", length: nil)),
        head(
            "of no body with a length of its own", response(200, [("Content-Length", "42")], nil),
            got(200, "OK", [], "", length: 42)),
        head("of 204", response(204), got(204, "No Content", plain, "", length: nil)),
        head("of 404", response(404), got(404, "Not Found", plain, "", length: 100)),
    ]

    private static func head(_ name: String, _ response: Response, _ expected: ReceivedResponse) -> ExchangeCase {
        ExchangeCase(testDescription: "HEAD \(name)", method: "HEAD", answer: example(response), expected: expected)
    }

    private static let large = String(repeating: "large ", count: 20_000)

    static let bodies: [ExchangeCase] = [
        ExchangeCase(
            testDescription: "no body", answer: example(response(200, plain, nil)),
            expected: got(200, "OK", plain, "", length: 0)),
        ExchangeCase(
            testDescription: "an empty body", answer: example(response(200, plain, "")),
            expected: got(200, "OK", plain, "", length: 0)),
        ExchangeCase(testDescription: "a text", answer: example(), expected: got()),
        ExchangeCase(
            testDescription: "a body of 120,000 bytes", answer: example(response(200, plain, large)),
            expected: got(200, "OK", plain, large, length: 120_000)),
        ExchangeCase(
            testDescription: "a text of a handler", answer: .handler(.answer(response(201, plain, "made"))),
            expected: got(201, "Created", plain, "made", length: 4)),
        ExchangeCase(
            testDescription: "JSON of a handler", answer: .handler(.json(202, Array("{\"a\":1}".utf8))),
            expected: got(202, "Accepted", [("Content-Type", "application/json")], "{\"a\":1}", length: 7)),
        ExchangeCase(
            testDescription: "a text of a handler that waits",
            answer: .handler(.sleep(.milliseconds(20), then: response(200, plain, "late"))),
            expected: got(200, "OK", plain, "late", length: 4)),
        ExchangeCase(
            testDescription: "a text after a delay", answer: example(delay: .milliseconds(20)), expected: got()),
        ExchangeCase(
            testDescription: "a text at a speed", answer: example(rate: 2_000), expected: got()),
        ExchangeCase(
            testDescription: "a status without a body at a speed", answer: example(response(204), rate: 1),
            expected: got(204, "No Content", plain, "", length: nil)),
        ExchangeCase(
            testDescription: "the connection ends after the response",
            answer: example(response(200, plain + [("Connection", "close")])), expected: got()),
    ]
}
