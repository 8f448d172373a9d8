import Foundation
import MockModel
import TestSupport
import Testing

@testable import MockSources

@Suite("Settings")
struct SettingsReaderTests {
    private func read(_ text: String) throws -> (settings: Settings, problems: [Problem]) {
        let read = try SettingsReader.read(SourceText(file: "mockscript.yaml", bytes: Array(text.utf8)))
        return (read.settings, read.problems)
    }

    @Test(
        "a text that is no YAML is told at the line to change, with what to write",
        arguments: [
            ("name: \"abc\nport: 4000\n", "1:7 it begins here; nothing up to the end of the file closes it"),
            ("network: [a, b\nport: 1\n", "1:10 it begins here; line 2 is no part of it"),
            ("port: 1\nname: a\nport: 2\n", "3:1 the first one is in line 1; keep one of them"),
            ("limits:\n  cpu: 1s\n  memory: 64MB\n  \"cpu\": 2s\n", "4:3 the first one is in line 2; keep one of them"),
            ("limits: { cpu: 1s, cpu: 2s }\n", "1:20 keep one of them"),
            ("a:\n  cpu: 1s\nb:\n  cpu: 1s\n  cpu: 2s\n", "5:3 the first one is in line 4; keep one of them"),
            ("name: x\nport:4000\nseed: 1\n", "2:1 a blank stands behind the colon: port: 4000"),
            ("name: x\n\nlimits:\n  cpu:1s\n  memory: 1MB\n", "4:3 a blank stands behind the colon: cpu: 1s"),
            ("port:4000\n", "1:1 a blank stands behind the colon: port: 4000"),
            ("behaviors:\n  \"/**\":\n    delay:20ms\n", "3:5 a blank stands behind the colon: delay: 20ms"),
            ("name: x\n  port: 4000\n", "2:1 indent it as line 1: 0 blanks"),
            ("limits:\n  cpu: 1s\n    memory: 64MB\n", "3:1 indent it as line 2: 2 blanks"),
            (
                "limits:\n  cpu: 1s\n memory: 64MB\n",
                "3:1 it lines up with no name above: line 2 is indented by 2 blanks"
            ),
            (" name: x\nport: 1\n", "2:1 it lines up with no name above: line 1 is indented by 1 blank"),
            ("a: b: c\n", "1:5 a value with a colon and a space needs quotes"),
        ])
    func advice(text: String, expected: String) throws {
        var found: Problem?
        do { found = try read(text).problems.first } catch let problem as Problem { found = problem }
        let place = "\(found?.location?.line ?? 0):\(found?.location?.column ?? 0)"
        #expect("\(place) \(found?.hint ?? "")" == expected)
    }

    @Test("Every setting is read")
    func all() throws {
        let (settings, problems) = try read(
            """
            # yaml-language-server: $schema=.mockscript/mockscript.schema.json
            name: Shop
            port: 4000
            basePath: /v1/{tenant}
            seed: 18446744073709551615
            openapi: openapi.yaml
            upstream: https://api.example.com
            unmatched: proxy
            network: [https://hooks.example.test, "http://127.0.0.1:*"]
            env: [STRIPE_KEY]
            clock: { start: 2026-01-01T00:00:00Z, mode: frozen }
            sessions: { header: X-Session, idle: 90s }
            behaviors:
              "/**": { delay: 20ms..60ms, rate: 20kB/s }
              /quotes/*:
                limit: { requests: 5, per: 1m, key: header.x-api-key, status: 420, example: calm }
              GET /users/{id}:
                fail: { rate: 0.1, status: 502, example: gone, fault: reset }
            limits: { cpu: 2s, memory: 128MB, body: 1MiB }
            """)
        #expect(problems == [])
        var expected = Settings(
            name: "Shop", port: 4_000, basePath: PathPattern([.literal("v1"), .parameter("tenant")]), seed: .max,
            openapi: "openapi.yaml", upstream: "https://api.example.com", unmatched: .proxy,
            network: ["https://hooks.example.test", "http://127.0.0.1:*"], environment: ["STRIPE_KEY"],
            clock: .init(start: 1_767_225_600_000, isFrozen: true),
            sessions: .init(header: "X-Session", idle: .seconds(90)),
            limits: .init(cpu: .seconds(2), memory: 128_000_000, body: 1 << 20))
        expected.behaviors = [
            BehaviorRule(
                pattern: "/**",
                behavior: Behavior(
                    delay: .even(.milliseconds(20), .milliseconds(60)), rate: Rate(bytesPerSecond: 20_000)),
                location: SourceLocation(file: "mockscript.yaml", line: 14, column: 3, length: 5)),
            BehaviorRule(
                pattern: "/quotes/*",
                behavior: Behavior(
                    limit: .init(requests: 5, per: .seconds(60), key: "header.x-api-key", status: 420, example: "calm")),
                location: SourceLocation(file: "mockscript.yaml", line: 15, column: 3, length: 9)),
            BehaviorRule(
                pattern: "GET /users/{id}",
                behavior: Behavior(fail: .init(rate: 0.1, status: 502, example: "gone", fault: Fault(.reset))),
                location: SourceLocation(file: "mockscript.yaml", line: 17, column: 3, length: 15)),
        ]
        #expect(settings == expected)
    }

    @Test(
        "Nothing, comments and empty settings are the defaults",
        arguments: ["", "# a\n", "name:\nbehaviors:\n", "{}", "~"])
    func defaults(_ text: String) throws {
        let (settings, problems) = try read(text)
        #expect(settings == Settings())
        #expect(problems == [])
    }

    @Test("JSON is read too, with tabs, a schema and any of the three names", arguments: SettingsReader.fileNames)
    func json(_ name: String) throws {
        let text = "{\n\t\"$schema\": \"x\",\n\t\"port\": 4000,\n\t\"clock\": {\n\t\t\"mode\": \"frozen\"\n\t}\n}\n"
        let project = try TemporaryFolder(["routes/GET.txt": "x", name: text]).read()
        #expect(project.findings == [])
        #expect(project.settings.port == 4_000)
        #expect(project.settings.clock.isFrozen)
    }

    @Test("Two files of settings are one too many")
    func two() throws {
        let project = try TemporaryFolder(["routes/GET.txt": "x", "mockscript.yaml": "", "mockscript.json": "{}"])
            .read()
        #expect(project.problems.map(\.name) == ["two-settings"])
    }

    @Test("Aliases stand for what they name")
    func aliases() throws {
        let (settings, problems) = try read("behaviors:\n  /a: &slow { delay: 1s }\n  /b: *slow\n")
        #expect(problems == [])
        #expect(settings.behaviors.map(\.behavior.delay) == [.fixed(.seconds(1)), .fixed(.seconds(1))])
    }

    @Test(
        "What is wrong is named with its place and the right form",
        arguments: [
            ("prot: 1", "error unknown-setting 1:1+4: there is no setting \"prot\"", "did you mean \"port\"?"),
            ("name: a\nxyzzy: 1", "warning unknown-setting 2:1+5: there is no setting \"xyzzy\"", "there are basePath"),
            (
                "clock: { mod: real }", "error unknown-setting 1:10+3: \"clock\" has no \"mod\"",
                "did you mean \"mode\"?"
            ),
            ("port: four", "error bad-setting 1:7+4: \"port\" is \"four\", not a whole number", "write port: 4000"),
            ("port: 70000", "error bad-setting 1:7+5: \"port\" is 70000, but goes from 0 to 65535", "write port: 4000"),
            ("port: [1]", "error bad-setting 1:7+0: \"port\" is a list, not a whole number", "write port: 4000"),
            (
                "name: { a: b }", "error bad-setting 1:7+0: \"name\" is a group of settings, not a text",
                "write name: Shop"
            ),
            ("seed: -1", "error bad-setting 1:7+2: \"seed\" is \"-1\", not a whole number from 0", "write seed: 42"),
            (
                "basePath: v1", "error bad-setting 1:11+2: \"basePath\" does not begin with a slash",
                "did you mean \"/v1\"?"
            ),
            ("basePath: /{", "error bad-setting 1:11+2: \"basePath\": '{' has a brace without its partner", ""),
            (
                "upstream: api.example.com",
                "error bad-setting 1:11+15: \"upstream\" is \"api.example.com\", which has no \"https://\" or \"http://\" before its host",
                "write upstream: https"
            ),
            (
                "upstream: http://127.1",
                "error bad-setting 1:11+12: \"upstream\" is \"http://127.1\", which has an address that is not "
                    + "written as four numbers, such as 127.0.0.1", "write upstream: https"
            ),
            (
                "network: [https://a.example/x]",
                "error bad-setting 1:11+19: \"network[0]\": \"https://a.example/x\" has a path", "write https://hooks"
            ),
            (
                "network: [a.example, 'a.*.example']",
                "error bad-setting 1:22+13: \"network[1]\": \"a.*.example\" has a * that is not at the beginning of its host",
                "write https://hooks"
            ),
            (
                "unmatched: 42", "error bad-setting 1:12+2: \"unmatched\" is \"42\", neither a status nor proxy",
                "write unmatched"
            ),
            (
                "network: https://a.example",
                "error bad-setting 1:10+17: \"network\" is \"https://a.example\", not a list", "write network: ["
            ),
            (
                "env: [{}]", "error bad-setting 1:7+0: \"env[0]\" is a group of settings, not a text",
                "write env: [STRIPE_KEY]"
            ),
            ("clock: frozen", "error bad-setting 1:8+6: \"clock\" is \"frozen\", not a group", "write clock: {"),
            (
                "clock: { start: now }", "error bad-setting 1:17+3: \"clock.start\" is \"now\", not a time",
                "write start: 2026"
            ),
            (
                "clock: { mode: frozn }", "error bad-setting 1:16+5: \"clock.mode\" is \"frozn\", not real or frozen",
                "did you mean \"frozen\"?"
            ),
            (
                "sessions: { idle: 60 }",
                "error bad-setting 1:19+2: \"sessions.idle\": \"60\" is no duration: it has no unit (ms, s, m, h, d)",
                "did you mean \"60ms\" or \"60s\"?"
            ),
            (
                "sessions: { header: 'a b' }",
                "error bad-setting 1:21+5: \"sessions.header\" is \"a b\", not the name of a header", "write header"
            ),
            ("limits: { cpu: 0s }", "error bad-setting 1:16+2: \"limits.cpu\" is nothing at all", "write cpu: 1s"),
            (
                "limits: { memory: 64 }",
                "error bad-setting 1:19+2: \"limits.memory\": \"64\" is no size: it has no unit (B, kB, MB, GB, KiB, MiB, GiB)",
                "did you mean"
            ),
            (
                "behaviors: { quotes: {} }", "error bad-setting 1:14+6: \"quotes\" is no pattern of routes",
                "write \"/**\""
            ),
            ("behaviors: { GTE /x: {} }", "error bad-setting 1:14+6: \"GTE\" is no method", "did you mean \"GET /x\"?"),
            (
                "behaviors: { /x: { fail: { rate: 2 } } }",
                "error bad-setting 1:34+1: \"behaviors./x.fail.rate\" is \"2\", not a share from 0 to 1",
                "write rate: 0.1"
            ),
            (
                "behaviors: { /x: { limit: { per: 1m } } }",
                "error bad-setting 1:27+0: \"behaviors./x.limit\" needs \"requests\"", "write limit"
            ),
            (
                "behaviors: { /x: { delay: 5 } }",
                "error bad-setting 1:27+1: \"behaviors./x.delay\": \"5\" is no duration: it has no unit (ms, s, m, h, d)",
                "did you mean"
            ),
            (
                "behaviors: { /x: { slow: 5 } }", "warning unknown-setting 1:20+4: \"behaviors./x\" has no \"slow\"",
                "there are delay"
            ),
            ("- a", "error bad-setting 1:1+0: the file is a list, not a group", "write name: value"),
        ])
    func problems(_ text: String, _ finding: String, _ hint: String) throws {
        let (_, problems) = try read(text)
        let found = problems.map { problem in
            let place = problem.location.map { "\($0.line ?? 0):\($0.column ?? 0)+\($0.length ?? 0)" } ?? "-"
            return "\(problem.severity) \(problem.name) \(place): \(problem.message)"
        }
        #expect(found == [finding])
        let shown = problems.first?.hint ?? ""
        #expect(shown.starts(with: hint))
    }

    @Test(
        "What is no YAML is refused with its place",
        arguments: [
            ("a: b: c", "bad-yaml", 1, 5), ("a: [1", "bad-yaml", 1, 4), ("\tport: 1", "bad-yaml", 1, 1),
            ("port: 1\nport: 2", "bad-yaml", 2, 1), ("a: *b", "bad-yaml", 1, 4), ("a: 1\n---\nb: 1", "bad-yaml", 2, 1),
            ("a: !!binary aGk=", "bad-yaml", 1, 4), ("a: !ruby/object:X {}", "bad-yaml", 1, 4),
            ("? [a]\n: b", "bad-yaml", 1, 3),
        ])
    func noYAML(_ text: String, _ name: String, _ line: Int, _ column: Int) throws {
        let problem = try #require(throws: Problem.self) { try read(text) }
        #expect(problem.name == name)
        #expect(problem.location?.line == line)
        #expect(problem.location?.column == column)
    }

    @Test("A text that grows without end is refused at once", arguments: Bomb.allCases)
    func bombs(_ bomb: Bomb) throws {
        let start = processorTime()
        let problem = try #require(throws: Problem.self) { try read(bomb.text) }
        #expect(["too-large", "bad-yaml"].contains(problem.name))
        #expect(processorTime() - start < slowness)
    }

    enum Bomb: String, CaseIterable {
        case laughs, aliases, names, brackets, dashes, questions, size

        var text: String {
            switch self {
            case .laughs: Bomb.expanding
            case .aliases: "a: &x 1\nb: [" + String(repeating: "*x, ", count: 200) + "]"
            case .names: Bomb.expanding + "? *a9\n: 1\n"
            case .brackets: "a: " + String(repeating: "[", count: 1_000_000)
            case .dashes: String(repeating: "- ", count: 500_000)
            case .questions: String(repeating: "? ", count: 500_000)
            case .size: "a: " + String(repeating: "x", count: 1 << 20)
            }
        }

        private static var expanding: String {
            (1...9).reduce("a0: &a0 [lol]\n") { text, level in
                text + "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ",")
                    + "]\n"
            }
        }
    }
}
