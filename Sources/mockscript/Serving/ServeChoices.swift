import MockEngine
import MockModel
import MockScriptKit

/// What `serve` was asked for, by flag or environment; what is `nil` is left to the settings.
struct ServeChoices: Sendable, Equatable {
    var port: Int?
    var host: String
    var seed: UInt64?
    var scenario: String?
    var clock: Settings.Clock?
    var delay: Latency?
    var upstream: String?
    var unmatched: Settings.Unmatched?
    /// Whether pages of every origin may read answers.
    var cors: Bool
    /// A file of further authorities.
    var authorities: String?
    /// Threads for code that computes for long; `nil` is one a processor.
    var workers: Int?
    var isWatching: Bool
    /// Whether a broken file keeps the project from being served.
    var isStrict: Bool
    var isJSON: Bool
    var isQuiet: Bool
    var isVerbose: Bool
    var readyFile: String?
    var parent: Int32?
    var token: String?
    var hasAdmin: Bool

    /// Reads the flags, and the environment where there is none.
    ///
    /// - Throws: a failure when the environment holds what a flag would refuse, or the admin API would be open to others.
    init(_ serve: Serve, in surroundings: CommandEnvironment) throws(CommandFailure) {
        port = try surroundings.value(serve.port, "PORT").map(Int.init)
        host = ServeChoices.withoutBrackets(try surroundings.value(serve.host, "HOST") ?? "127.0.0.1")
        seed = try surroundings.value(serve.seed, "SEED")
        scenario = try surroundings.value(serve.scenario, "SCENARIO")
        clock = try surroundings.value(serve.clock, "CLOCK")?.clock
        delay = try surroundings.value(serve.delay, "DELAY")?.latency
        upstream = try surroundings.value(serve.upstream, "UPSTREAM")?.url
        unmatched = try surroundings.value(serve.unmatched, "UNMATCHED")?.answer
        cors = try surroundings.isOn(serve.cors, "CORS")
        authorities = try surroundings.value(serve.caFile, "CA_FILE")
        workers = try ServeChoices.workers(serve.workers, in: surroundings)
        isJSON = try serve.output.wantsJSON(surroundings)
        isWatching = try !surroundings.isOn(serve.noWatch, "NO_WATCH") && !isJSON
        isStrict = try surroundings.isOn(serve.strict, "STRICT")
        isQuiet = try surroundings.isOn(serve.quiet, "QUIET")
        isVerbose = try surroundings.isOn(serve.verbose, "VERBOSE")
        readyFile = try surroundings.value(serve.readyFile, "READY_FILE")
        parent = try surroundings.value(serve.parentPid, "PARENT_PID")
        token = try ServeChoices.token(serve.token, in: surroundings)
        hasAdmin = try !surroundings.isOn(serve.noAdmin, "NO_ADMIN")
        try refuseOpenAdmin()
    }

    /// An IPv6 address as it stands in URLs is one too.
    private static func withoutBrackets(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }

    /// The token: an empty one would be the same as none, and one with spaces or control characters cannot be sent in a header.
    private static func token(
        _ flag: String?, in surroundings: CommandEnvironment
    ) throws(CommandFailure) -> String? {
        guard let token = flag ?? surroundings.environment["MOCKSCRIPT_TOKEN"] else { return nil }
        let name = flag == nil ? "MOCKSCRIPT_TOKEN" : "--token"
        if token.isEmpty {
            throw CommandFailure(.usage, "\(name) is empty; write a token, or leave it out")
        }
        guard token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw CommandFailure(
                .usage, "\(name) has characters that a header cannot carry; write letters, digits and punctuation alone"
            )
        }
        return token
    }

    private static func workers(_ flag: Int?, in surroundings: CommandEnvironment) throws(CommandFailure) -> Int? {
        guard let count = try surroundings.value(flag, "WORKERS") else { return nil }
        guard count >= 0 else { throw CommandFailure(.usage, "--workers must be at least 0") }
        return min(count, 256)
    }

    /// How the project is served.
    var serving: ServedProject.Options {
        ServedProject.Options(
            host: host, port: port, engine: Engine.Options(seed: seed, clock: clock, delay: delay), scenario: scenario,
            token: token, hasAdmin: hasAdmin, authorities: authorities, workers: workers)
    }

    /// What was chosen in place of settings of the project.
    var overrides: SettingsOverrides { SettingsOverrides(upstream: upstream, unmatched: unmatched, cors: cors) }

    /// From another machine the admin API would show what handlers keep.
    private func refuseOpenAdmin() throws(CommandFailure) {
        guard serving.opensAdmin else { return }
        throw CommandFailure(
            .usage,
            """
            --host \(VisibleText(host).escaped) lets other machines reach the admin API at /_mock

              protect it:        mockscript serve --host \(ShellText.quoted(host)) --token SECRET
              or leave it out:   mockscript serve --host \(ShellText.quoted(host)) --no-admin
            """)
    }
}
