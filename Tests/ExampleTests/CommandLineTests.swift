import Foundation
import MockModel
import TestSupport
import Testing

/// The command line as people meet it: help, usage errors, new projects, the options of check and test.
@Suite(.ownThreads) struct CommandLineTests {
    private func run(
        _ arguments: [String], _ files: [String: String] = [:], program: String = "mockscript"
    ) throws -> BuiltBinary.Outcome {
        let folder = try TemporaryFiles.folder(files)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try BuiltBinary.run(arguments, in: folder, environment: ["MOCKSCRIPT_PROGRAM": program])
    }

    // MARK: - Help

    @Test(
        arguments: ["serve", "new", "check", "test", "try", "routes", "types", "completions", "help", "version"],
        ["--help", "-h"])
    func `every command shows its own help`(command: String, flag: String) throws {
        let outcome = try run([command, flag])
        #expect(outcome.code == 0 && outcome.errors.isEmpty)
        #expect(outcome.output.contains("USAGE: mockscript \(command)"), "\(outcome.output)")
        #expect(try run(["help", command]).output == outcome.output)
    }

    @Test(arguments: [[], ["--help"], ["-h"]]) func `the program shows its commands`(arguments: [String]) throws {
        let outcome = try run(arguments)
        #expect(outcome.code == 0)
        for command in ["serve", "new", "check", "test", "try"] { #expect(outcome.output.contains("  \(command) ")) }
    }

    @Test(arguments: [
        (["serve", "--prt", "1"], "Did you mean '--port'"), (["--port", "1"], "mockscript serve --help"),
        (["serv"], "did you mean 'serve'?"), (["shop"], "to serve it: mockscript serve shop"),
        (["check", "--format", "xml"], "Please provide one of 'text', 'json'"),
        (["try", "GET"], "mockscript try METHOD PATH"),
        (["help", "servr"], "did you mean \"serve\"?"), (["help", "crs"], "did you mean \"cors\"?"),
        (["check", "--hlep"], "Did you mean '--help'?"), (["serve", "--hepl"], "Did you mean '--help'?"),
        (["check", "--al"], "Did you mean '--all'?"),
    ])
    func `a usage error points to what exists`(arguments: [String], advice: String) throws {
        let outcome = try run(arguments, ["shop/routes/a/GET.json": "{}"])
        #expect(outcome.code == 2 && outcome.errors.contains(advice), "\(outcome.errors)")
        for line in outcome.errors.split(separator: "\n") { #expect(line.count <= 104) }
    }

    @Test(arguments: ["cors", "oidc", "webhook", "form", "settings", "limits.cpu"])
    func `help knows settings and pages`(word: String) throws {
        let outcome = try run(["help", word])
        #expect(outcome.code == 0 && outcome.output.contains("Docs/"), "\(outcome)")
    }

    @Test(arguments: [
        (
            "nope", "there is no test file, folder, test or group \"nope\"",
            "there are 2 tests in tests/cart.test.lua, tests/pay.test.lua;"
        ),
        ("cart", "", ""), ("crat", "\"crat\"", "did you mean \"tests/cart.test.lua\"?"),
        ("tests/cart.lua", "\"tests/cart.lua\"", "did you mean \"tests/cart.test.lua\"?"),
        ("tests/car.test.lua", "\"tests/car.test.lua\"", "did you mean \"tests/cart.test.lua\"?"),
        ("pays twcie", "\"pays twcie\"", "did you mean \"pays twice\"?"),
    ])
    func `a test that does not exist is met with the nearest and with what there is`(
        wanted: String, message: String, advice: String
    ) throws {
        let files = [
            "routes/a/GET.json": "{}",
            "tests/cart.test.lua": "it('fills a cart', function(api) api:get('/a'):expect(200) end)",
            "tests/pay.test.lua": "it('pays twice', function(api) api:get('/a'):expect(200) end)",
        ]
        let outcome = try run(["test", wanted], files)
        #expect(outcome.code == (message.isEmpty ? 0 : 1))
        #expect(
            message.isEmpty || outcome.errors.contains(message) && outcome.errors.contains(advice), "\(outcome.errors)")
    }

    @Test func `commands carry the name by which the program was called`() throws {
        let help = try run(["serve", "--help"], program: "scripts/mockscript")
        #expect(help.output.contains("USAGE: scripts/mockscript serve"))
        let empty = try run(["serve"], program: "scripts/mockscript")
        #expect(empty.code == 3 && empty.errors.contains("begin with: scripts/mockscript new\n"), "\(empty.errors)")
        let test = try run(
            ["test"],
            ["routes/a/GET.json": "{}", "a.test.lua": "it('x', function(api) api:get('/a'):expect(404) end)"],
            program: "./ms/mockscript")
        #expect(test.output.contains("again: ./ms/mockscript test --only x --seed 0"))
    }

    @Test func `version tells both versions and nothing else`() throws {
        for arguments in [["version"], ["--version"]] {
            let outcome = try run(arguments)
            #expect(outcome.code == 0 && outcome.errors.isEmpty)
            #expect(outcome.output.wholeMatch(of: /mockscript [0-9.]+ \(Lua 5\.4\.[0-9]+\)\n/) != nil)
        }
    }

    // MARK: - New projects

    @Test func `new fills an empty folder, and no other`() throws {
        let outcome = try run(["new"])
        #expect(outcome.code == 0 && outcome.output.hasSuffix("\n  mockscript serve\n"), "\(outcome)")
        let refused = try run(["new"], ["a.txt": "x"])
        #expect(refused.code == 2 && refused.errors.contains("mockscript new DIR"))
    }

    // MARK: - check

    @Test func `strict counts warnings, all shows every problem`() throws {
        let lines = (1...30).map { "    pritn(\($0))" }.joined(separator: "\n")
        let files = ["routes/a/route.lua": "return { GET = function()\n\(lines)\nend }\n"]
        let usual = try run(["check"], files)
        #expect(usual.code == 0 && usual.output.contains("and 10 more; mockscript check --all shows them"))
        let strict = try run(["check", "--strict", "--all"], files)
        #expect(strict.code == 1 && !strict.output.contains("more;") && strict.output.contains("route.lua:31:5"))
    }

    @Test(
        arguments: [
            ("{ \"a\": \"{{ 1 + 1 }}\", \"b\": \"{{ req.params. }}\" }", 42, 1), ("{ \"b\": \"{{ a b }}\" }", 14, 1),
            ("{\"b\": \"{{ 1 + }}\"}", 13, 1), ("{ \"b\": \"é {{ \\\"x\\\" \\\"y\\\" }}\" }", nil, nil),
        ] as [(String, Int?, Int?)])
    func `an expression that does not compile has its caret`(text: String, column: Int?, length: Int?) throws {
        let outcome = try run(["check", "--json"], ["routes/a/GET.json": text])
        let found = try JSONValue(parsing: Array(outcome.output.utf8)).elements ?? []
        #expect(found.count == 1 && found.first?["name"] == "bad-template" && found.first?["line"] == 1)
        guard let column, let length else { return }
        #expect(found.first?["column"]?.whole == column && found.first?["length"]?.whole == length, "\(outcome.output)")
    }

    @Test(arguments: [
        ("port: 1\nname: \"abc\nseed: 2\n", 2, "a text in quotes is not closed"),
        ("port: 1\nnetwork: [a, b\nseed: 2\n", 2, "a list in brackets is not closed"),
        ("behaviors:\n  \"/a/**\":\n    dely: 80ms\n", 3, "has no \"dely\""),
        ("behaviors:\n  \"/b/**\":\n    delay: 80ms\n", 2, "\"/b/**\" lies over no route"),
        ("behaviors:\n  \"POST /a\":\n    delay: 80ms\n", 2, "\"POST /a\" lies over no route"),
    ])
    func `a mistake in the settings is told at its line`(text: String, line: Int, message: String) throws {
        let outcome = try run(["check", "--json"], ["mockscript.yaml": text, "routes/a/GET.json": "{}"])
        let found = try JSONValue(parsing: Array(outcome.output.utf8)).elements ?? []
        #expect(found.first?["line"]?.whole == line, "\(outcome.output)")
        #expect(found.first?["message"]?.text?.contains(message) == true, "\(outcome.output)")
    }

    @Test(arguments: [
        "/**", "/a", "/a/*", "GET /a/{x}", "ANY /a/**", "/a/7", "HEAD /a", "/*/{id}", "/f/**", "/f/x/y", "/v2/x",
    ])
    func `a pattern that lies over a route is let alone`(pattern: String) throws {
        let outcome = try run(
            ["check"],
            [
                "mockscript.yaml": "behaviors:\n  \"\(pattern)\":\n    delay: 80ms\n", "routes/a/GET.json": "{}",
                "routes/a/{id}/GET.json": "{}", "routes/f/{...path}/GET.json": "{}", "routes/v{n}/x/GET.json": "{}",
            ])
        #expect(outcome.output == "no problems found\n", "\(outcome.output)")
    }
}
