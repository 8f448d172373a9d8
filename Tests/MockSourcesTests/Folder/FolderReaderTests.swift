import Foundation
import MockFiles
import MockModel
import TestSupport
import Testing

@testable import MockSources

@Suite("A project's folder")
struct FolderReaderTests {
    @Test("Folders are the segments of the path, methods are the routes, files their examples")
    func routes() throws {
        let project = try TemporaryFolder([
            "routes/GET.json": "{}", "routes/users/{id}/GET.json": "{}", "routes/users/{id}/GET.gone.410.json": "{}",
            "routes/users/{id}/DELETE.204.txt": "", "routes/files/{...path}/GET.txt": "x", "routes/v{n}/GET.txt": "x",
            "routes/{name}%3Acancel/ANY.txt": "x", "routes/@API.example.com/status/GET.txt": "up",
            "routes/npm/@scope/GET.txt": "x",
        ]).read()
        #expect(project.findings == [])
        let names = Set(project.routes.map(\.name))
        #expect(
            names == [
                "GET /", "GET /users/{id}", "DELETE /users/{id}", "GET /files/{...path}", "GET /v{n}",
                "ANY /{name}:cancel",
                "GET @api.example.com/status", "GET /npm/@scope",
            ])
        let user = project.routes.first { $0.name == "GET /users/{id}" }
        #expect(user?.examples.map(\.name) == ["gone", "default"])
        #expect(user?.examples.map(\.response.status) == [410, 200])
    }

    @Test("The extension gives the content type, and the bytes are the file's")
    func body() throws {
        let folder = try TemporaryFolder()
        let bytes: [UInt8] = [0x89, 0x50, 0, 0xFF, 0x7B, 0x7B, 0x0A]
        try folder.write("routes/GET.png", Data(bytes))
        let response = try #require(try folder.read().example("GET.png")?.response)
        #expect(response.headers.fields == [.init("Content-Type", "image/png")])
        #expect(response.body == .bytes(bytes))
    }

    @Test("A large body stays in its file: two gigabytes load at once")
    func large() throws {
        let folder = try TemporaryFolder(["routes/GET.txt": "", "routes/POST.json": ""])
        let size: UInt64 = 2 << 30
        for name in ["GET.bin", "GET.movie.mp4", "POST.json"] {
            try folder.write("routes/\(name)", Data())
            let handle = try FileHandle(forWritingTo: folder.url.appendingPathComponent("routes/\(name)"))
            try handle.truncate(atOffset: size)
            try handle.close()
        }
        let start = processorTime()
        let project: Project? = try folder.read()
        let time = processorTime() - start
        let real = try #require(Disk.canonical(folder.path))
        #expect(
            project?.example("POST.json")?.response.body
                == .file(FileBody(root: real, name: "routes/POST.json", size: Int(size), hasVersions: false)))
        #expect(time < slowness)
    }

    @Test("Code, scenarios, seeds and modules have their places")
    func scripts() throws {
        let project = try TemporaryFolder([
            "routes/route.lua": "return {}", "routes/a/{b}/middleware.lua": "return 1", "lib/x.lua": "",
            "lib/y/z.lua": "",
            "scenarios/down.lua": "return {}", "data/teas.json": #"[{"id":1},{"id":2}]"#, "lib/x.test.lua": "",
            "routes/a/a.test.lua": "", "README.md": "", "routes/README.md": "", "routes/.DS_Store": "",
            "routes/GET.json~": "", "routes/.GET.json.swp": "",
        ]).read()
        #expect(project.findings == [])
        let kinds = Dictionary(uniqueKeysWithValues: project.scripts.map { ($0.name, $0.kind) })
        #expect(
            kinds == [
                "routes/route.lua": .route(PathPattern([]), host: nil),
                "routes/a/{b}/middleware.lua": .middleware(PathPattern([.literal("a"), .parameter("b")]), host: nil),
                "lib/x.lua": .module("x"), "lib/y/z.lua": .module("y.z"), "scenarios/down.lua": .scenario("down"),
            ])
        #expect(project.seeds.first?.records.count == 2)
    }

    @Test("Files that are no examples are named with the reason")
    func strangers() throws {
        let project = try TemporaryFolder([
            "routes/GET.json": "{}", "routes/get.txt": "", "routes/GET.666.json": "", "routes/routes.lua": "",
            "routes/[id]/GET.txt": "x", "routes/{path*}/GET.txt": "x", "routes/b/{...rest}/GET.txt": "x",
        ]).read()
        #expect(
            project.findings.sorted() == [
                "warning foreign-parameter routes/[id]: routes/[id] is plain text in the path",
                "warning foreign-parameter routes/{path*}: routes/{path*} takes one segment of the path",
                "warning ignored-file routes/GET.666.json: routes/GET.666.json is not read: 666 is no status of an answer: they go from 200 to 599",
                "warning ignored-file routes/get.txt: routes/get.txt is not read: methods are written in capitals",
                "warning ignored-file routes/routes.lua: routes/routes.lua is not read: only route.lua and middleware.lua are run here",
            ])
    }

    @Test("Two files for one example, two names for one parameter and names alike but for their case are problems")
    func clashes() throws {
        let project = try TemporaryFolder([
            "routes/GET.json": "{}", "routes/GET.200.json": "{}", "routes/{id}/GET.json": "{}",
            "routes/{name}/POST.json": "{}", "routes/Users/GET.txt": "x", "routes/users/GET.txt": "x",
            "routes/x/{a}/{a}/GET.txt": "x", "routes/y/{...r}/z/GET.txt": "x", "routes/z/{/GET.txt": "x",
        ]).read()
        #expect(
            project.findings.sorted() == [
                "error bad-route routes/x/{a}/{a}: routes/x/{a}/{a} is no route: the parameter {a} stands twice in one path; give one another name",
                "error bad-route routes/y/{...r}/z: routes/y/{...r}/z is no route: {...name} takes the rest of the path and must come last",
                "error bad-route routes/z/{: routes/z/{ is no route: '{' has a brace without its partner",
                #"error duplicate-example routes/GET.json: routes/GET.json and routes/GET.200.json are both the example "default" of GET"#,
                "error duplicate-route routes/{name}: routes/{id} and routes/{name} answer the same paths",
                "warning case-clash routes/users: routes/Users and routes/users are one file on macOS and Windows",
            ])
    }

    @Test("Names that Windows refuses are worth a note")
    func windowsNames() throws {
        let project = try TemporaryFolder(["routes/a:b/GET.txt": "x", "routes/con/GET.txt": "x"]).read()
        #expect(project.problems.map(\.severity) == [.note, .note])
        #expect(project.problems.first?.message == "Windows cannot have routes/a:b: no name has ':' there; write %3A")
    }

    @Test("Seeds are lists of objects", arguments: [("{}", "an object"), ("[1]", "a number"), ("[", "JSON")])
    func badSeed(_ text: String, _ word: String) throws {
        let project = try TemporaryFolder(["routes/GET.txt": "x", "data/a.json": text]).read()
        #expect(project.problems.map(\.name) == ["bad-seed"])
        #expect(project.problems.first?.message.contains(word) == true)
    }

    @Test("Links stay inside the project and never go round in circles")
    func links() throws {
        let outside = try TemporaryFolder(["secret.json": "{}"])
        let folder = try TemporaryFolder(["routes/GET.json": "{}", "shared/POST.json": "[]"])
        try folder.link("routes/PUT.json", to: outside.path + "/secret.json")
        try folder.link("routes/POST.json", to: "../shared/POST.json")
        try folder.link("routes/loop", to: "../routes")
        try folder.link("routes/PATCH.json", to: "nothing")
        try folder.link("lib", to: outside.path)
        let project = try folder.read()
        #expect(
            project.findings.sorted() == [
                "error broken-link routes/PATCH.json: routes/PATCH.json is a link to nothing",
                "error endless-link routes/loop: routes/loop is a link to a folder that it lies in",
                "error outside-project lib: lib is a link out of the project",
                "error outside-project routes/PUT.json: routes/PUT.json is a link out of the project",
            ])
        #expect(project.example("POST.json")?.response.body == .bytes(Array("[]".utf8)))
    }

    @Test("Links into each other do not multiply without end")
    func manyLinks() throws {
        let folder = try TemporaryFolder(["routes/GET.txt": "x", "d24/GET.txt": "x"])
        for level in 0..<24 {
            for name in ["a", "b"] { try folder.link("d\(level)/\(name)", to: "../d\(level + 1)") }
        }
        try folder.link("routes/x", to: "../d0")
        let start = processorTime()
        let project: Project? = try folder.read()
        let time = processorTime() - start
        #expect(project?.problems.map(\.name) == ["too-many-folders"])
        #expect(time < 5 * slowness)
    }

    @Test("An extension that is one slip away from a common one is worth a warning")
    func unknownExtension() throws {
        let project = try TemporaryFolder(["routes/GET.jsn": "{}", "routes/POST.dat": "x"]).read()
        #expect(
            project.findings == [
                "warning unknown-extension routes/GET.jsn: routes/GET.jsn is sent as bytes of no known type"
            ])
    }

    @Test("Lua that is no text is refused with its line")
    func binaryLua() throws {
        let folder = try TemporaryFolder(["lib/c.lua": "\u{1B}Lua"])
        try folder.write("routes/route.lua", Data(Array("return {}\n-- caf".utf8) + [0xE9]))
        #expect(
            try folder.read().findings == [
                "error no-text routes/route.lua:2:1: routes/route.lua is not UTF-8",
                "error no-text lib/c.lua: lib/c.lua is compiled Lua; only its text is run",
            ])
    }

    @Test(
        "A folder without routes/ says what to do",
        arguments: [
            ([:], "is empty", "begin with: mockscript new"), (["GET.json": "{}"], "lies beside", "/routes && mv "),
            (["route/GET.json": "{}"], "has no folder routes/", "did you mean routes/?"),
            (["api.lua": ""], "has no folder routes/", "/api.lua"),
            (["notes.txt": ""], "so nothing would be answered", "mockscript new"),
        ] as [([String: String], String, String)])
    func noRoutes(_ files: [String: String], _ message: String, _ hint: String) throws {
        let folder = try TemporaryFolder(files)
        let problem = try #require(throws: Problem.self) { try folder.read() }
        #expect(problem.name == "no-routes")
        #expect(problem.message.contains(message))
        #expect(problem.hint?.contains(hint) == true)
    }

    @Test("A folder that only passes requests on needs no routes")
    func proxyOnly() throws {
        let text = "upstream: https://api.example.com\nunmatched: proxy\n"
        #expect(try TemporaryFolder(["mockscript.yaml": text]).read().findings == [])
    }

    @Test("Comments silence warnings of their file, never errors")
    func silenced() throws {
        let project = try TemporaryFolder([
            "routes/GET.http": "# mockscript: ignore unknown-directive\n# @foo\nHTTP/1.1 200 OK\n\n",
            "routes/POST.http": "# mockscript: ignore bad-directive\n# @turn x\nHTTP/1.1 200 OK\n\n",
            "routes/route.lua": "return {} -- mockscript: ignore file-local, global-write\n",
        ]).read()
        #expect(project.problems.map(\.name) == ["bad-directive"])
        #expect(project.silenced["routes/route.lua"] == ["file-local", "global-write"])
    }
}
