import Foundation
import TestSupport
import Testing

/// `mockscript test`, as users run it.
@Suite(.ownThreads) struct TestCommandTests {
    @Test(arguments: ExampleTests.names)
    func `the tests of an example pass`(name: String) throws {
        let outcome = try BuiltBinary.run(["test", "examples/\(name)"])
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
        let declared = try FileManager.default.subpathsOfDirectory(
            atPath: "\(Corpus.packageRoot.path)/examples/\(name)"
        )
        .filter { $0.hasSuffix(".test.lua") }
        try #require(!declared.isEmpty)
        for path in declared { #expect(outcome.output.contains(path)) }
        #expect(outcome.output.contains(" passed in ") && !outcome.output.contains("failed"))
    }

    /// A project with tests of which the second and the fourth fail.
    private func project(_ tests: [String: String]) throws -> URL {
        var files = tests
        files["routes/a/GET.json"] = #"{ "id": "{{ random.int(1, 1000000) }}" }"#
        return try TemporaryFiles.folder(files)
    }

    private static let mixed = """
        describe("a", function()
          it("one", function(api) api:get("/a"):expect(200) end)
          it("two", function(api) api:get("/a"):expect(200, { id = api:get("/a").json.id }) end)
          it("three", function(api) api:get("/a"):expect(200) end)
          it("four", function(api) api:get("/b"):expect(200) end)
        end)
        """

    private func run(_ arguments: [String], in folder: URL) throws -> BuiltBinary.Outcome {
        try BuiltBinary.run(["test"] + arguments, in: folder)
    }

    @Test func `a failing test is told with exit code 1 and the line to run it again`() throws {
        let folder = try project(["tests/a.test.lua": Self.mixed])
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try run([], in: folder)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("2 passed, 2 failed"))
        #expect(outcome.output.contains("again: mockscript test --only 'a > two' --seed 0"))
        #expect(outcome.output.contains("tests/a.test.lua:3   body.id: wanted "))
        #expect(try run(["--only", "a > two", "--seed", "0"], in: folder).output.contains("0 passed, 1 failed"))
        #expect(try run(["--bail"], in: folder).output.contains("1 passed, 1 failed, 2 not run"))
        #expect(try run(["thr"], in: folder).code == 0)
        #expect(try run(["tests/a.test.lua"], in: folder).output.contains("2 passed, 2 failed"))
        #expect(try run(["tests"], in: folder).output.contains("2 passed, 2 failed"))
    }

    @Test func `the same seed gives the same run, with one worker or with eight`() throws {
        let folder = try project(["tests/a.test.lua": Self.mixed, "b.test.lua": Self.mixed])
        defer { try? FileManager.default.removeItem(at: folder) }
        func shown(_ seed: String, _ workers: String) throws -> String {
            let text = try run(["--seed", seed, "--workers", workers], in: folder).output
            return text.replacing(/\ +\d+ ms/, with: "")
        }
        let first = try shown("7", "1")
        #expect(first.contains("wanted"))
        for _ in 0..<3 { #expect(try shown("7", "8") == first) }
        #expect(try shown("8", "8").replacing("--seed 8", with: "--seed 7") != first)
    }

    @Test func `nothing to run is told, with what could be meant`() throws {
        let empty = try project([:])
        let folder = try project(["tests/a.test.lua": Self.mixed])
        defer {
            try? FileManager.default.removeItem(at: folder)
            try? FileManager.default.removeItem(at: empty)
        }
        let none = try run([], in: empty)
        #expect(none.code == 1 && none.errors.contains("no tests found") && none.errors.contains("*.test.lua"))
        let misspelled = try run(["--only", "a > thee"], in: folder)
        #expect(misspelled.code == 1 && misspelled.errors.contains("did you mean \"a > three\"?"))
        #expect(try run(["--seed", "x"], in: folder).code == 2)
        #expect(try run(["--workers", "0"], in: folder).code == 2)
    }

    @Test func `a broken test file fails the run, not the others and not the server's start`() throws {
        let folder = try project(["a.test.lua": Self.mixed, "b.test.lua": "it('x', function( end)"])
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try run(["--only", "a > one"], in: folder)
        #expect(outcome.code == 0 && outcome.errors.contains("b.test.lua:1"))
        let all = try run([], in: folder)
        #expect(all.code == 1 && all.output.contains("1 file did not load"))
        #expect(try BuiltBinary.run(["check"], in: folder).code == 1)
        #expect(try BuiltBinary.run(["routes"], in: folder).errors.isEmpty)
        try Data("nonsense: [".utf8).write(to: folder.appendingPathComponent("mockscript.yaml"))
        let refused = try run([], in: folder)
        #expect(refused.code == 3)
        #expect(refused.errors.hasSuffix("error: no test was run because the project has the errors above\n"))
    }

    @Test func `reports are written for machines`() throws {
        let folder = try project(["tests/a.test.lua": Self.mixed])
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try run(["--json", "--coverage", "--junit", "report.xml"], in: folder)
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        #expect(object?["failed"] as? Int == 2 && object?["ok"] as? Bool == false)
        #expect((object?["tests"] as? [Any])?.count == 4)
        #expect(object?["coverage"] != nil)
        let report = try String(contentsOf: folder.appendingPathComponent("report.xml"), encoding: .utf8)
        #expect(report.hasPrefix("<?xml") && report.contains("failures=\"2\""))
        #expect(try run(["--junit", "no/such/report.xml"], in: folder).code == 2)
    }
}
