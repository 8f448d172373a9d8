import Foundation
import MockModel
import TestSupport
import Testing

@testable import MockSources

@Suite("What can be served")
struct SourceReaderTests {
    @Test("The six samples load without a problem", arguments: ["hello", "movies", "oauth", "orders", "rates", "shop"])
    func samples(_ name: String) throws {
        let project = try SourceReader.read(Corpus.packageRoot.appendingPathComponent("examples/\(name)").path)
        #expect(project.findings == [])
        #expect(!project.scripts.isEmpty)
    }

    @Test("A Lua file is the route table of /, with lib/, data/ and settings beside it")
    func luaFile() throws {
        let folder = try TemporaryFolder([
            "api.lua": "return { GET = function() end }", "lib/a/b.lua": "return 1", "data/users.json": #"[{"id":1}]"#,
            "mockscript.yaml": "name: Single",
        ])
        let project = try SourceReader.read(folder.path + "/api.lua")
        #expect(project.findings == [])
        #expect(project.script("api.lua")?.kind == .route(PathPattern([]), host: nil))
        #expect(project.script("lib/a/b.lua")?.kind == .module("a.b"))
        #expect(project.seeds.map(\.name) == ["users"])
        #expect(project.settings.name == "Single")
    }

    @Test("A shebang line stays a line that Lua does not see")
    func shebang() throws {
        let folder = try TemporaryFolder(["api.lua": "#!/usr/bin/env mockscript\nreturn {}"])
        let project = try SourceReader.read(folder.path + "/api.lua")
        #expect(project.script("api.lua")?.text == "--/usr/bin/env mockscript\nreturn {}")
    }

    @Test("A Postman collection is read as one")
    func postman() throws {
        let text = #"{"info":{"name":"Tea","schema":"v2.1.0"},"item":[]}"#
        let folder = try TemporaryFolder(["tea.json": text])
        let project = try SourceReader.read(folder.path + "/tea.json", options: SourceOptions(fuzzy: true))
        #expect(project.matching == .collection(fuzzy: true))
        #expect(project.settings.name == "Tea")
    }

    @Test(
        "Any other file is named for what it is",
        arguments: [
            ("a.yaml", "a: 1\n", "is YAML of no known kind"),
            ("a.har", #"{"log":{"entries":[]}}"#, "is a HAR (saved traffic), which cannot be served yet"),
            ("db.json", #"{"posts":[{"id":1}]}"#, "is a JSON file of lists (db.json), which cannot be served yet"),
            ("e.json", #"{"name":"dev","values":[]}"#, "is a Postman environment, not a collection"),
            ("m.json", #"{"mappings":[]}"#, "is a mapping of WireMock, which cannot be served yet"),
            ("x.json", "[1]", "is JSON of no known kind"), ("x.txt", "hello", "is a text of no known kind"),
            ("x.bin", "\0\u{1}", "is a file of no known kind"), ("none", "", "is empty"),
            ("GET.png", "\0", "is a single example"), ("mockscript.yaml", "port: 1", "is the settings of a project"),
        ])
    func otherFiles(_ name: String, _ text: String, _ words: String) throws {
        let folder = try TemporaryFolder([name: text])
        let problem = try #require(throws: Problem.self) { try SourceReader.read(folder.path + "/" + name) }
        #expect(problem.message == "\(folder.path)/\(name) \(words)")
        #expect(problem.hint != nil)
    }

    @Test("Broken JSON is a problem with its place")
    func brokenJSON() throws {
        let folder = try TemporaryFolder(["c.json": "{\n  \"item\": [,]\n}"])
        let problem = try #require(throws: Problem.self) { try SourceReader.read(folder.path + "/c.json") }
        #expect(problem.location?.description == "c.json:2:12")
    }

    @Test("A path that does not exist names its closest neighbour")
    func missing() throws {
        let folder = try TemporaryFolder(["shop/routes/GET.json": "{}"])
        let problem = try #require(throws: Problem.self) { try SourceReader.read(folder.path + "/shpo") }
        #expect(problem.name == "no-source")
        #expect(problem.hint == "did you mean \"\(folder.path)/shop\"?")
    }

    @Test("A pipe is refused and not waited for")
    func pipe() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.path + "/p", 0o600) == 0)
        let problem = try #require(throws: Problem.self) { try SourceReader.read(folder.path + "/p") }
        #expect(problem.message.hasSuffix("is neither a file nor a folder"))
    }
}
