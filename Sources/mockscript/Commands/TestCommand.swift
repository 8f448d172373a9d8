import ArgumentParser
import MockEngine
import MockModel

/// Runs the tests of a project.
struct TestCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run *.test.lua.", usage: "mockscript test [FILTER …] [options]",
        discussion: "FILTER is a project's folder, a test file, a folder of test files, or a part of \"describe > it\"."
    )

    @Argument(help: "A project, a test file or folder, or a part of the names \"describe > it\".")
    var filters: [String] = []

    @Option(help: ArgumentHelp("The project. (default: the one that FILTER lies in)", valueName: "source"))
    var source: String?

    @Option(
        help: ArgumentHelp(
            "Only the tests of this name or group, or with it as a part of their name.", valueName: "describe > it"))
    var only: String?

    @Option(help: ArgumentHelp("The seed of all chance: a number, or random.", valueName: "n"))
    var seed: SeedChoice?

    @Flag(help: "Stop at the first failure.")
    var bail = false

    @Option(help: ArgumentHelp("Also write a report as JUnit XML.", valueName: "file"))
    var junit: String?

    @Flag(help: "Report routes, examples and lines that no test met.")
    var coverage = false

    @Option(help: ArgumentHelp("Also write the lines that ran as an LCOV tracefile.", valueName: "file"))
    var lcov: String?

    @Option(help: ArgumentHelp("Fail when less than that share of the lines ran.", valueName: "percent"))
    var minCoverage: ShareChoice?

    @Flag(help: "List the tests that would run, and run none.")
    var list = false

    @Flag(help: "Run again whenever a file is saved.")
    var watch = false

    @Option(help: ArgumentHelp("How many tests run at once. (default: one a core)", valueName: "n"))
    var workers: Int?

    @OptionGroup var output: OutputArguments

    func run(in surroundings: CommandEnvironment) async throws(CommandFailure) -> ExitCode {
        let surroundings = try output.apply(to: surroundings)
        let choices = try TestChoices(self, in: surroundings)
        return try TestRun(choices: choices, surroundings: surroundings).run()
    }
}

/// `--seed`: a number, or `random` for one that is drawn and told.
struct SeedChoice: ExpressibleByArgument, Equatable {
    let seed: UInt64

    init?(argument: String) {
        guard argument == "random" || UInt64(argument) != nil else { return nil }
        seed = UInt64(argument) ?? UInt64.random(in: 0...UInt64(UInt32.max))
    }
}
