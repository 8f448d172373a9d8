import ArgumentParser

/// The command line: one file per command, and no logic that belongs below.
struct Mockscript: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mockscript",
        abstract: "Serve a scriptable HTTP mock.",
        discussion: """
            The first steps:
              mockscript new shop --template shop
              mockscript serve shop

            mockscript help WORD explains a command, a word such as route or handler, or a function such as mock.fetch.
            """,
        version: Version.text,
        subcommands: [
            Serve.self, New.self, Import.self, Check.self, TestCommand.self, Try.self, Routes.self, Types.self,
            Completions.self,
            Help.self, Version.self, ReferenceCommand.self,
        ],
        helpNames: [.short, .long])
}

extension Mockscript {
    /// The names of the commands.
    static var commandNames: [String] { configuration.subcommands.compactMap { $0.configuration.commandName ?? nil } }
}

/// A command that runs with what the process was started with, and may wait.
protocol Command: ParsableCommand {
    /// Does what it is for.
    func run(in surroundings: CommandEnvironment) async throws(CommandFailure) -> ExitCode
}
