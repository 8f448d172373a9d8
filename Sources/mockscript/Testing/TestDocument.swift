import MockEngine
import MockModel
import MockScriptKit

/// The results for machines: `mockscript test --json`.
struct TestDocument {
    let results: [TestSuite.Result]
    let broken: [Problem]
    let summary: TestSummaryLine
    let coverage: CoverageReport?
    let readLines: LineReader
    let source: String

    var json: JSONValue {
        var document = JSONObject([
            .init("ok", .bool(summary.isGood)), .init("passed", .integer(Int64(summary.passed))),
            .init("failed", .integer(Int64(summary.failed))), .init("not_run", .integer(Int64(summary.left))),
            .init("seed", .integer(Int64(clamping: summary.seed))),
            .init("duration_ms", milliseconds(summary.duration)),
            .init("tests", .array(results.map(entry))),
            .init("problems", .array(broken.map { ProblemEvent(problem: $0).json })),
        ])
        document["coverage"] = coverage?.json
        return .object(document)
    }

    private func entry(_ result: TestSuite.Result) -> JSONValue {
        var entry = JSONObject([
            .init("name", .string(result.test.name)), .init("file", .string(result.test.script)),
            .init("line", .integer(Int64(result.test.location.line ?? 0))),
            .init("ok", .bool(result.outcome.failure == nil)), .init("duration_ms", milliseconds(result.duration)),
            .init("session_ms", milliseconds(result.outcome.sessionTime)),
        ])
        guard result.outcome.failure != nil else { return .object(entry) }
        let text = TestFailureText(result: result, readLines: readLines, source: source)
        var failure = JSONObject([
            .init("kind", .string(text.kind)), .init("message", .string(text.message)),
            .init("text", .string(text.lines(.plain).joined(separator: "\n"))),
            .init("again", .string(ShellText.testCommand(only: result.test.name, seed: summary.seed, source: source))),
        ])
        if let place = text.location {
            failure["file"] = .string(place.file)
            failure["line"] = place.line.map { .integer(Int64($0)) }
        }
        entry["failure"] = .object(failure)
        return .object(entry)
    }

    private func milliseconds(_ duration: Duration) -> JSONValue {
        .integer(Int64((duration / .milliseconds(1)).rounded()))
    }
}
