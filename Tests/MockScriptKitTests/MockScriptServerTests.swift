import Foundation
import MockScriptKit
import TestSupport
import Testing

/// A mock served in this process, through the public API.
@Suite(.ownThreads) struct MockScriptServerTests {
    private static let files = [
        "routes/count/route.lua": """
        return { GET = function()
          local n = (mock.state.get("n") or 0) + 1
          mock.state.set("n", n)
          return { n = n }
        end }
        """,
        "routes/greeting/GET.json": "{ \"hello\": \"world\" }",
        "scenarios/busy.lua": "return { setup = function() mock.state.set(\"n\", 10) end }",
    ]

    private func withServer(
        _ files: [String: String] = Self.files, options: MockScriptServer.Options = .init(),
        _ body: (MockScriptServer, URL) async throws -> Void
    ) async throws {
        let folder = try TemporaryFiles.folder(files)
        defer { try? FileManager.default.removeItem(at: folder) }
        let server = try await MockScriptServer.start(project: folder.path, options: options)
        try await body(server, folder)
        await server.stop()
    }

    private func get(_ server: MockScriptServer, _ path: String) async throws -> RawResponse {
        let port = server.port
        let response = await onThread {
            let client = try? RawClient(port: port)
            client?.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\nX-Trace: 7\r\n\r\n")
            return client?.readResponse()
        }
        return try #require(response)
    }

    @Test func `the journal of calls is readable, and a reset begins anew`() async throws {
        try await withServer { server, _ in
            #expect(server.url == "http://127.0.0.1:\(server.port)")
            #expect(try await get(server, "/count").text == "{\"n\":1}")
            #expect(try await get(server, "/count").text == "{\"n\":2}")
            #expect(try await get(server, "/none?a=b").status == 404)
            #expect(server.calls.map(\.number) == [1, 2, 3])
            #expect(server.calls.map(\.status) == [200, 200, 404])
            #expect(server.calls.map(\.route) == ["GET /count", "GET /count", nil])
            #expect(server.calls.last?.target == "/none?a=b" && server.calls.last?.header("x-trace") == "7")
            try server.reset()
            #expect(server.calls.isEmpty)
            #expect(try await get(server, "/count").text == "{\"n\":1}")
        }
    }

    @Test func `a scenario is chosen at the start or later; an unknown one is refused with those that there are`()
        async throws
    {
        try await withServer(options: .init(scenario: "busy")) { server, _ in
            #expect(try await get(server, "/count").text == "{\"n\":11}")
            try server.use(scenario: nil)
            #expect(try await get(server, "/count").text == "{\"n\":1}")
            let error = #expect(throws: MockScriptError.self) { try server.use(scenario: "bussy") }
            #expect(error?.code == .scenario)
            #expect(error?.message == "there is no scenario \"bussy\"; did you mean \"busy\"?")
        }
    }

    @Test func `a saved file is live when the server watches`() async throws {
        try await withServer(options: .init(isWatching: true)) { server, folder in
            #expect(try await get(server, "/greeting").text.contains("world"))
            try TemporaryFiles.write(
                Data("{ \"hello\": \"you\" }".utf8), to: folder.appending(path: "routes/greeting/GET.json"))
            #expect(try await get(server, "/greeting").text.contains("you"))
        }
    }

    @Test func `a broken file is a problem with its place, and the others answer`() async throws {
        var files = Self.files
        files["routes/broken/route.lua"] = "return {\n  GET = function( end,\n}"
        try await withServer(files) { server, _ in
            let problem = try #require(server.problems.first { $0.severity == .error })
            #expect(problem.file == "routes/broken/route.lua" && problem.line == 2)
            #expect(problem.description.hasPrefix("routes/broken/route.lua:2: error["))
            #expect(try await get(server, "/greeting").status == 200)
            #expect(try await get(server, "/broken").status == 500)
        }
    }

    @Test func `the port is free again after the end, and taken before`() async throws {
        try await withServer { server, folder in
            let error = await #expect(throws: MockScriptError.self) {
                try await MockScriptServer.start(project: folder.path, options: .init(port: server.port))
            }
            #expect(error?.code == .address)
            #expect(error?.message.contains("another process listens at 127.0.0.1:\(server.port)") == true)
            await server.stop()
            let next = try await MockScriptServer.start(project: folder.path, options: .init(port: server.port))
            #expect(next.port == server.port)
            await next.stop()
        }
    }

    @Test func `the admin API is not opened to other machines without a token`() async {
        let error = await #expect(throws: MockScriptError.self) {
            try await MockScriptServer.start(project: ".", options: .init(host: "0.0.0.0"))
        }
        #expect(error?.code == .options)
    }

    @Test func `Lua tests run, and a failure says where and why`() throws {
        var files = Self.files
        files["tests/count.test.lua"] = """
            describe("count", function()
              it("begins at 1", function(api) api:get("/count"):expect(200, { n = 1 }) end)
              it("is wrong", function(api) api:get("/count"):expect(201) end)
            end)
            """
        let folder = try TemporaryFiles.folder(files)
        defer { try? FileManager.default.removeItem(at: folder) }
        let results = try LuaTests.run(project: folder.path)
        #expect(results.map(\.name) == ["count > begins at 1", "count > is wrong"])
        #expect(results.map(\.file) == ["tests/count.test.lua", "tests/count.test.lua"])
        #expect(results.first?.failure == nil)
        #expect(results.last?.line == 3 && results.last?.failure?.contains("201") == true)
    }
}
