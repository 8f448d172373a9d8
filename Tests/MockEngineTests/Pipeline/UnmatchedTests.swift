import MockModel
import TestSupport
import Testing

@testable import MockEngine

/// The stage of calls that nothing of the project answers, by values alone.
@Suite struct UnmatchedTests {
    /// One case: what is asked of a project with `GET /r`, by which settings, and what is done.
    struct Case: Sendable {
        let line: String
        var headers: [(String, String)] = []
        var settings = Settings()
        let done: String
    }

    private static let proxy = Settings(upstream: "https://api.example.com/v2", unmatched: .proxy)

    static let cases: [Case] = [
        Case(line: "GET /x", done: "send 404: no route — closest: GET /r"),
        Case(line: "GET /x", settings: Settings(unmatched: .status(501)), done: "send 501: no route — closest: GET /r"),
        Case(line: "POST /r", done: "send 405: 405: it answers GET, HEAD, OPTIONS"),
        Case(line: "OPTIONS /r", done: "send 204: OPTIONS"),
        Case(line: "OPTIONS *", done: "send 204: OPTIONS"),
        Case(line: "GET /x", settings: proxy, done: "forward https://api.example.com/v2/x to https://api.example.com"),
        Case(line: "POST /r", settings: proxy, done: "forward https://api.example.com/v2/r to https://api.example.com"),
        Case(line: "OPTIONS /r", settings: proxy, done: "send 204: OPTIONS"),
        Case(
            line: "GET /r", headers: [("X-Mock-Example", "no")], settings: proxy,
            done: "send 404: GET /r has no example \"no\", asked for by X-Mock-Example"),
        Case(line: "GET /r?x=1", settings: proxy, done: "send 200: example default"),
    ]

    @Test(arguments: cases.indices)
    func `a call that nothing answers is passed on, or answered by us`(_ index: Int) throws {
        let row = UnmatchedTests.cases[index]
        let project = StageFixture.project([try .named("GET /r", [.text("a")])], settings: row.settings)
        let (call, match) = StageFixture.met(row.line, row.headers, in: project)
        let choice = Choosing.choose(match, call, nil, project)
        #expect(StageFixture.facts.course(after: choice, call, project) { nil }.sketch == row.done, "\(row.line)")
    }

    @Test func `a behavior over the path answers before the call is passed on`() throws {
        let project = StageFixture.project([], settings: UnmatchedTests.proxy)
        let (call, match) = StageFixture.met("GET /x", in: project)
        let refusal = Decision(Response(status: 429), because: .behavior(route: "GET /x", pattern: "/**", detail: "d"))
        let choice = Choosing.choose(match, call, nil, project)
        #expect(
            StageFixture.facts.course(after: choice, call, project) { refusal }.sketch == "send 429: behavior /**: d")
    }

    @Test func `the answers of the upstream, and why there is none`() throws {
        let project = StageFixture.project([], settings: UnmatchedTests.proxy)
        let (call, _) = StageFixture.met("GET /x", in: project)
        func sent(_ outcome: WaitOutcome) -> String {
            let decision = Unmatched.decision(from: "https://a", outcome, call, project)
            return "\(decision.response.status) \(decision.reason.sentence)"
        }
        #expect(sent(.fetched(.response(Response(status: 299)))) == "299 upstream https://a")
        #expect(sent(.fetched(.failure(OutgoingFailure(.timeout, "late")))) == "504 upstream https://a: late")
        #expect(sent(.fetched(.failure(OutgoingFailure(.reset, "cut")))) == "502 upstream https://a: cut")
        #expect(sent(.woken) == "503 the session was reset")
    }
}
