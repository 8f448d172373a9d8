import ArgumentParser
import MockModel
import MockScriptKit
import Testing

@testable import mockscript

@Suite struct ServeChoicesTests {
    private func choices(_ arguments: [String], _ environment: [String: String] = [:]) throws -> ServeChoices {
        let surroundings = CommandEnvironment(environment: environment, output: .plain, errors: .plain, started: .now)
        return try ServeChoices(try Serve.parse(arguments), in: surroundings)
    }

    @Test func `a flag wins over the environment`() throws {
        #expect(try choices(["--port", "1"], ["MOCKSCRIPT_PORT": "2"]).port == 1)
        #expect(try choices([], ["MOCKSCRIPT_PORT": "2"]).port == 2)
        #expect(try choices([]).port == nil, "left to the settings")
    }

    @Test func `every flag is an environment variable`() throws {
        let choices = try choices(
            [],
            [
                "MOCKSCRIPT_HOST": "localhost", "MOCKSCRIPT_SEED": "7", "MOCKSCRIPT_CLOCK": "2026-01-01T00:00:00Z",
                "MOCKSCRIPT_DELAY": "80ms", "MOCKSCRIPT_JSON": "1", "MOCKSCRIPT_QUIET": "yes",
                "MOCKSCRIPT_VERBOSE": "true", "MOCKSCRIPT_READY_FILE": "r", "MOCKSCRIPT_PARENT_PID": "9",
                "MOCKSCRIPT_UPSTREAM": "http://up.example.test/v2", "MOCKSCRIPT_UNMATCHED": "proxy",
                "MOCKSCRIPT_CA_FILE": "ca.pem",
                "MOCKSCRIPT_TOKEN": "t", "MOCKSCRIPT_NO_ADMIN": "1", "MOCKSCRIPT_WORKERS": "3",
            ])
        #expect(choices.host == "localhost" && choices.seed == 7)
        #expect(choices.clock == Settings.Clock(start: 1_767_225_600_000))
        #expect(choices.delay == .fixed(.milliseconds(80)))
        #expect(choices.overrides == SettingsOverrides(upstream: "http://up.example.test/v2", unmatched: .proxy))
        #expect(choices.authorities == "ca.pem")
        #expect(choices.isJSON && choices.isQuiet && choices.isVerbose && !choices.hasAdmin)
        #expect(choices.readyFile == "r" && choices.parent == 9 && choices.token == "t")
        #expect(choices.serving.workers == 3)
    }

    @Test func `code has as many workers as there are cores, a number of them, or none`() throws {
        #expect(try choices([]).workers == nil)
        #expect(try choices(["--workers", "0"]).workers == 0)
        #expect(throws: CommandFailure.self) { try choices(["--workers=-1"]) }
    }

    @Test func `an upstream is a URL, and what answers instead a status or proxy`() throws {
        for url in ["api.example.com", "ftp://x", "http://x?y", "http://127.1"] {
            #expect(throws: (any Error).self) { try choices(["--upstream", url]) }
        }
        for answer in ["199", "600", "Proxy", ""] {
            #expect(throws: (any Error).self) { try choices(["--unmatched", answer]) }
        }
        #expect(try choices(["--unmatched", "410"]).unmatched == .status(410))
    }

    @Test func `calls cannot be passed on without an upstream`() throws {
        var project = Project(root: "", settings: Settings(), routes: [])
        let problem = #expect(throws: Problem.self) { try SettingsOverrides(unmatched: .proxy).apply(to: &project) }
        #expect(problem?.name == "missing-upstream" && problem?.hint?.contains("--upstream URL") == true)
        try SettingsOverrides(upstream: "http://x", unmatched: .proxy).apply(to: &project)
        #expect(project.settings.upstream == "http://x" && project.settings.unmatched == .proxy)
    }

    @Test func `with JSON saved files are not looked at`() throws {
        #expect(try choices([]).isWatching)
        #expect(try !choices(["--json"]).isWatching)
        #expect(try !choices(["--no-watch"]).isWatching)
    }

    @Test(arguments: ["0.0.0.0", "192.168.1.2", "::"])
    func `the admin API is not opened to others without a token`(host: String) throws {
        #expect(throws: CommandFailure.self) { try choices(["--host", host]) }
        #expect(try choices(["--host", host, "--token", "t"]).host == host)
        #expect(try choices(["--host", host, "--no-admin"]).host == host)
    }

    @Test func `a switch that is neither on nor off is refused with its name`() {
        let failure = #expect(throws: CommandFailure.self) { try choices([], ["MOCKSCRIPT_QUIET": "maybe"]) }
        #expect(failure?.code == .usage && failure?.message.contains("MOCKSCRIPT_QUIET is \"maybe\"") == true)
    }

    @Test(arguments: ["", " ", "a b", "a\n", "tök"])
    func `a token that is empty, or that no header can carry, is refused`(token: String) throws {
        #expect(throws: CommandFailure.self) { try choices(["--token", token]) }
        #expect(throws: CommandFailure.self) { try choices([], ["MOCKSCRIPT_TOKEN": token]) }
        #expect(throws: CommandFailure.self) { try choices(["--host", "0.0.0.0", "--token", token]) }
    }
}
