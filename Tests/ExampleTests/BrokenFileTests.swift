import Foundation
import MockModel
import TestSupport
import Testing

/// A project with broken files, served by the built binary.
@Suite(.ownThreads) struct BrokenFileTests {
    private static let broken = [
        "routes/good/GET.json": "{\"ok\":1}",
        "routes/example/GET.http": "HTTP/1.1 9 no status\n\n",
        "routes/template/GET.json": "{\"x\": \"{{ 1 + }}\"}",
        "routes/code/route.lua": "return {\n  GET = function( }\n  [\"POST /{id}\"] = function() return 1 end,\n}",
        "routes/nothing/route.lua": "return function(",
        "routes/layer/middleware.lua": "retrun 1",
        "routes/layer/deep/GET.json": "{}",
        "routes/key/route.lua": "return { GET = 5, POST = function() return 201 end }",
        "lib/shared.lua": "local x = = 1\nreturn {}",
        "routes/one/route.lua": "local s = require('shared')\nreturn { GET = function() return s.x end }",
        "routes/two/route.lua": "local s = require('shared')\nreturn { GET = function() return s.x end }",
        "data/teas.json": "[{\"id\":1},{\"id\":1}]",
        "routes/teas/route.lua":
            "local teas = mock.collection('teas')\nreturn { GET = function() return teas:list() end }",
        "scenarios/dark.lua": "return {",
    ]

    private func status(_ server: ServedMock, _ method: String, _ path: String) throws -> Int? {
        try server.answer(method, path).status
    }

    @Test func `each broken file is one error, and what it holds answers 500 with its place`() throws {
        let folder = try TemporaryFiles.folder(Self.broken)
        defer { try? FileManager.default.removeItem(at: folder) }
        let check = try BuiltBinary.run(["check", folder.path, "--format", "json"])
        let problems = try JSONValue(parsing: Array(check.output.utf8)).elements ?? []
        let errors = problems.filter { $0["severity"]?.text == "error" }.compactMap { $0["file"]?.text }.sorted()
        #expect(
            errors == [
                "data/teas.json", "lib/shared.lua", "routes/code/route.lua", "routes/example/GET.http",
                "routes/key/route.lua",
                "routes/layer/middleware.lua", "routes/nothing/route.lua", "routes/template/GET.json",
                "scenarios/dark.lua",
            ], "\(check.output)")
        let server = try ServedMock(folder.path)
        #expect(try status(server, "GET", "/good") == 200)
        #expect(try status(server, "POST", "/key") == 201)
        #expect(try status(server, "GET", "/none") == 404)
        for (method, path, file) in [
            ("GET", "/example", "routes/example/GET.http:1"), ("GET", "/template", "routes/template/GET.json:1"),
            ("GET", "/code", "routes/code/route.lua:2"), ("POST", "/code/7", "routes/code/route.lua:2"),
            ("PUT", "/nothing", "routes/nothing/route.lua:1"), ("GET", "/nothing/x/y", "routes/nothing/route.lua:1"),
            ("GET", "/layer/deep", "routes/layer/middleware.lua:1"), ("GET", "/key", "routes/key/route.lua:1"),
            ("GET", "/one", "lib/shared.lua:1"), ("GET", "/two", "lib/shared.lua:1"),
            ("GET", "/teas", "data/teas.json:1"),
        ] {
            let response = try server.answer(method, path)
            #expect(response.status == 500, "\(path)")
            #expect(response["content-type"] == "application/problem+json")
            let place = try JSONValue(parsing: response.body)["at"]?.text ?? ""
            #expect(place.hasPrefix(file), "\(path): \(response.text)")
        }
    }

    @Test func `a file that is mended answers, and one that breaks keeps its last good version`() throws {
        let folder = try TemporaryFiles.folder([
            "routes/a/GET.http": "HTTP/1.1 9\n\n", "routes/b/GET.http": "HTTP/1.1 200 OK\n\nb1",
            "routes/c/route.lua": "return {",
        ])
        defer { try? FileManager.default.removeItem(at: folder) }
        func write(_ name: String, _ text: String) throws {
            try TemporaryFiles.write(Data(text.utf8), to: folder.appendingPathComponent(name))
        }
        let server = try ServedMock(folder.path)
        #expect(try status(server, "GET", "/a") == 500)
        try write("routes/b/GET.http", "HTTP/1.1 200 OK\n\nb2")
        #expect(try server.answer("GET", "/b").text == "b2", "beside a file that was broken from the start")
        try write("routes/b/GET.http", "HTTP/1.1")
        try write("routes/d/GET.http", "HTTP")
        #expect(try server.answer("GET", "/b").text == "b2")
        #expect(try status(server, "GET", "/d") == 500, "a new file has no good version")
        #expect(try status(server, "GET", "/c") == 500)
        try write("routes/a/GET.http", "HTTP/1.1 204 None\n\n")
        try write("routes/c/route.lua", "return { GET = function() return 202 end }")
        #expect(try status(server, "GET", "/a") == 204)
        #expect(try status(server, "GET", "/c") == 202)
    }

    @Test func `strict refuses to serve, and settings that cannot be read always do`() throws {
        let folder = try TemporaryFiles.folder(["routes/GET.json": "{}", "routes/a/GET.http": "HTTP/1.1 9\n\n"])
        defer { try? FileManager.default.removeItem(at: folder) }
        let strict = try BuiltBinary.run(["serve", folder.path, "--port", "0", "--strict"])
        #expect(strict.code == 3)
        #expect(strict.errors.contains("routes/a/GET.http:1"))
        #expect(strict.errors.hasSuffix("error: nothing is served because of the errors above (--strict)\n"))
        let settings = folder.appendingPathComponent("mockscript.yaml")
        try TemporaryFiles.write(Data("prot: 1\n".utf8), to: settings)
        #expect(try BuiltBinary.run(["serve", folder.path, "--port", "0"]).code == 3)
        try FileManager.default.removeItem(at: settings)
        let tried = try BuiltBinary.run(["try", "GET", "/", "--source", folder.path])
        #expect(tried.code == 0 && tried.output.contains("200"))
    }
}
