import ArgumentParser

/// A script that completes commands and flags in a shell.
struct Completions: Command {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "A completion script for bash, zsh or fish.",
        discussion: "bash:  source <(mockscript completions bash)")

    /// The shells that are known.
    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish
    }

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    func run(in surroundings: CommandEnvironment) -> ExitCode {
        let known: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        surroundings.write(Mockscript.completionScript(for: known) + "\n")
        return .done
    }
}
