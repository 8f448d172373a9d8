import ArgumentParser
import Foundation
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
        try write(chosen)
        let isHere = folder == "." || folder == "./"
        let shown = isHere ? "the project" : ShellText.quoted(folder)
        let next = isHere ? "" : " \(shown)"
        surroundings.write(
            "\(shown) is ready: \(chosen.files.count) files, and those for editors\n\n  \(Program.name) serve\(next)\n")
        return .done
    }

    /// Writes the files of a template; refuses a folder that has something in it.
    private func write(_ template: ProjectTemplate) throws(CommandFailure) {
        let root = URL(fileURLWithPath: folder)
        let existing = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        guard existing.isEmpty, !FileManager.default.fileExists(atPath: root.path) || isFolder(root) else {
            throw CommandFailure(
                .usage,
                "\(VisibleText(folder).escaped) is there already and not empty\n\n  choose another folder: mockscript new DIR"
            )
        }
        do {
            for file in template.files { try write(file, below: root) }
            _ = try EditorFiles(root: root).write()
        } catch {
            throw CommandFailure(.project, "\(VisibleText(folder).escaped): \(error.localizedDescription)")
        }
    }

    private func isFolder(_ url: URL) -> Bool {
        (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
    }

    private func write(_ file: ProjectTemplate.File, below root: URL) throws {
        let place = root.appendingPathComponent(file.path)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text.utf8).write(to: place)
    }
}
