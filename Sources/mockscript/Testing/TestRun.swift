import MockEngine
import MockModel
import MockSources

/// `mockscript test`: loads, runs, reports; again and again while it watches.
struct TestRun {
    let choices: TestChoices
    let surroundings: Surroundings

    func run() throws(CommandFailure) -> ExitCode {
        let loader = ProjectLoader(source: choices.source, options: SourceOptions(withTests: true))
        return try runOnce(loader)
    }

    /// One run of all that is meant.
    private func runOnce(_ loader: ProjectLoader) throws(CommandFailure) -> ExitCode {
        let began = ContinuousClock.now
        let project = try loader.load(surroundings)
        let broken = project.problems.filter { $0.severity == .error && $0.isOfTest && isMeant($0) }
        let tests = project.allTests.filter(choices.includes)
        guard !tests.isEmpty || !broken.isEmpty else { throw nothing(in: project) }
        let seed = choices.seed ?? project.project.settings.seed ?? 0
        let suite = TestSuite(
            project: project, tests: tests, files: loader.files(of: project), seed: seed, workers: choices.workers,
            stopsAtFailure: choices.stopsAtFailure)
        let results = suite.run()
        let summary = TestSummaryLine(
            passed: results.count { $0.outcome.failure == nil }, failed: results.count { $0.outcome.failure != nil },
            broken: broken.count, left: tests.count - results.count, duration: .now - began, seed: seed)
        try report(results, summary, loader)
        return summary.isGood ? .done : .findings
    }

    private func isMeant(_ problem: Problem) -> Bool {
        problem.location.map { choices.includes(file: $0.file) } ?? true
    }

    private func report(
        _ results: [TestSuite.Result], _ summary: TestSummaryLine, _ loader: ProjectLoader
    ) throws(CommandFailure) {
        let text = TestReport(results: results, source: choices.source, summary: summary, readLines: loader.readLines)
        surroundings.write(text.text(surroundings.output))
    }

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
        let wanted = choices.only ?? choices.filters.compactMap(\.shown).joined(separator: ", ")
        let names = Set(all.map(\.name)).union(all.flatMap { $0.names.dropLast() }).union(all.map(\.script)).sorted()
        let near = Suggestion.question(for: wanted, among: names) ?? "there are \(all.count) tests"
        return CommandFailure(.findings, "no test is meant by \"\(VisibleText(wanted).escaped)\"\n\n  \(near)")
    }
}

extension TestFilter {
    /// As it was written, about.
    var shown: String {
        switch self {
        case .path(let path): path
        case .text(let text): text
        }
    }
}
