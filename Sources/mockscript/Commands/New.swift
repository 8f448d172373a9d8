import ArgumentParser
import MockModel

/// A new project from a template.
struct New: Command {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "A new project from a template.", usage: "mockscript new [DIR] [--template NAME]")

    @Argument(help: "The folder to make; by default the one at hand, when it is empty.")
    var folder = "."

    @Option(help: ArgumentHelp("What it begins as.", valueName: ProjectTemplate.names.joined(separator: "|")))
    var template = "blank"

    func run(in surroundings: CommandEnvironment) throws(CommandFailure) -> ExitCode {
        guard let chosen = ProjectTemplate.all.first(where: { $0.name == template }) else {
            let near = Suggestion.closest(to: template, among: ProjectTemplate.names).map {
                "; did you mean \"\($0)\"?"
            }
            let list = ProjectTemplate.names.joined(separator: ", ")
            throw CommandFailure(
                .usage, "there is no template \"\(VisibleText(template).escaped)\"\(near ?? "")\n\n  there are: \(list)"
            )
        }
        let made = try NewFolder(folder, hint: "mockscript new DIR")
        for file in chosen.files { try made.write(.bytes(Array(file.text.utf8)), to: file.path) }
        try made.addEditorFiles()
        let isHere = folder == "." || folder == "./"
        let shown = isHere ? "the project" : ShellText.quoted(folder)
        let next = isHere ? "" : " \(shown)"
        surroundings.write(
            "\(shown) is ready: \(chosen.files.count) files, and those for editors\n\n  \(Program.name) serve\(next)\n")
        return .done
    }
}
