import ArgumentParser
import MockEngine
import MockModel
import MockSources

/// Loads everything, runs nothing, reports problems.
struct Check: Command {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Load everything, run nothing, report problems.")

    @Argument(help: "A folder, .lua file or Postman collection.")
    var source = "."

    @OptionGroup var reading: SourceArguments
    @OptionGroup var output: OutputArguments

    func run(in surroundings: Surroundings) throws(CommandFailure) -> ExitCode {
        let surroundings = try output.apply(to: surroundings)
        var options = try reading.options(in: surroundings)
        options.withTests = true
        let loader = ProjectLoader(source: source, options: options)
        let project = try loader.compile()
        if try output.wantsJSON(surroundings) {
            let list = project.problems.map { ProblemEvent(problem: $0).json }
            surroundings.write(String(decoding: JSONWriter.pretty(.array(list)), as: UTF8.self) + "\n")
        } else {
            surroundings.write(text(of: project.problems, loader, surroundings.output))
        }
        return project.problems.contains { $0.severity == .error } ? .findings : .done
    }

    private func text(of problems: [Problem], _ loader: ProjectLoader, _ terminal: Terminal) -> String {
        guard !problems.isEmpty else { return "no problems found\n" }
        return ProblemReport(problems: problems, readLines: loader.readLines).text(terminal) + "\n"
    }
}
