import Foundation
import MockModel
import TestSupport
import Testing

/// Options of `mockscript test`, and what a test says of the behaviors over its routes.
@Suite(.ownThreads) struct TestOptionsTests {
    private static let files = [
        "mockscript.yaml": "behaviors:\n  \"/a\":\n    fail: { rate: 0.5, status: 502 }\n",
        "routes/a/route.lua":
            "return { GET = function(req)\n  if req.query.x then\n    return 409, { error = 'busy' }\n  end\n  return 200\nend }\n",
        "tests/a.test.lua": """
        describe("a cart", function()
          it("is there", function(api) api:behaviors(false) for i = 1, 40 do api:get("/a"):expect(200) end end)
          it("is busy", function(api) api:behaviors(false) api:get("/a?x=1"):expect(201) end)
        end)
        it("is replaced", function(api)
          api:behaviors { ["GET /a"] = { fail = { status = 429 } } }
          for i = 1, 5 do api:get("/a"):expect(429) end
        end)
        """,
    ]

    private func run(_ arguments: [String], _ changes: [String: String] = [:]) throws -> BuiltBinary.Outcome {
        let folder = try TemporaryFiles.folder(TestOptionsTests.files.merging(changes) { $1 })
        defer { try? FileManager.default.removeItem(at: folder) }
        return try BuiltBinary.run(["test"] + arguments, in: folder)
    }

    @Test func `a status that differs shows the body`() throws {
        let outcome = try run([])
        #expect(outcome.code == 1 && outcome.output.contains("2 passed, 1 failed"), "\(outcome.output)")
        #expect(outcome.output.contains("wanted 201, got 409"))
        #expect(outcome.output.contains("│   \"error\": \"busy\""), "\(outcome.output)")
    }

    @Test func `list names the tests and runs none`() throws {
        let outcome = try run(["--list"])
        #expect(outcome.code == 0)
        #expect(
            outcome.output
                == "tests/a.test.lua\n  a cart > is there\n  a cart > is busy\n  is replaced\n\n3 tests\n")
        let json = try JSONValue(parsing: Array(try run(["--list", "--json", "busy"]).output.utf8))
        #expect(json.elements?.map { $0["name"]?.text } == ["a cart > is busy"])
    }

    @Test(arguments: [("a cart", 2), ("a cart > is there", 1), ("BUSY", 1), ("is", 3)])
    func `only takes a whole name, else a part of one`(only: String, count: Int) throws {
        let outcome = try run(["--list", "--only", only])
        #expect(outcome.output.hasSuffix("\n\(count) test\(count == 1 ? "" : "s")\n"), "\(outcome.output)")
    }

    @Test func `no word is suggested for itself`() throws {
        let outcome = try run(["nothing", "--only", "is busy"])
        #expect(outcome.code == 1 && !outcome.errors.contains("did you mean \"is busy\""), "\(outcome.errors)")
    }

    @Test func `an LCOV tracefile has the lines that ran, and too few of them fail`() throws {
        let folder = try TemporaryFiles.folder(TestOptionsTests.files)
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try BuiltBinary.run(
            ["test", "--only", "is there", "--lcov", "out.info", "--min-coverage", "90"], in: folder)
        #expect(outcome.code == 1 && outcome.errors.contains("of the lines ran, fewer than 90"), "\(outcome)")
        let text = try String(contentsOf: folder.appendingPathComponent("out.info"), encoding: .utf8)
        #expect(
            text.contains("SF:routes/a/route.lua\n") && text.contains("DA:3,0\n") && text.contains("DA:5,1\n"),
            "\(text)")
        let good = try BuiltBinary.run(["test", "--only", "is there", "--min-coverage", "50%"], in: folder)
        #expect(good.code == 0)
    }

    @Test(arguments: [
        ("api:behaviors { [\"/b\"] = {} }", "lies over no route; did you mean \"/a\"?"),
        ("api:behaviors { [\"/a\"] = { dely = \"1s\" } }", "a behavior has no 'dely'; did you mean 'delay'?"),
        ("api:behaviors(true)", "api:behaviors takes false, or a table of behaviors by pattern"),
        ("api.behaviors(false)", "call it with a colon"),
    ])
    func `wrong behaviors are told at their line`(code: String, message: String) throws {
        let outcome = try run([], ["tests/a.test.lua": "it('x', function(api)\n  \(code)\nend)"])
        #expect(outcome.code == 1 && outcome.output.contains(message), "\(outcome.output)")
        #expect(outcome.output.contains("tests/a.test.lua:2"))
    }

    @Test func `chance differs between tests, and is the same for the same seed`() throws {
        let tests = (1...20).map { "it('t\($0)', function(api) api:get('/a'):expect(200) end)" }.joined(separator: "\n")
        let changes = ["tests/a.test.lua": tests]
        let first = try run(["--json"], changes)
        let document = try JSONValue(parsing: Array(first.output.utf8))
        let passed = document["passed"]?.whole ?? 0
        #expect((3...17).contains(passed), "\(passed) of 20 met no failure")
        let again = try JSONValue(parsing: Array(try run(["--json"], changes).output.utf8))
        func marks(_ value: JSONValue) -> [JSONValue?]? { value["tests"]?.elements?.map { $0["ok"] } }
        #expect(marks(again) == marks(document))
    }
}
