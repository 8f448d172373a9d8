import Foundation
import MockEngine
import MockModel
import MockScriptKit
import MockServer
import MockSources

/// `mockscript test`: loads, runs, reports; again and again while it watches.
struct TestRun {
    let choices: TestChoices
    let surroundings: CommandEnvironment

    func run() throws(CommandFailure) -> ExitCode {
        let loader = ProjectLoader(
            source: choices.source, options: SourceOptions(withTests: true), notesLines: choices.wantsCoverage)
        guard choices.watches else { return try runOnce(loader) }
        let watcher = try watcher(of: loader)
        let watched = loader.observed(by: watcher)
        watcher.tell { surroundings.writeError("warning: \($0.sentence)\n") }
        while true {
            do throws(CommandFailure) {
                _ = try runOnce(watched)
            } catch { surroundings.writeError(error.message.isEmpty ? "" : "error: \(error.message)\n") }
            surroundings.writeError("\nwaiting for a saved file; Ctrl-C ends\n\n")
            wait(for: watcher)
        }
    }

    private func watcher(of loader: ProjectLoader) throws(CommandFailure) -> FolderWatcher {
        do throws(WatchError) {
            return try loader.watch()
        } catch { throw CommandFailure(.project, "saved files cannot be noticed: \(error.reason)") }
    }

    /// Editors save in several steps: what follows within a moment belongs to the same save.
    private func wait(for watcher: FolderWatcher) {
        while !watcher.takeChanges() { Thread.sleep(forTimeInterval: 0.05) }
        Thread.sleep(forTimeInterval: 0.05)
        _ = watcher.takeChanges()
    }

    /// One run of all that is meant.
    private func runOnce(_ loader: ProjectLoader) throws(CommandFailure) -> ExitCode {
        let began = ContinuousClock.now
        let project = try loader.load(
            surroundings, isStrict: true, refusal: "no test was run because the project has the errors above")
        let broken = project.problems.filter { $0.severity == .error && $0.isOfTest && isMeant($0) }
        let tests = choices.chosen(from: project.allTests)
        guard !tests.isEmpty || !broken.isEmpty else { throw nothing(in: project) }
        if choices.lists { return list(tests) }
        let seed = choices.seed ?? project.project.settings.seed ?? 0
        let suite = TestSuite(
            project: project, tests: tests, files: loader.files(of: project), seed: seed, workers: choices.workers,
            stopsAtFailure: choices.stopsAtFailure)
        let results = suite.run()
        let summary = TestSummaryLine(
            passed: results.count { $0.outcome.failure == nil }, failed: results.count { $0.outcome.failure != nil },
            broken: Set(broken.map { $0.location?.file ?? $0.message }).count, left: tests.count - results.count,
            duration: .now - began, seed: seed)
        let report = TestReport(
            results: results, source: choices.source, summary: summary, readLines: loader.readLines)
        let coverage = coverage(of: project, results)
        try write(report, broken, coverage)
        let isCovered = isCovered(coverage)
        return summary.isGood && isCovered ? .done : .findings
    }

    private func list(_ tests: [TestDeclaration]) -> ExitCode {
        let list = TestList(tests: tests)
        let json = String(decoding: JSONWriter.pretty(list.json), as: UTF8.self) + "\n"
        surroundings.write(choices.wantsJSON ? json : list.text(surroundings.output))
        return .done
    }

    /// Whether enough lines ran; says so when not.
    private func isCovered(_ coverage: CoverageReport?) -> Bool {
        guard let least = choices.leastCoverage, let share = coverage?.linePercent, share < least else { return true }
        let shown = (share * 10).rounded(.down) / 10
        surroundings.writeError(
            surroundings.errors.paint("error:", .bad) + " \(shown) % of the lines ran, fewer than \(least) %\n")
        return false
    }

    private func isMeant(_ problem: Problem) -> Bool {
        problem.location.map { choices.includes(file: $0.file) } ?? true
    }

    private func coverage(of project: CompiledProject, _ results: [TestSuite.Result]) -> CoverageReport? {
        guard choices.wantsCoverage else { return nil }
        let covered = results.reduce(into: Set<CoveredExample>()) { $0.formUnion($1.outcome.covered) }
        let chosen = results.reduce(into: Set<String>()) { $0.formUnion($1.outcome.scenarios) }
        return CoverageReport(
            routes: project.allRoutes, covered: covered,
            missedScenarios: project.allScenarios.map(\.name).filter { !chosen.contains($0) },
            lines: project.lineCoverage)
    }

    private func write(
        _ report: TestReport, _ broken: [Problem], _ coverage: CoverageReport?
    ) throws(CommandFailure) {
        if choices.wantsJSON {
            let document = TestDocument(
                results: report.results, broken: broken, summary: report.summary, coverage: coverage,
                readLines: report.readLines, source: report.source)
            surroundings.write(String(decoding: JSONWriter.pretty(document.json), as: UTF8.self) + "\n")
        } else {
            surroundings.write(report.text(surroundings.output, coverage: coverage))
        }
        if let path = choices.junit {
            let junit = JUnitReport(
                results: report.results, broken: broken, seed: report.summary.seed, readLines: report.readLines,
                source: report.source)
            try write(junit.text, to: path)
        }
        guard let path = choices.lcov, let coverage else { return }
        let folder = choices.source.hasSuffix(".lua") ? TestPlace.parent(of: choices.source) : choices.source
        try write(LCOVReport(lines: coverage.lines, folder: folder == "." ? "" : folder).text, to: path)
    }

    private func write(_ text: String, to path: String) throws(CommandFailure) {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure(
                .usage, "\(VisibleText(path).escaped) cannot be written: \(error.localizedDescription)")
        }
    }

    // MARK: - Nothing to run

    private func nothing(in project: CompiledProject) -> CommandFailure {
        let all = project.allTests
        guard !all.isEmpty else {
            return CommandFailure(
                .findings,
                """
                no tests found in \(VisibleText(choices.source).escaped)

                  tests stand in files named *.test.lua, anywhere in the project. tests/first.test.lua could be:

                    it("answers", function(api)
                      api:get("/"):expect(200)
                    end)
                """)
        }
        let wanted = choices.only ?? choices.filters.map(\.shown).joined(separator: ", ")
        return CommandFailure(
            .findings, MissingTest(wanted: wanted, isName: choices.only != nil, tests: all, source: choices.source).text
        )
    }
}

extension TestFilter {
    /// As it was written, about.
    fileprivate var shown: String {
        switch self {
        case .path(let path): path
        case .text(let text): text
        }
    }
}
