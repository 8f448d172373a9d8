import ArgumentParser
import Foundation
import MockModel

/// Writes what editors need.
struct Types: Command {
    static let configuration = CommandConfiguration(
        commandName: "types",
        abstract: "Editor files: definitions of the Lua API, .luarc.json, the schema of the settings.",
        usage: "mockscript types [DIR]")

    @Argument(help: "The folder of the project.")
    var source = "."

    func run(in surroundings: CommandEnvironment) throws(CommandFailure) -> ExitCode {
        let root = URL(fileURLWithPath: source)
        guard (try? root.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false else {
            throw CommandFailure(
                .usage,
                "\(VisibleText(source).escaped) is no folder; mockscript types DIR writes the files into a project")
        }
        do {
            for file in try EditorFiles(root: root).write() {
                surroundings.write("\(file.path)\(Types.remark(file.outcome))\n")
            }
        } catch let refusal as EditorFiles.Refusal {
            throw CommandFailure(.findings, refusal.message)
        } catch {
            throw CommandFailure(.project, "\(VisibleText(source).escaped): \(error.localizedDescription)")
        }
        return .done
    }

    private static func remark(_ outcome: EditorFiles.Outcome) -> String {
        switch outcome {
        case .written: ""
        case .unchanged: "   (as it was)"
        case .completed: "   (was there; what was missing is added)"
        }
    }
}
