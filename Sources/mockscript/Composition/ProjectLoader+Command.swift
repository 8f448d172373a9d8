import MockEngine
import MockModel
import MockScriptKit

extension ProjectLoader {
    /// Compiles what was read, with whatever problems it has.
    ///
    /// - Throws: a failure with the one problem that leaves nothing to compile.
    func compiled() throws(CommandFailure) -> CompiledProject {
        do throws(Problem) {
            return try compile()
        } catch {
            throw CommandFailure(.project, ProblemText(error, readLines: readLines).text(.plain))
        }
    }

    /// Compiles, and shows problems on the error stream.
    ///
    /// - Parameters:
    ///   - surroundings: the streams of the command.
    ///   - isStrict: whether a file that cannot be used ends the command; else what it holds answers 500.
    ///   - refusal: what the command does not do then; it stands below the problems.
    /// - Throws: a failure when one of them is an error that nothing can be served with.
    func load(
        _ surroundings: CommandEnvironment, isStrict: Bool, refusal: String = ""
    ) throws(CommandFailure) -> CompiledProject {
        let project = try compiled()
        show(project.problems, surroundings)
        guard isStrict ? !project.hasErrors : canServe(project) else { throw CommandFailure(.project, refusal) }
        return project
    }

    /// Compiles; shows the problems only when nothing can be served with them, and the caller shows those that matter to it.
    func loadQuietly(_ surroundings: CommandEnvironment) throws(CommandFailure) -> CompiledProject {
        let project = try compiled()
        guard canServe(project) else {
            show(project.problems, surroundings)
            throw CommandFailure(.project)
        }
        return project
    }

    private func canServe(_ project: CompiledProject) -> Bool { project.fatalErrors.isEmpty }

    /// Shows problems, but notes, on the error stream.
    func show(_ problems: [Problem], _ surroundings: CommandEnvironment) {
        let shown = problems.filter { $0.severity != .note }
        guard !shown.isEmpty else { return }
        let report = ProblemReport(problems: shown, readLines: readLines, source: source)
        surroundings.writeError(report.text(surroundings.errors) + "\n")
    }
}
