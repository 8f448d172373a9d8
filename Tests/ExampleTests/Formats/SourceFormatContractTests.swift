import Foundation
import MockEngine
import MockModel
import MockScripting
import MockSources
import TestSupport
import Testing

/// What every format of ``SourceFormats`` must do.
@Suite struct SourceFormatContractTests {
    private static let formats = SourceFormats.all.map(\.name)

    @Test func `every format has cases, and every case has a format`() {
        #expect(Set(Self.formats) == Set(FormatCase.entries.keys))
        for format in Self.formats {
            #expect(FormatCases.all.count { $0.sources[format] != nil } >= 12, "\(format)")
        }
    }

    @Test(arguments: FormatCases.all) func `the same calls have the same answers in every format`(_ mock: FormatCase)
        throws
    {
        for (format, files) in mock.sources.sorted(by: { $0.key < $1.key }) {
            let source = try WrittenSource(files, format: format)
            let compiled = CompiledProject(try source.read(), compiler: LuaCompiler())
            #expect(compiled.problems.map(\.message) == [], "\(format)")
            let driver = VirtualDriver(Engine(compiled, files: NoFiles(), wallClock: FixedClock()))
            for call in mock.calls { check(call, driver, "\(format): \(call.method) \(call.target)") }
        }
    }

    private func check(_ call: FormatCall, _ driver: VirtualDriver, _ place: String) {
        let request = Request(
            method: call.method, target: call.target, headers: HeaderFields(call.headers), body: Array(call.body.utf8))
        guard let response = driver.deliver(request)?.response else {
            Issue.record("\(place) has no answer")
            return
        }
        #expect(response.status == call.status, "\(place)")
        for (name, values) in call.fields { #expect(response.headers.values(of: name) == values, "\(place): \(name)") }
        if let answer = call.answer { #expect(response.text == answer, "\(place)") }
    }

    /// A source of each format with one broken part, the line of that part, and its pointer.
    private static let broken: [String: (files: [String: String], line: Int, pointer: String?)] = [
        "folder": (
            ["routes/teas/GET.json": "1", "routes/bad/GET.http": "HTTP/1.1 200 OK\nno colon\n\n"], 2, nil
        ),
        "lua": (
            [
                "api.lua":
                    "return {\n  [\"GET /teas\"] = function() return 200, \"1\" end,\n  [\"GET bad\"] = function() end,\n}"
            ],
            3, nil
        ),
        "postman": (
            [
                "tea.postman_collection.json": """
                {"item":[
                  {"name":"Good","request":{"url":"h/teas"},"response":[{"code":200,"body":"1"}]},
                  {"name":"Bad","request":{"url":"h/bad"},"response":[
                    {"name":"odd","code":77}]}]}
                """
            ], 4, "/item/1/response/0/code"
        ),
        "openapi": (
            [
                "openapi.yaml": """
                openapi: 3.1.0
                paths:
                  /teas: {get: {responses: {"200": {description: d, content: {application/json: {example: 1}}}}}}
                  /bad: {get: {responses: {"2OO": {description: d}}}}
                """
            ], 4, "/paths/~1bad/get/responses/2OO"
        ),
    ]

    @Test(arguments: formats) func `a broken part has a place and leaves the rest standing`(_ format: String) throws {
        let broken = try #require(Self.broken[format])
        let source = try WrittenSource(broken.files, format: format)
        let project = try source.read()
        let compiled = CompiledProject(project, compiler: LuaCompiler())
        let problem = try #require((compiled.problems + project.skipped).first)
        let location = try #require(problem.location)
        #expect(broken.files[location.file] != nil)
        #expect(location.line == broken.line, "\(problem)")
        #expect(location.column != nil, "\(problem)")
        #expect(location.pointer == broken.pointer)
        let engine = Engine(compiled, files: NoFiles(), wallClock: FixedClock())
        #expect(engine.answer("GET", "/teas")?.response.text == "1")
    }

    @Test(arguments: formats) func `each route and example knows where it was written`(_ format: String) throws {
        for mock in FormatCases.all {
            guard let files = mock.sources[format] else { continue }
            let compiled = CompiledProject(try WrittenSource(files, format: format).read(), compiler: LuaCompiler())
            for route in compiled.allRoutes {
                let location = try #require(route.location ?? route.handler?.location, "\(route.name)")
                #expect(files.keys.contains { $0.hasPrefix(location.file) }, "\(route.name): \(location)")
                for example in route.examples { #expect(files[example.location.file] != nil, "\(example.location)") }
                if format == "openapi" { #expect(route.location?.pointer?.hasPrefix("/paths/") == true) }
                guard format == "postman" else { continue }
                #expect(route.location?.pointer?.hasPrefix("/item/") == true)
                #expect(route.examples.allSatisfy { $0.location.pointer?.contains("/response/") == true })
            }
        }
    }

    @Test func `a collection is known by its text, whatever its name`() throws {
        let text = try #require(FormatCases.json.sources["postman"]?.values.first)
        for name in ["tea.json", "tea", "tea.txt", "tea.yaml", "tea.lua", "GET.json"] {
            let folder = try TemporaryFiles.folder([name: text])
            defer { try? FileManager.default.removeItem(at: folder) }
            #expect(try SourceReader.read("\(folder.path)/\(name)").matching == .collection(fuzzy: false), "\(name)")
        }
    }

    @Test func `a folder is one, whatever its name`() throws {
        let folder = try TemporaryFiles.folder(["api.lua/routes/GET.json": "1", "tea.json/routes/GET.json": "1"])
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["api.lua", "tea.json"] {
            #expect(try SourceReader.read("\(folder.path)/\(name)").routes.map(\.name) == ["GET /"])
        }
    }

    @Test func `code that is no JSON stays Lua, also when it lacks its return`() throws {
        let folder = try TemporaryFiles.folder(["api.lua": "{ GET = function() end }"])
        defer { try? FileManager.default.removeItem(at: folder) }
        let project = try SourceReader.read("\(folder.path)/api.lua")
        #expect(project.scripts.map(\.name) == ["api.lua"])
        #expect(CompiledProject(project, compiler: LuaCompiler()).problems.map(\.name) == ["syntax"])
    }
}
