import ArgumentParser
import MockEngine
import MockModel
import MockScriptKit
import MockSources

/// Writes any source as a folder.
struct Import: Command {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Write a Postman collection, or any other source, as a folder to edit.",
        usage: "mockscript import SOURCE --into DIR [options]")

    @Argument(help: "A Postman collection, OpenAPI document, .lua file or folder.")
    var source: String

    @Option(help: ArgumentHelp("The folder to make; it must not exist, or be empty.", valueName: "dir"))
    var into: String

    @Flag(help: "A part that is left out and changes an answer counts as an error: exit code 1.")
    var strict = false

    @OptionGroup var reading: SourceArguments
    @OptionGroup var output: OutputArguments

    func run(in surroundings: CommandEnvironment) throws(CommandFailure) -> ExitCode {
        let surroundings = try output.apply(to: surroundings)
        var options = try reading.options(in: surroundings)
        (options.withTests, options.withLeftovers) = (true, true)
        let written = FolderWriter().write(try read(options, surroundings).withMadeValues())
        let folder = try NewFolder(into, hint: "mockscript import SOURCE --into DIR")
        for file in written.files { try folder.write(file.contents, to: file.path) }
        try folder.addEditorFiles()
        let report = ImportReport(written: written, folder: into)
        let isJSON = try output.wantsJSON(surroundings)
        surroundings.write(isJSON ? JSONLine(report.json).text : report.text(surroundings.output))
        let isStrict = try surroundings.isOn(strict, "STRICT")
        return isStrict && written.losses.contains { $0.severity != .note } ? .findings : .done
    }

    private func read(_ options: SourceOptions, _ surroundings: CommandEnvironment) throws(CommandFailure) -> Project {
        let readLines = ProjectLoader(source: source, options: options).readLines
        do throws(Problem) {
            let project = try SourceReader.read(source, options: options)
            let shown = project.problems.filter { $0.severity != .note }
            if !shown.isEmpty {
                let report = ProblemReport(problems: shown, readLines: readLines, source: source)
                surroundings.writeError(report.text(surroundings.errors) + "\n")
            }
            return project
        } catch { throw CommandFailure(.project, ProblemText(error, readLines: readLines).text(.plain)) }
    }
}

/// What an import wrote, and what it could not write.
struct ImportReport {
    let written: WrittenProject
    /// The folder as the user wrote it.
    let folder: String

    /// The report for people: losses of one kind are one line, with the first of their places.
    func text(_ terminal: Terminal) -> String {
        let shown = ShellText.quoted(folder)
        var lines = ["\(shown) is ready: \(counted(written.files.count, "file")), and those for editors", ""]
        let told = [
            ("  left out, because a folder cannot say it:", kinds(written.losses.filter { $0.severity != .note })),
            ("  left out, because it changes no answer:", kinds(written.losses.filter { $0.severity == .note })),
        ]
        for (head, kinds) in told where !kinds.isEmpty { lines += [head] + kinds.map { "    " + $0 } + [""] }
        return (lines + ["  \(Program.name) serve \(shown)"]).joined(separator: "\n") + "\n"
    }

    private func kinds(_ losses: [Problem]) -> [String] {
        let groups = Dictionary(grouping: losses, by: \.message)
        let sorted = groups.values.sorted { ($1.count, $0[0].message) < ($0.count, $1[0].message) }
        return sorted.map { losses in
            let place = losses[0].location.map { " (\(losses.count == 1 ? "" : "first: ")\($0))" } ?? ""
            return "\(losses.count) × \(VisibleText(losses[0].message + place).escaped)"
        }
    }

    private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// The report for programs.
    var json: JSONValue {
        [
            "folder": .string(folder), "files": .array(written.files.map { .string($0.path) }),
            "losses": .array(written.losses.map { ProblemEvent(problem: $0).json }),
        ]
    }
}
