import ArgumentParser
import MockModel

/// One run of the program: arguments in, exit code out.
struct CommandLineRun {
    let arguments: [String]
    let surroundings: Surroundings

    /// Parses, runs, and says on the error stream what went wrong.
    func run() async -> ExitCode {
        if let complaint = unknownCommand { return fail(CommandFailure(.usage, complaint)) }
        do {
            let command = try Mockscript.parseAsRoot(arguments)
            guard let command = command as? any Command else { return help() }
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
        let names = Mockscript.configuration.subcommands.compactMap { $0.configuration.commandName ?? nil }
        guard !names.contains(word) else { return nil }
        let advice = Suggestion.closest(to: word, among: names).map { "did you mean '\($0)'?" }
        return "there is no command '\(VisibleText(word).escaped)'\n\n  "
            + (advice ?? "there are: \(names.joined(separator: ", "))")
    }

    private func fail(_ failure: CommandFailure) -> ExitCode {
        guard !failure.message.isEmpty else { return failure.code }
        let isBlock = failure.message.hasPrefix("error") || failure.message.hasPrefix("\u{1B}")
        let mark = isBlock ? "" : surroundings.errors.paint("error:", .bad) + " "
        surroundings.writeError("\(mark)\(failure.message)\n")
        return failure.code
    }

    private func help() -> ExitCode {
        surroundings.write(Mockscript.helpMessage() + "\n")
        return .done
    }

    /// What the parser throws: a wish for help, or a mistake in the arguments.
    private func show(_ error: any Error) -> ExitCode {
        let text = Mockscript.fullMessage(for: error)
        guard Mockscript.exitCode(for: error).isSuccess else {
            surroundings.writeError(text.hasPrefix("Error:") ? "error:" + text.dropFirst(6) + "\n" : text + "\n")
            return .usage
        }
        surroundings.write(text + "\n")
        return .done
    }
}
