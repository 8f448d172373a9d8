import Foundation
import FoundationXML
import MockEngine
import MockModel
import MockScriptKit
import TestSupport
import Testing

@testable import mockscript

@Suite("What test prints")
struct TestReportTests {
    private static let lines = [
        "describe(\"checkout\", function()",
        "    api:post(\"/carts/1/checkout\"):expect(409, { cart = cart.id })",
        "end)",
    ]

    static func result(_ names: [String], file: String = "tests/a.test.lua", failing message: String? = nil)
        -> TestSuite.Result
    {
        let place = SourceLocation(file: file, line: 2)
        var outcome = TestOutcome()
        if let message {
            let failure = ScriptFailure(.expectation(call: 2), message, frames: [.init(location: place)])
            outcome.failure = .code(failure)
            outcome.calls = [
                Exchange(
                    call: 2, session: "default", time: 0,
                    request: Request(method: "POST", target: "/carts/1/checkout"), response: Response(status: 409),
                    reason: .example(route: "POST /carts/{id}/checkout", name: "empty", pinnedBy: nil))
            ]
        }
        let test = TestDeclaration(script: file, number: 1, names: names, location: place)
        return TestSuite.Result(test: test, outcome: outcome, duration: .milliseconds(3))
    }

    private func text(_ results: [TestSuite.Result], source: String = "shop", seed: UInt64 = 7) -> String {
        let failed = results.count { $0.outcome.failure != nil }
        let summary = TestSummaryLine(
            passed: results.count - failed, failed: failed, broken: 0, left: 0, duration: .milliseconds(21), seed: seed)
        return TestReport(results: results, source: source, summary: summary, readLines: { _ in Self.lines })
            .text(.plain)
    }

    @Test("is a tree with times, and the failure where it happened")
    func tree() {
        let report = text([
            Self.result(["checkout", "charges once"]),
            Self.result(
                ["checkout", "refuses"], failing: "body.cart: wanted \"cart_1\", got nothing\nbody.x: wanted 1, got 2"),
            Self.result(["other", "deep", "works"], file: "b.test.lua"),
        ])
        #expect(
            report == """
                 shop/tests/a.test.lua
                   checkout
                     ✓ charges once                                                                     3 ms
                     ✗ refuses
                         tests/a.test.lua:2   body.cart: wanted "cart_1", got nothing
                             2 │     api:post("/carts/1/checkout"):expect(409, { cart = cart.id })
                               │                                  ~~~~~~~
                         also: body.x: wanted 1, got 2
                         call 2   POST /carts/1/checkout   409   example empty
                 shop/b.test.lua
                   other
                     deep
                       ✓ works                                                                          3 ms

                 2 passed, 1 failed in 21 ms     again: mockscript test shop --only 'checkout > refuses' --seed 7

                """)
    }

    @Test("names the place of another kind of failure")
    func kinds() throws {
        let idle = SourceLocation(file: "tests/a.test.lua", line: 2)
        let request = OutgoingRequest(url: "https://fx.example.test/x?y=1")
        let failures: [(TestOutcome.Failure, String, String)] = [
            (.idle(idle), "idle-expectation", "looks at nothing"),
            (.unstubbed(request), "no-stand-in", "api:upstream(\"GET https://fx.example.test/x\""),
            (.standStill(.waitsForEver, request: "GET /x"), "stand-still", "is never answered"),
            (
                .handler(HandlerFailure(exchange: nil, failure: ScriptFailure(.runtime, "late"))), "handler",
                "a timer failed"
            ),
            (.code(ScriptFailure(.runtime, "no")), "error", "no"),
        ]
        for (failure, kind, words) in failures {
            var outcome = TestOutcome()
            outcome.failure = failure
            let result = TestSuite.Result(test: Self.result(["x"]).test, outcome: outcome, duration: .zero)
            let text = TestFailureText(result: result, readLines: { _ in Self.lines }, source: ".")
            #expect(text.kind == kind)
            #expect(text.lines(.plain).joined(separator: "\n").contains(words))
            #expect(!text.message.isEmpty)
        }
    }

    @Test("shows no control characters of names and values")
    func controls() {
        let report = text([Self.result(["a\u{1B}[31m", "b"], failing: "body: wanted 1, got \"\u{1B}[2J\"")])
        #expect(!report.contains("\u{1B}"))
    }

    @Test("is well-formed XML whatever a test is called")
    func junit() throws {
        let strange = "<\"'&>\u{0}\u{1B}\u{FFFF}\n]]>"
        let results = [
            Self.result(["ok"]), Self.result(["group", strange], failing: strange),
            Self.result(["x"], file: "b&c.test.lua"),
        ]
        let broken = Problem(.error, "syntax", strange, at: SourceLocation(file: "broken.test.lua", line: 1))
        let xml = JUnitReport(results: results, broken: [broken], seed: 7, readLines: { _ in [] }, source: ".").text
        let document = try XMLDocument(xmlString: xml)
        let root = try #require(document.rootElement())
        #expect(root.attribute(forName: "tests")?.stringValue == "4")
        #expect(root.attribute(forName: "failures")?.stringValue == "1")
        #expect(root.attribute(forName: "errors")?.stringValue == "1")
        #expect(try document.nodes(forXPath: "//testcase").count == 4)
        #expect(try document.nodes(forXPath: "//failure").count == 1)
    }
}

@Suite("Coverage")
struct CoverageReportTests {
    @Test("names routes, examples, scenarios and lines that no test met")
    func report() throws {
        let routes = [
            try Route.named("GET /a", [.text("x"), .text("y", name: "declined")]), try Route.named("GET /b"),
        ]
        let report = CoverageReport(
            routes: routes, covered: [CoveredExample(route: "GET /a", example: "default")], missedScenarios: ["sale"],
            lines: [LineCoverage(file: "lib/x.lua", lines: [1, 2, 3, 5, 9], missed: [2, 3, 9])])
        let text = report.text(.plain)
        for finding in [
            "routes        1 of 2   50 %", "examples      1 of 2   50 %", "lines         2 of 5   40 %",
            "GET /b never called", "GET /a: example \"declined\" never served", "scenario \"sale\" never chosen",
            "lib/x.lua: lines 2–3, 9 never run",
        ] { #expect(text.contains(finding), "\(finding) in \(text)") }
    }

    @Test(
        "puts neighbouring lines together",
        arguments: [
            ([], ""), ([4], "4"), ([1, 2, 3], "1–3"), ([1, 3, 4, 9], "1, 3–4, 9"),
        ] as [([Int], String)])
    func ranges(lines: [Int], text: String) {
        #expect(CoverageReport.ranges(lines) == text)
    }
}
