import Foundation
import MockModel
import Testing

@testable import MockSources

@Suite struct SeedReaderTests {
    @Test func `records know their lines`() throws {
        let text = "\n[ {\"id\": 1, \"t\": \"a]\\\"[\\n\"},\n\n  {\"id\": 2, \"list\": [1,\n 2]}, {\"id\": 3}\n]"
        let project = try TemporaryFolder(["routes/GET.txt": "x", "data/a.json": text]).read()
        let seed = try #require(project.seeds.first)
        #expect(seed.lines == [2, 4, 5])
        #expect(seed.location(of: 1) == SourceLocation(file: "data/a.json", line: 4))
        let odd = try TemporaryFolder(["routes/GET.txt": "x", "data/a.json": "[\n{},\n 5]"]).read()
        #expect(odd.problems.first?.location?.description == "data/a.json:3:2")
    }

    @Test func `a name that stands twice in an object is told at its second place`() throws {
        let text = """
            [
              { "id": 1, "name": "a", "tags": ["name", "name"],
                "n\\u0061me": "b", "in": { "id": 1, "x": { "id": 2 }, "id": 3 } },
              { "id": 2, "name": "c" }
            ]
            """
        let project = try TemporaryFolder(["routes/GET.txt": "x", "data/a.json": text]).read()
        #expect(
            project.problems.map { "\($0.location?.description ?? "") \($0.hint ?? "")" } == [
                "data/a.json:3:5 the first one is in line 2; remove one of them",
                "data/a.json:3:58 the first one is in line 3; remove one of them",
            ])
        #expect(project.problems.allSatisfy { $0.name == "duplicate-key" && $0.severity == .warning })
        let schema = "{ \"type\": \"object\",\n  \"type\": \"string\" }"
        let other = try TemporaryFolder(["routes/GET.txt": "x", "schemas/a.json": schema]).read()
        #expect(other.problems.map(\.name) == ["duplicate-key"])
    }

    @Test func `a name that is written with escapes is the same name`() throws {
        let seeds = "[{ \"id\": 1, \"\\u0069d\": 2, \"v\": { \"id\": 3 }, \"id2\": 4 }]"
        let project = try TemporaryFolder(["routes/GET.txt": "x", "data/a.json": seeds]).read()
        #expect(project.problems.map(\.name) == ["duplicate-key"])
        #expect(project.problems.first?.message.hasPrefix("\"\\u0069d\" stands twice") == true)
    }

    @Test func `files whose path code puts together are not told`() throws {
        for code in ["mock.read('data/' .. name)", "mock.read(('data/%s.csv'):format(name))"] {
            let project = try TemporaryFolder([
                "routes/GET.txt": "x", "data/a.csv": "x", "lib/x.lua": "local name\nreturn { \(code) }",
                "lib/y.js": "x",
            ]).read()
            #expect(project.problems.compactMap(\.location?.file) == ["lib/y.js"])
        }
    }

    @Test func `a file of another format is told, with the file to write`() throws {
        let project = try TemporaryFolder([
            "routes/GET.txt": "x", "data/c.yaml": "- id: 1", "data/d.csv": "id", "data/sub/e.json": "[]",
            "data/README.md": "x", "data/page.html": "x", "data/used.csv": "x", "data/more/f.json": "[]",
            "scenarios/s.yaml": "x", "lib/h.js": "x", "lib/page.html": "x",
            "lib/x.lua": "return { mock.read('data/used.csv'), mock.read('data/more/f.json') }",
        ]).read()
        let told = project.problems.map { "\($0.message): \($0.hint ?? "")" }.sorted()
        #expect(
            told == [
                "data/c.yaml is not read: records are JSON: write data/c.json with a list such as [{ \"id\": 1 }]",
                "data/d.csv is not read: records are JSON: write data/d.json with a list such as [{ \"id\": 1 }]",
                "data/sub/ is not read: the files of data/ lie side by side: move e.json to data/e.json",
                "lib/h.js is not read: shared code is Lua: write lib/h.lua, which returns a table",
                "scenarios/s.yaml is not read: a scenario is Lua: write scenarios/s.lua, which returns { setup = function() … end }",
            ])
        #expect(project.problems.allSatisfy { $0.name == "ignored-file" && $0.severity == .warning })
    }
}
