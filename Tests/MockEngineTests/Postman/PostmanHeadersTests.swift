import MockModel
import TestSupport
import Testing

@testable import MockEngine

@Suite("The headers that steer a mock of Postman")
struct PostmanHeadersTests {
    @Test(
        "ask for a delay of 1 to 180,000 ms",
        arguments: [
            ("1", .milliseconds(1)), ("180000", .seconds(180)), ("0", nil), ("180001", nil), ("-5", nil), ("soon", nil),
        ] as [(String, Duration?)])
    func delay(value: String, expected: Duration?) {
        let headers = HeaderFields([("X-Mock-Response-Delay", value)])
        #expect(PostmanHeaders.delay(of: Request(method: "GET", target: "/", headers: headers)) == expected)
    }

    @Test("delay an answer in the place of any other delay")
    func delaysAnswer() throws {
        let engine = Engine.of([try .named("GET /a", [.text("a", delay: .fixed(.seconds(9)))])])
        #expect(engine.answer("GET", "/a", headers: [("x-mock-response-delay", "250")])?.delay == .milliseconds(250))
        #expect(engine.answer("GET", "/a")?.delay == .seconds(9))
    }
}
