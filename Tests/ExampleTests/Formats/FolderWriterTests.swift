import Foundation
import MockModel
import MockSources
import TestSupport
import Testing

/// A project that is written and read again is the same.
@Suite struct FolderWriterTests {
    private static let folders: [URL] = ["examples", "../shared/design/samples"].flatMap { name in
        let folder = Corpus.packageRoot.appendingPathComponent(name)
        let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return (found ?? []).filter { FileManager.default.fileExists(atPath: $0.appendingPathComponent("routes").path) }
    }

    @Test(arguments: folders) func `every example project comes back as it was, file by file`(_ folder: URL) throws {
        let options = SourceOptions(withTests: true)
        let project = try SourceReader.read(folder.path, options: options)
        let written = FolderWriter().write(project)
        #expect(written.losses == [])
        let disk = try WrittenFolder(written)
        #expect(ProjectFacts.lines(of: try disk.read(options)) == ProjectFacts.lines(of: project))
        // The order and the white space of comment lines, settings and records is the writer's own.
        for file in written.files
        where file.path.hasSuffix(".lua") || file.path.hasPrefix("routes/") && file.path.hasSuffix(".json") {
            let original = FileManager.default.contents(atPath: folder.appendingPathComponent(file.path).path)
            #expect(original.map { Body.bytes(Array($0)) } == file.contents, "\(file.path)")
        }
    }

    /// Files that say everything that a folder can say.
    private static let everything = [
        "mockscript.yaml": """
        # mockscript: ignore unknown-setting
        name: "Tea: the #1 shop"
        port: 0
        basePath: /v1/{tenant}/a%20b
        seed: 18446744073709551615
        openapi: api.yaml
        upstream: https://api.example.com
        unmatched: proxy
        network: [https://hooks.example.test, "http://127.0.0.1:*"]
        env: [STRIPE_KEY]
        redact: [x-internal-id, always]
        scenario: dark
        cors: { origins: [https://app.example.com], headers: [A, B], credentials: true, max_age: 10m }
        clock: { start: 2026-01-01T00:00:00.250Z, mode: frozen }
        sessions: { header: X-Session, idle: 90s }
        limits: { cpu: 250ms, memory: 1MiB, time: 1500ms, body: 12345B }
        behaviors:
          "/**": { delay: p50=80ms p99=1.2s, rate: 20kB/s }
          /quotes/*:
            limit: { requests: 5, per: 1m, key: header.x-api-key, status: 420, example: calm }
          GET /users/{id}: { fail: { rate: 0.25, status: 500, example: busy, fault: reset } }
        """,
        "api.yaml": "openapi: 3.1.0\ncomponents:\n  schemas:\n    Tea: { type: object, title: \"7\" }\n",
        "schemas/cup.json": #"{ "type": "object", "properties": { "a/b": { "const": 12345678901234567890 } } }"#,
        "schemas/pot.yaml": "type: string\nenum: [\"true\", \"1.5\", plain, \"\", \"a: b\"]\nmaxLength: 5\n",
        "data/teas.json": #"[{"id":1,"name":"Grün"},{"id":2,"tags":[]}]"#,
        "lib/deep/er.lua": "return 1", "scenarios/dark.lua": "return {}",
        "tests/x.test.lua": "test('x', function() end)",
        "routes/middleware.lua": "return function(req, next) return next() end",
        "routes/@api.example.com/GET.json": "1",
        "routes/teas/route.lua": "return { GET = function() end }",
        "routes/teas/GET.json": #"{ "id": "{{ req.query.id }}", "not": "\\{{ x }}" }"#,
        "routes/teas/GET.gone.410.json": "{}", "routes/teas/GET.v1.2.txt": "two\n",
        "routes/teas/GET.page.html": "<p>\n",
        "routes/teas/GET.leaf.png": "\u{1}\u{2}", "routes/teas/ANY.http": "HTTP/1.1 599 Odd\n\n",
        "routes/teas/POST.http": """
        # mockscript: ignore unknown-directive
        # @summary All of it
        # @match query.page = 2
        # @match body.a[0] = "x y"
        # @when req.query.x == "{{"
        # @when req.headers["a"] ~= $guid
        # @turn 2..
        # @weight 2.5
        # @delay 20ms..60ms
        # @fault truncate
        # @rate 1.5kB/s
        # @early-hints Link: </a.css>; rel=preload
        HTTP/1.1 201 Made
        X-Empty:
        set-cookie: a=1
        X-T: {{ req.method }}
        set-cookie: b=2

        text {{ 1 + 1 }}
        """,
        "routes/teas/PUT.http": "# @template off\nHTTP/1.1 200 OK\nX: {{a}}\n\n{{b}}",
        "routes/teas/PATCH.http": "HTTP/1.1 200 OK\nContent-Type: text/plain\n\n< ./words.txt\n",
        "routes/teas/words.txt": "words",
        "routes/{name}%3Acancel/GET.json": "1", "routes/v{version}/{...rest}/GET.json": "1",
        "routes/%40at/GET.json": "1", "routes/100%25/GET.json": "1", "routes/.well-known/GET.json": "1",
    ]

    @Test func `all that a folder can say comes back`() throws {
        let folder = try TemporaryFiles.folder(Self.everything)
        defer { try? FileManager.default.removeItem(at: folder) }
        let options = SourceOptions(withTests: true)
        let project = try SourceReader.read(folder.path, options: options)
        #expect(project.problems.filter { $0.severity == .error } == [])
        let written = FolderWriter().write(project)
        #expect(written.losses == [])
        let disk = try WrittenFolder(written)
        let again = try disk.read(options)
        #expect(ProjectFacts.lines(of: again) == ProjectFacts.lines(of: project))
        #expect(FolderWriter().write(again).files.map(\.path) == written.files.map(\.path))
        let paths = Set(written.files.map(\.path)).subtracting(["routes/teas/body-patch.txt"])
        #expect(paths == Set(Self.everything.keys).subtracting(["routes/teas/words.txt"]))
    }

    @Test func `large bodies are copied, and bodies that would name a file get one`() throws {
        let large = String(repeating: "x", count: 100_000)
        let folder = try TemporaryFiles.folder([
            "routes/a/GET.txt": large, "routes/b/GET.http": "HTTP/1.1 200 OK\nContent-Type: text/plain\n\n< ./b.txt",
            "routes/b/b.txt": "< not.a.file",
        ])
        defer { try? FileManager.default.removeItem(at: folder) }
        let project = try SourceReader.read(folder.path)
        let written = FolderWriter().write(project)
        #expect(written.files.map(\.path) == ["routes/a/GET.txt", "routes/b/GET.http", "routes/b/body-get.txt"])
        let disk = try WrittenFolder(written)
        #expect(ProjectFacts.lines(of: try disk.read()) == ProjectFacts.lines(of: project))
    }

    @Test func `a Lua file becomes the code of the path /`() throws {
        let folder = try TemporaryFiles.folder(["api.lua": "return { GET = function() end }", "lib/a.lua": "return 1"])
        defer { try? FileManager.default.removeItem(at: folder) }
        let project = try SourceReader.read(folder.path + "/api.lua")
        let written = FolderWriter().write(project)
        #expect(written.files.map(\.path) == ["lib/a.lua", "routes/route.lua"])
        let disk = try WrittenFolder(written)
        #expect(ProjectFacts.lines(of: try disk.read()) == ProjectFacts.lines(of: project))
    }

    private func paths(_ items: String) throws -> [String] {
        let text = #"{"info":{"name":"T"},"item":[\#(items)]}"#
        let project = try PostmanReader.read(Array(text.utf8), name: "t.json", root: "/", options: SourceOptions())
        let written = FolderWriter().write(project)
        let again = try WrittenFolder(written).read()
        #expect(again.problems.filter { $0.severity == .error } == [])
        let names = { (project: Project) in project.routes.flatMap { $0.examples.map(\.name) }.sorted() }
        #expect(names(again) == names(project))
        #expect(Set(again.routes.map(\.name)) == Set(project.routes.map(\.name)))
        return written.files.map(\.path).filter { $0 != "mockscript.yaml" }
    }

    private func item(_ url: String, _ names: String...) -> String {
        let responses = names.map {
            #"{"name":"\#($0)","header":[{"key":"Content-Type","value":"application/json"}],"body":"1"}"#
        }
        return #"{"name":"R","request":{"url":"h\#(url)"},"response":[\#(responses.joined(separator: ","))]}"#
    }

    @Test(arguments: [
        ("One user", "GET.One user.json"), ("default", "GET.json"), ("a/b", "GET.a%2Fb.json"),
        ("100%", "GET.100%25.json"),
        ("200", "GET.%3200.json"), ("v1.404", "GET.v1.%3404.json"), ("a..b", "GET.a%2E%2Eb.json"),
        ("x.", "GET.x%2E.json"),
        (".x", "GET.%2Ex.json"), ("a:b?c*d", "GET.a%3Ab%3Fc%2Ad.json"), ("é 日本 🍵", "GET.é 日本 🍵.json"),
        ("x.tmp-1", "GET.x.tmp-1.json"), ("..", "GET.%2E%2E.json"), ("{id}", "GET.%7Bid%7D.json"),
    ]) func `names of examples are file names`(_ name: String, _ file: String) throws {
        #expect(try paths(item("/a", name)) == ["routes/a/\(file)"])
    }

    @Test(arguments: [
        ("/a%2Fb", "a%2Fb"), ("/..", "%2E."), ("/.git", "%2Egit"), ("/.well-known", ".well-known"), ("/@me", "%40me"),
        ("/:id", "{id}"), ("/v{{v}}.json", "v{v}.json"), ("/a%3Ab", "a%3Ab"), ("/con", "%63on"), ("/x%2E", "x%2E"),
        ("/[id]", "%5Bid]"), ("/%7B", "%7B"), ("/caf\u{E9}", "café"),
    ]) func `segments of paths are folder names`(_ url: String, _ folder: String) throws {
        #expect(try paths(item(url, "default")) == ["routes/\(folder)/GET.json"])
    }

    @Test func `names that differ in letter case alone are told apart on every system`() throws {
        let items = item("/a", "ok", "OK") + "," + item("/A", "ok")
        #expect(
            try paths(items) == [
                "routes/%41/GET.ok.json", "routes/%41/requests.http", "routes/a/GET.%4FK.json", "routes/a/GET.ok.json",
                "routes/a/requests.http",
            ])
    }

    @Test func `examples of one name and names that are too long keep them in requests.http`() throws {
        let long = String(repeating: "é", count: 150)
        let files = try paths(item("/a", "ok", "ok", long))
        #expect(files.count == 4)
        #expect(files.filter { $0.hasPrefix("routes/a/GET.ok") } == ["routes/a/GET.ok-2.json", "routes/a/GET.ok.json"])
        #expect(files.last == "routes/a/requests.http")
        #expect(files.allSatisfy { $0.utf8.count < 230 })
    }

    @Test func `what a folder cannot say is listed with its place`() throws {
        let text = #"""
            {"item":[{"name":"A","event":[{}],"request":{"method":"VIEW","url":"h/a"},"response":[{"code":200}]},
              {"name":"B","request":{"url":"h/b","auth":{"type":"basic"}},"response":[{"code":99}]}]}
            """#
        let options = SourceOptions(withLeftovers: true)
        let project = try PostmanReader.read(Array(text.utf8), name: "t.json", root: "/", options: options)
        let losses = FolderWriter().write(project).losses
        #expect(
            losses.map { "\($0.location?.pointer ?? "") \($0.message)" } == [
                "/item/0 no file is named after the method VIEW",
                "/item/1/response/0/code B › default: the status 99 cannot be sent as an answer; use 200 to 999",
                "/item/0/event scripts do not run in a mock",
                "/item/1/request/auth authorization is not checked",
            ])
    }
}
