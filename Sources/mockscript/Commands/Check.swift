import ArgumentParser
import MockEngine
import MockModel
import MockScriptKit
import MockSources

/// Loads everything, runs nothing, reports problems.
struct Check: Command {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Load everything, run nothing, report problems.",
        usage: "mockscript check [SOURCE] [options]")

    @Argument(help: "A folder, .lua file, OpenAPI document or Postman collection.")
    var source = "."

    @Flag(
        help:
            "Write what was surely meant into the files: misspelt names, locals that were left out, lines of other languages."
    )
    var fix = false

    @Flag(help: "Warnings count as errors: exit code 1.")
    var strict = false

    @Flag(help: "Show every problem, however many there are.")
    var all = false

    @Option(help: ArgumentHelp("How problems are told; sarif is SARIF 2.1.0.", valueName: "text|json|sarif"))
    var format: Format?

    @OptionGroup var reading: SourceArguments
    @OptionGroup var output: OutputArguments

    /// How problems are told.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, sarif
    }

    /// Mending a name may bring the next one to light; more rounds than names stand behind each other are of no use.
    private static let rounds = 8

    func run(in surroundings: CommandEnvironment) throws(CommandFailure) -> ExitCode {
        let surroundings = try output.apply(to: surroundings)
        var options = try reading.options(in: surroundings)
        options.withTests = true
        let loader = ProjectLoader(source: source, options: options)
        let problems = try fix ? mended(loader, surroundings) : Check.problems(of: loader.compiled())
        let isJSON = try output.wantsJSON(surroundings)
        switch try surroundings.value(format, "FORMAT") ?? (isJSON ? .json : .text) {
        case .text: surroundings.write(text(of: problems, loader, surroundings.output))
        case .json: write(.array(problems.map { ProblemEvent(problem: $0).json }), surroundings)
        case .sarif: write(sarif(of: problems, loader), surroundings)
        }
        let isStrict = try surroundings.isOn(strict, "STRICT")
        let counts = problems.contains { $0.severity == .error || isStrict && $0.severity == .warning }
        return counts ? .findings : .done
    }

    private static func problems(of project: CompiledProject) -> [Problem] {
        project.problems + project.describedFindings
    }

    /// What is left after everything was mended that can be.
    private func mended(_ loader: ProjectLoader, _ surroundings: CommandEnvironment) throws(CommandFailure) -> [Problem]
    {
        var problems: [Problem] = []
        for _ in 0..<Check.rounds {
            problems = try Check.problems(of: loader.compiled())
            let changes = try ProblemFixes(root: loader.root.isEmpty ? "." : loader.root).apply(problems)
            for change in changes { surroundings.writeError(change.text + "\n") }
            if changes.isEmpty { break }
        }
        for line in ProblemFixes.left(problems) { surroundings.writeError(line + "\n") }
        return problems
    }

    private func write(_ value: JSONValue, _ surroundings: CommandEnvironment) {
        surroundings.write(String(decoding: JSONWriter.pretty(value), as: UTF8.self) + "\n")
    }

    private func sarif(of problems: [Problem], _ loader: ProjectLoader) -> JSONValue {
        let folder = source == "." || !loader.isFolder ? "" : source.hasSuffix("/") ? String(source.dropLast()) : source
        return SARIFReport(problems: problems, readLines: loader.readLines, folder: folder).json
    }

    private func text(of problems: [Problem], _ loader: ProjectLoader, _ terminal: Terminal) -> String {
        guard !problems.isEmpty else { return "no problems found\n" }
        return ProblemReport(problems: problems, readLines: loader.readLines, isWhole: all, source: loader.source)
            .text(terminal) + "\n"
    }
}
