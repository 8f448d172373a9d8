import ArgumentParser
import MockSources

/// Which mock is meant and how it is read: the same for every command that loads one.
struct SourceArguments: ParsableArguments {
    @Option(
        name: [.customShort("e"), .customLong("environment")],
        help: ArgumentHelp("The Postman environment of a collection.", valueName: "file"))
    var environmentFile: String?

    @Option(help: ArgumentHelp("How a collection is matched; postman adds its guesses.", valueName: "exact|postman"))
    var matching: Matching?

    /// How a collection is matched.
    enum Matching: String, ExpressibleByArgument, CaseIterable {
        case exact, postman
    }

    func options(in surroundings: CommandEnvironment) throws(CommandFailure) -> SourceOptions {
        SourceOptions(
            environmentFile: try surroundings.value(environmentFile, "ENVIRONMENT"),
            fuzzy: try surroundings.value(matching, "MATCHING") == .postman)
    }
}

/// How a command speaks.
struct OutputArguments: ParsableArguments {
    @Flag(help: "Results as JSON.")
    var json = false

    @Flag(help: "No colour (also NO_COLOR).")
    var noColor = false

    /// The surroundings as the flags and the environment want them.
    func apply(to surroundings: CommandEnvironment) throws(CommandFailure) -> CommandEnvironment {
        try surroundings.isOn(noColor, "NO_COLOR") ? surroundings.plain : surroundings
    }

    func wantsJSON(_ surroundings: CommandEnvironment) throws(CommandFailure) -> Bool {
        try surroundings.isOn(json, "JSON")
    }
}
