import ArgumentParser
import MockModel
import MockScriptKit

/// Serves a mock until it is stopped.
struct Serve: Command {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve a folder, a .lua file, an OpenAPI document or a Postman collection.",
        usage: "mockscript serve [SOURCE] [options]",
        discussion: "Every flag is also an environment variable, MOCKSCRIPT_PORT for --port. "
            + "Order: flag, environment, mockscript.yaml, default.")

    @Argument(help: "A folder, .lua file, OpenAPI document or Postman collection.")
    var source = "."

    @Option(name: .shortAndLong, help: "The port; 0 takes a free one. (default: 4000)")
    var port: UInt16?

    @Option(help: "The address to listen at. (default: 127.0.0.1)")
    var host: String?

    @Option(help: ArgumentHelp("The seed of all chance.", valueName: "n"))
    var seed: UInt64?

    @Option(name: .shortAndLong, help: ArgumentHelp("The scenario that arranges the session.", valueName: "name"))
    var scenario: String?

    @Option(help: ArgumentHelp("real, frozen, or a start time such as 2026-01-01T00:00:00Z.", valueName: "mode"))
    var clock: ClockChoice?

    @Option(
        help: ArgumentHelp("A delay on top of everything: 80ms, 50ms..150ms, p50=80ms p99=1.2s.", valueName: "latency"))
    var delay: LatencyChoice?

    @Option(help: ArgumentHelp("The server behind mock.proxy, https://api.example.com.", valueName: "url"))
    var upstream: UpstreamChoice?

    @Option(
        help: ArgumentHelp(
            "What answers where no route does: a status, or proxy for the upstream.", valueName: "answer"))
    var unmatched: UnmatchedChoice?

    @Flag(help: "Pages of every origin may read answers, as with cors: true in mockscript.yaml.")
    var cors = false

    @Option(
        help: ArgumentHelp(
            "Further authorities that other servers' certificates may come from, in PEM.", valueName: "path"))
    var caFile: String?

    @Option(
        help: ArgumentHelp(
            "Threads for code that computes for long; 0 runs all code on event loops. (default: one a core)",
            valueName: "n"))
    var workers: Int?

    @Flag(help: "Do not look for saved files (also the default of --json).")
    var noWatch = false

    @Flag(help: "Refuse to serve a project with a broken file, whose routes answer 500 otherwise.")
    var strict = false

    @Option(help: ArgumentHelp("Written, whole, when the port is open; gone when the server ends.", valueName: "path"))
    var readyFile: String?

    @Option(help: ArgumentHelp("End when that process ends; with --json also when stdin closes.", valueName: "pid"))
    var parentPid: Int32?

    @Option(help: "What callers of /_mock must show that come from a browser or another machine.")
    var token: String?

    @Flag(help: "No admin API at /_mock.")
    var noAdmin = false

    @Flag(name: .shortAndLong, help: "No lines for calls, only failures.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Also debug lines of handlers, and examples that did not answer.")
    var verbose = false

    @OptionGroup var reading: SourceArguments
    @OptionGroup var output: OutputArguments

    func run(in surroundings: CommandEnvironment) async throws(CommandFailure) -> ExitCode {
        let surroundings = try output.apply(to: surroundings)
        let choices = try ServeChoices(self, in: surroundings)
        let loader = try ProjectLoader(
            source: source, options: reading.options(in: surroundings), overrides: choices.overrides)
        return try await ServeRun(choices: choices, loader: loader, surroundings: surroundings).run()
    }
}

/// `--clock`: how the session's clock starts.
struct ClockChoice: ExpressibleByArgument, Equatable {
    let clock: Settings.Clock

    init?(argument: String) {
        switch argument {
        case "real": clock = Settings.Clock()
        case "frozen": clock = Settings.Clock(isFrozen: true)
        default:
            guard let start = TimeText.milliseconds(ofRFC3339: argument) else { return nil }
            clock = Settings.Clock(start: start)
        }
    }
}

/// `--delay`: a latency as `@delay` takes it.
struct LatencyChoice: ExpressibleByArgument, Equatable {
    let latency: Latency

    init?(argument: String) {
        guard let latency = try? Latency(parsing: argument) else { return nil }
        self.latency = latency
    }
}

/// `--upstream`: the URL of a server, as the setting takes it.
struct UpstreamChoice: ExpressibleByArgument, Equatable {
    let url: String

    init?(argument: String) {
        guard let parsed = try? WebURL(parsing: argument), !parsed.target.contains("?") else { return nil }
        url = argument
    }
}

/// `--unmatched`: a status or the upstream, as the setting takes it.
struct UnmatchedChoice: ExpressibleByArgument, Equatable {
    let answer: Settings.Unmatched

    init?(argument: String) {
        if argument == "proxy" {
            answer = .proxy
        } else if let status = Int(argument), (200...599).contains(status) {
            answer = .status(status)
        } else {
            return nil
        }
    }
}
