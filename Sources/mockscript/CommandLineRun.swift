import ArgumentParser
import Foundation
import MockModel

/// One run of the program: arguments in, exit code out.
struct CommandLineRun {
    let arguments: [String]
    let surroundings: CommandEnvironment

    /// Parses, runs, and says on the error stream what went wrong.
    func run() async -> ExitCode {
        if let complaint = unknownCommand ?? strayOption { return fail(CommandFailure(.usage, complaint)) }
        do {
            var command = try Mockscript.parseAsRoot(arguments)
            guard let command = command as? any Command else {
                // The parser turns a wish for help into a command that throws the help.
                guard !(command is Mockscript) else { return help() }
                try command.run()
                return .done
            }
            return try await command.run(in: surroundings)
        } catch let failure as CommandFailure {
            return fail(failure)
        } catch {
            return show(error)
        }
    }

    /// The parser only says that an argument was not expected; the closest command is more help.
    private var unknownCommand: String? {
        guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
        let names = Mockscript.commandNames
        guard !names.contains(word) else { return nil }
        let shown = VisibleText(word).escaped
        if FileManager.default.fileExists(atPath: word) {
            return "there is no command '\(shown)'\n\n  to serve it: mockscript serve \(ShellText.quoted(word))"
        }
        let advice = Suggestion.closest(to: word, among: names).map { "did you mean '\($0)'?" }
        return "there is no command '\(shown)'\n\n  " + (advice ?? "there are: \(names.joined(separator: ", "))")
    }

    /// An option in front of the command.
    private var strayOption: String? {
        let known = ["-h", "--help", "--version", "--help-hidden", "--experimental-dump-help"]
        guard let word = arguments.first, word.hasPrefix("-"), !known.contains(word),
            !word.hasPrefix("--generate-completion-script")
        else { return nil }
        let command = arguments.first { Mockscript.commandNames.contains($0) } ?? "serve"
        return "the option '\(VisibleText(word).escaped)' stands in front of a command\n\n"
            + "  options stand behind their command: mockscript \(command) --help lists them"
    }

    private func fail(_ failure: CommandFailure) -> ExitCode {
        guard !failure.message.isEmpty else { return failure.code }
        let isBlock = failure.message.hasPrefix("error") || failure.message.hasPrefix("\u{1B}")
        let mark = isBlock ? "" : surroundings.errors.paint("error:", .bad) + " "
        let message = Program.typed(failure.message)
        surroundings.writeError(mark + (isBlock ? message : surroundings.errors.folded(message)) + "\n")
        return failure.code
    }

    private func help() -> ExitCode {
        surroundings.write(Program.typed(Mockscript.helpMessage(columns: surroundings.output.width)) + "\n")
        return .done
    }

    /// What the parser throws: a wish for help, or a mistake in the arguments.
    private func show(_ error: any Error) -> ExitCode {
        guard Mockscript.exitCode(for: error).isSuccess else {
            let text = Mockscript.fullMessage(for: error)
            let message = UnknownOption.corrected(text.hasPrefix("Error:") ? "error:" + text.dropFirst(6) : text)
            surroundings.writeError(FoldedText.text(Program.typed(message), width: surroundings.errors.width) + "\n")
            return .usage
        }
        let text = Mockscript.fullMessage(for: error, columns: surroundings.output.width)
        // The dump for tools is the same by whatever name the program is called.
        let isForTools = arguments.contains("--experimental-dump-help")
        surroundings.write((isForTools ? text : Program.typed(text)) + "\n")
        return .done
    }
}
