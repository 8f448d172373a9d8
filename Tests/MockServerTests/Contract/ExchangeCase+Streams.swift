import MockEngine
import MockModel
import TestSupport

/// Bodies that code makes, and interim responses.
extension ExchangeCase {
    private static let events = [("Content-Type", "text/event-stream")]

    static let streams: [ExchangeCase] = [
        stream("three parts", ["one", "two", "three"], gotStream("onetwothree")),
        stream("no part", [], gotStream("")),
        stream("an empty part", ["one", "", "two"], gotStream("onetwo")),
        stream(
            "server-sent events", kind: .events, ["data: 1\n\n", "data: 2\n\n"], gotStream("data: 1\n\ndata: 2\n\n")),
        stream("a failure after a part", ["one"], failure: true, gotStream("one", .closed)),
        stream("a failure before the first part", [], failure: true, gotStream("", .closed)),
        stream("HEAD", method: "HEAD", ["one"], gotStream("")),
        stream(
            "204", response: response(204, events, nil), ["one"], got(204, "No Content", events, "", length: nil)),
        stream(
            "205", response: response(205, events, nil), ["one"], got(205, "Reset Content", events, "", length: 0)),
        stream(
            "a header that cannot be written", response: response(200, [("X-A", "a\nb")], nil), ["one"],
            unwritable("The value of the response header X-A has a line break.")),
        stream(
            "at a speed", rate: Rate(bytesPerSecond: 500), ["0123456789", "0123456789"],
            gotStream("01234567890123456789")),
        stream("slow", fault: Fault(.slow, rate: Rate(bytesPerSecond: 500)), ["0123456789"], gotStream("0123456789")),
        stream("close", fault: Fault(.close), ["one"], nothing(.closed)),
        stream("close after 2 bytes", fault: Fault(.close, after: 2), ["one"], gotStream("", .closed)),
        stream("reset", fault: Fault(.reset), ["one"], nothing(.reset)),
        stream("reset after 2 bytes", fault: Fault(.reset, after: 2), ["one"], gotStream("", .reset)),
        stream("truncate", fault: Fault(.truncate), ["one"], nothing(.closed)),
        stream("empty", fault: Fault(.empty), ["one"], nothing(.closed)),
        stream("garbage", fault: Fault(.garbage), ["one"], nothing(.malformed)),
        stream("malformed", fault: Fault(.malformed), ["one"], gotStream("", .malformed)),
        ExchangeCase(
            testDescription: "stream: waits between the parts",
            answer: .handler(
                .stream(
                    scripted(response(200, events, nil)), .events,
                    [part("one"), .sleep(.milliseconds(10)), part("two"), .sleep(.milliseconds(10))], nil)),
            expected: gotStream("onetwo")),
    ]

    static let hints: [ExchangeCase] = [
        ExchangeCase(
            testDescription: "early hints of an example",
            answer: example(hints: [("Link", "</a.css>"), ("Link", "</b.css>")]),
            expected: hinted([[("Link", "</a.css>"), ("Link", "</b.css>")]], got())),
        ExchangeCase(
            testDescription: "early hints before a delay",
            answer: example(delay: .milliseconds(20), hints: [("Link", "</a.css>")]),
            expected: hinted([[("Link", "</a.css>")]], got())),
        ExchangeCase(
            testDescription: "early hints before a reset",
            answer: example(fault: Fault(.reset), delay: .milliseconds(20), hints: [("Link", "</a.css>")]),
            expected: hinted([[("Link", "</a.css>")]], nothing(.reset))),
        ExchangeCase(
            testDescription: "early hints of a handler, twice",
            answer: .handler(
                .scripted(scripted(response()), after: [earlyHints("</a.css>"), earlyHints("</b.css>")])),
            expected: hinted([[("Link", "</a.css>")], [("Link", "</b.css>")]], got())),
        ExchangeCase(
            testDescription: "early hints that cannot be written",
            answer: .handler(.scripted(scripted(response()), after: [earlyHints("a\nb")])), expected: got()),
        ExchangeCase(
            testDescription: "early hints of a handler that waits",
            answer: .handler(
                .scripted(
                    scripted(response(404, plain, "gone")), after: [earlyHints("</a.css>"), .sleep(.milliseconds(10))])),
            expected: hinted([[("Link", "</a.css>")]], got(404, "Not Found", plain, "gone", length: 4))),
    ]

    private static func earlyHints(_ link: String) -> Wait { .earlyHints(HeaderFields([("Link", link)])) }

    private static func part(_ text: String) -> Wait { .send(.bytes(Array(text.utf8))) }

    static func scripted(_ response: Response, rate: Rate? = nil, fault: Fault? = nil) -> ScriptedResponse {
        ScriptedResponse(response: response, rate: rate, fault: fault)
    }

    private static func gotStream(_ body: String, _ ending: ReceivedResponse.Ending = .whole) -> ReceivedResponse {
        got(200, "OK", events, body, length: nil, ending)
    }

    private static func hinted(_ hints: [[(String, String)]], _ received: ReceivedResponse) -> ReceivedResponse {
        var received = received
        received.hints = hints.map { HeaderFields($0) }
        return received
    }

    private static func stream(
        _ name: String, method: String = "GET", kind: StreamOrder.Kind = .bytes,
        response: Response = response(200, events, nil), rate: Rate? = nil, fault: Fault? = nil, _ parts: [String],
        failure: Bool = false, _ expected: ReceivedResponse
    ) -> ExchangeCase {
        ExchangeCase(
            testDescription: "stream: \(name)", method: method,
            answer: .handler(
                .stream(
                    scripted(response, rate: rate, fault: fault), kind, parts.map { part($0) },
                    failure ? ScriptFailure(.runtime, "no") : nil)),
            expected: expected)
    }
}
