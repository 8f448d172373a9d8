import MockModel
import Testing

@testable import mockscript

@Suite struct ProblemTextTests {
    private let lines = [
        "return {", "    GET = function(req, res)", "        -- a comment",
        "    if req.params.id == \"9\" then return res:use(\"gnoe\") end",
    ]

    private func text(_ problem: Problem) -> String {
        let lines = lines
        return ProblemText(problem, readLines: { _ in lines }).text(.plain)
    }

    @Test func `a problem shows its line, an underline, a hint beside it and notes below`() {
        let problem = Problem(
            .error, "unknown-example", "GET /users/{id} has no example \"gnoe\"",
            at: SourceLocation(file: "routes/users/{id}/route.lua", line: 4, column: 49, length: 6),
            hint: "did you mean \"gone\"?", notes: ["it has: default, gone"])
        #expect(
            text(problem) == """
                error[unknown-example]: GET /users/{id} has no example "gnoe"

                  routes/users/{id}/route.lua:4:49
                      4 │     if req.params.id == "9" then return res:use("gnoe") end
                        │                                                 ~~~~~~ did you mean "gone"?

                  it has: default, gone
                """)
    }

    @Test func `a problem without a place shows its hint alone`() {
        #expect(
            text(Problem(.warning, "missing-seed", "no seed for carts", hint: "add data/carts.json"))
                == "warning[missing-seed]: no seed for carts\n\n  add data/carts.json")
    }

    @Test func `a place past the end of the file is named without a line`() {
        let problem = Problem(.error, "bad-json", "it ends too early", at: SourceLocation(file: "GET.json", line: 9))
        #expect(text(problem) == "error[bad-json]: it ends too early\n\n  GET.json:9")
    }

    @Test func `a problem in a whole file shows its hint below the place`() {
        let problem = Problem(
            .error, "unreadable-file", "it may not be read", at: SourceLocation(file: "x"), hint: "chmod +r x")
        #expect(text(problem) == "error[unreadable-file]: it may not be read\n\n  x\n\n  chmod +r x")
    }

    @Test func `escape sequences in a message and a line are shown, not sent`() {
        let lines = ["\u{1B}[2J\u{202E}x"]
        let problem = Problem(.error, "bad", "see \u{1B}]0;x\u{07}", at: SourceLocation(file: "a", line: 1, column: 2))
        let shown = ProblemText(problem, readLines: { _ in lines }).text(.plain)
        #expect(!shown.unicodeScalars.contains("\u{1B}") && !shown.unicodeScalars.contains("\u{202E}"))
        #expect(shown.contains("\\x1B[2J\\u{202E}x") && shown.contains("see \\x1B]0;x\\x07"))
    }

    @Test func `tabs before the place keep the underline under it`() {
        let shown = ProblemText(
            Problem(.error, "bad", "m", at: SourceLocation(file: "a", line: 1, column: 2, length: 3)),
            readLines: { _ in ["\tabc"] }
        ).text(.plain)
        #expect(shown.hasSuffix("      1 │     abc\n        │     ~~~"))
    }

    @Test func `a very long line is cut around the place`() {
        let line = String(repeating: "a", count: 5_000) + "HERE" + String(repeating: "b", count: 5_000)
        let problem = Problem(.error, "bad", "m", at: SourceLocation(file: "a", line: 1, column: 5_001, length: 4))
        let shown = ProblemText(problem, readLines: { _ in [line] }).text(.plain).split(separator: "\n")
        #expect(shown.allSatisfy { $0.count < 130 })
        #expect(shown[shown.count - 2].contains("HERE"))
    }

    @Test func `a report puts errors first, counts, and stops at twenty`() {
        let warning = Problem(.warning, "w", "a warning")
        let report = ProblemReport(
            problems: [warning] + (1...30).map { Problem(.error, "e", "error \($0)") }, readLines: { _ in [] })
        let text = report.text(.plain)
        #expect(text.hasPrefix("error[e]: error 1\n\nerror[e]: error 2\n\n"))
        #expect(
            text.hasSuffix(
                "error[e]: error 20\n\nand 11 more; mockscript check --all shows them\n\n30 errors, 1 warning"))
    }
}
