import MockEngine
import MockModel

/// Every fault, from the start and after a part of the body.
extension ExchangeCase {
    static let faults: [ExchangeCase] = [
        fault(.empty, nil, nothing(.closed)), fault(.empty, 7, nothing(.closed)),
        fault(.close, nil, nothing(.closed)), fault(.close, 7, cut("0123456", .closed)),
        fault(.close, 0, cut("", .closed)), fault(.close, 500, got()),
        fault(.reset, nil, nothing(.reset)), fault(.reset, 7, cut("0123456", .reset)),
        fault(.hang, nil, nothing(.silence)), fault(.hang, 7, cut("0123456", .silence)),
        fault(.truncate, nil, cut(String(text.prefix(50)), .closed)), fault(.truncate, 7, cut("0123456", .closed)),
        fault(.truncate, 500, cut(String(text.prefix(99)), .closed)), fault(.truncate, -1, cut("", .closed)),
        fault(.garbage, nil, nothing(.malformed)), fault(.garbage, 500, got()),
        fault(.malformed, nil, broken(String(text.prefix(50)))), fault(.malformed, 7, broken("0123456")),
        fault(.malformed, 0, broken("")),
        fault(.slow, nil, rate: Rate(bytesPerSecond: 2_000), got()),
        fault(.slow, 90, rate: Rate(bytesPerSecond: 500), got()),
        ExchangeCase(
            testDescription: "slow at the speed of the example", answer: example(fault: Fault(.slow), rate: 2_000),
            expected: got()),
        ExchangeCase(
            testDescription: "garbage in place of the last bytes", answer: example(fault: Fault(.garbage, after: 10)),
            expected: ReceivedResponse(
                head: Response(status: 200, reason: "OK", headers: HeaderFields(plain)), length: 100,
                body: Array("0123456789".utf8) + Transmission.garbage(ofCall: 1).prefix(90), ending: .whole)),
        ExchangeCase(
            testDescription: "a part at a speed, then a reset",
            answer: example(fault: Fault(.reset, after: 20), rate: 500),
            expected: cut(String(text.prefix(20)), .reset)),
        ExchangeCase(
            testDescription: "truncate after a delay",
            answer: example(fault: Fault(.truncate), delay: .milliseconds(20)),
            expected: cut(String(text.prefix(50)), .closed)),
    ]

    /// Responses without a body.
    static let bodilessFaults: [ExchangeCase] = [
        bodiless("truncate", .truncate, nil, nothing(.closed)), bodiless("close", .close, 3, gotEmpty),
        bodiless("malformed", .malformed, nil, got(200, "OK", plain, "", length: nil, .malformed)),
        bodiless("garbage", .garbage, nil, nothing(.malformed)),
        ExchangeCase(
            testDescription: "truncate of HEAD", method: "HEAD", answer: example(fault: Fault(.truncate)),
            expected: got(200, "OK", plain, "", length: 100)),
        ExchangeCase(
            testDescription: "truncate of HEAD without a body", method: "HEAD",
            answer: example(response(204), fault: Fault(.truncate)), expected: nothing(.closed)),
        ExchangeCase(
            testDescription: "garbage of HEAD after 7 bytes", method: "HEAD",
            answer: example(fault: Fault(.garbage, after: 7)), expected: got(200, "OK", plain, "", length: 100)),
        ExchangeCase(
            testDescription: "close of HEAD after 7 bytes", method: "HEAD",
            answer: example(fault: Fault(.close, after: 7)),
            expected: got(200, "OK", plain, "", length: 100)),
        ExchangeCase(
            testDescription: "malformed of HEAD", method: "HEAD", answer: example(fault: Fault(.malformed)),
            expected: got(200, "OK", plain, "", length: nil)),
        ExchangeCase(
            testDescription: "reset of 204 after 7 bytes",
            answer: example(response(204), fault: Fault(.reset, after: 7)),
            expected: got(204, "No Content", plain, "", length: nil)),
        ExchangeCase(
            testDescription: "close in place of a header that cannot be written",
            answer: example(response(200, [("X-A", "a\nb")]), fault: Fault(.close)), expected: nothing(.closed)),
        ExchangeCase(
            testDescription: "truncate of a header that cannot be written",
            answer: example(response(200, [("X-A", "a\nb")]), fault: Fault(.truncate)),
            expected: unwritable("The value of the response header X-A has a line break.")),
    ]

    private static let gotEmpty = got(200, "OK", plain, "", length: 0)

    private static func cut(_ body: String, _ ending: ReceivedResponse.Ending) -> ReceivedResponse {
        got(200, "OK", plain, body, length: 100, ending)
    }

    private static func broken(_ body: String) -> ReceivedResponse {
        got(200, "OK", plain, body, length: nil, .malformed)
    }

    private static func fault(
        _ kind: Fault.Kind, _ after: Int?, rate: Rate? = nil, _ expected: ReceivedResponse
    ) -> ExchangeCase {
        ExchangeCase(
            testDescription: "\(kind)" + (after.map { " after \($0) bytes" } ?? ""),
            answer: example(fault: Fault(kind, after: after, rate: rate)), expected: expected)
    }

    private static func bodiless(
        _ name: String, _ kind: Fault.Kind, _ after: Int?, _ expected: ReceivedResponse
    ) -> ExchangeCase {
        ExchangeCase(
            testDescription: "\(name) of no body",
            answer: example(response(200, plain, nil), fault: Fault(kind, after: after)), expected: expected)
    }
}
