import MockEngine
import MockModel
import MockScriptKit

/// The counts at the end.
struct TestSummaryLine: Sendable {
    let passed: Int
    let failed: Int
    /// Test files that do not load.
    let broken: Int
    /// Tests that were not run.
    let left: Int
    let duration: Duration
    let seed: UInt64

    var isGood: Bool { failed == 0 && broken == 0 }

    /// ` 4 passed, 1 failed in 21 ms`.
    func text(_ terminal: Terminal) -> String {
        var parts = [terminal.paint("\(passed) passed", passed > 0 && isGood ? .good : .faint)]
        if failed > 0 { parts.append(terminal.paint("\(failed) failed", .bad)) }
        if broken > 0 { parts.append(terminal.paint("\(broken) file\(broken == 1 ? "" : "s") did not load", .bad)) }
        if left > 0 { parts.append("\(left) not run") }
        return " " + parts.joined(separator: ", ") + " in \(DurationText(duration).short)"
    }
}

/// The tree of tests with their marks, and each failure where it happened.
struct TestReport {
    let results: [TestSuite.Result]
    /// The project as the command names it.
    let source: String
    let summary: TestSummaryLine
    let readLines: LineReader

    func text(_ terminal: Terminal, coverage: CoverageReport? = nil) -> String {
        var lines: [String] = []
        var file: String?
        var groups: [String] = []
        for result in results {
            if result.test.script != file {
                file = result.test.script
                groups = []
                lines.append(" " + terminal.paint(VisibleText(path(of: result.test.script)).escaped, .strong))
            }
            lines += heads(of: result.test, after: &groups)
            lines += block(result, terminal)
        }
        if !lines.isEmpty { lines.append("") }
        lines.append(summary.text(terminal) + again(terminal))
        return lines.joined(separator: "\n") + "\n" + (coverage?.text(terminal) ?? "")
    }

    private func path(of script: String) -> String {
        let folder =
            source.hasSuffix(".lua") ? String(source.dropLast(source.split(separator: "/").last?.count ?? 0)) : source
        if folder == "." || folder.isEmpty { return script }
        return folder.hasSuffix("/") ? folder + script : "\(folder)/\(script)"
    }

    /// The names of the groups that a test begins.
    private func heads(of test: TestDeclaration, after groups: inout [String]) -> [String] {
        let own = Array(test.names.dropLast())
        let common = zip(own, groups).prefix { $0 == $1 }.count
        groups = own
        return own.indices.dropFirst(common).map { indent($0) + VisibleText(own[$0]).escaped }
    }

    private func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) + "   " }

    private func block(_ result: TestSuite.Result, _ terminal: Terminal) -> [String] {
        let depth = result.test.names.count - 1
        let name = VisibleText(result.test.names.last ?? "").escaped
        guard result.outcome.failure != nil else {
            let line = "\(indent(depth))✓ \(name)"
            let duration = DurationText(result.duration).short
            let time = terminal.paint(duration, .faint)
            let column = terminal.isInteractive ? min(88, terminal.width - duration.count) : 88
            var lines =
                terminal.isInteractive ? FoldedText.lines(line, width: column - 1, indent: depth * 2 + 5) : [line]
            let gap = String(repeating: " ", count: max(1, column - (lines.last?.count ?? 0)))
            lines[lines.count - 1] += gap + time
            return lines.map { $0.replacing("✓", with: terminal.paint("✓", .good), maxReplacements: 1) }
        }
        let text = TestFailureText(result: result, readLines: readLines, source: source)
        let margin = indent(depth) + "    "
        let inner = terminal.narrowed(by: margin.count)
        let head = terminal.folded("\(indent(depth))✗ \(name)")
        return [head.replacing("✗", with: terminal.paint("✗", .bad), maxReplacements: 1)]
            + text.lines(inner).flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
            .map { $0.isEmpty ? "" : margin + $0 }
    }

    /// How to run the first failure again.
    private func again(_ terminal: Terminal) -> String {
        let separator = terminal.isInteractive ? "\n\n " : "     "
        guard let failed = results.first(where: { $0.outcome.failure != nil }) else { return "" }
        return separator + "again: " + ShellText.testCommand(only: failed.test.name, seed: summary.seed, source: source)
    }
}

extension ShellText {
    /// `mockscript test --only 'checkout > refuses an empty cart' --seed 7`.
    static func testCommand(only name: String, seed: UInt64, source: String) -> String {
        let place = source == "." ? "" : " " + quoted(source)
        return "\(Program.name) test\(place) --only \(quoted(name)) --seed \(seed)"
    }
}
