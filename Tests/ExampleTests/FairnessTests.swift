import Foundation
import MockEngine
import MockModel
import MockServer
import TestSupport
import Testing

/// One session's code, or one client, and everybody else: the attacks of `Docs/CommandLine.md`, "Everyone gets a turn", on the built binary.
@Suite(.serialized, .ownThreads) struct FairnessTests {
    private func serve(_ routes: String, _ arguments: [String] = []) throws -> (MockProcess, folder: URL) {
        let folder = try TemporaryFiles.folder([
            "routes/route.lua": "return { \(routes), [\"GET /ok\"] = function() return { ok = 1 } end }",
            "routes/plain/GET.json": "{}",
        ])
        return (try MockProcess(serving: folder.path, arguments), folder)
    }

    private func status(_ server: MockProcess, _ path: String) throws -> Int? {
        let client = try RawClient(port: server.port)
        client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return client.readResponse()?.status
    }

    private static let endless = [
        "while true do mock.sleep(0) end", "while true do mock.sleep(\"0ms\") end",
        "mock.every(\"1ms\", function() end) while true do mock.sleep(0) end",
    ]

    @Test(arguments: endless)
    func `timers that are always ready keep no client waiting`(code: String) throws {
        let (server, folder) = try serve(
            "[\"GET /x\"] = function() for i = 1, 50 do mock.after(\"1ms\", function() \(code) end) end return 204 end")
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try status(server, "/x") == 204)
        for _ in 0..<40 {
            #expect(try status(server, "/plain") == 200)
            #expect(try status(server, "/ok") == 200)
            #expect(try status(server, "/_mock/health") == 200)
        }
        #expect(server.stop() == 0)
    }

    @Test func `timers that use up their time let a request in after each, and health at once`() throws {
        let (server, folder) = try serve(
            """
            ["GET /x"] = function()
              for i = 1, 30 do mock.after("10ms", function() while true do end end) end
              mock.after("10ms", function() mock.state.set("done", true) end)
              return 204
            end, ["GET /done"] = function() return { done = mock.state.get("done") or false } end
            """)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try status(server, "/x") == 204)
        usleep(100_000)
        for _ in 0..<20 { #expect(try status(server, "/_mock/health") == 200) }
        let client = try RawClient(port: server.port)
        client.send("GET /done HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.readResponse()?.text.contains("false") == true, "it is answered before the timers are through")
    }

    @Test func `300 streams keep no client waiting`() throws {
        let (server, folder) = try serve(
            """
            ["GET /s"] = function(req, res)
              return res:stream(function(out) while true do out:write(("x"):rep(1000)) end end)
            end
            """)
        defer { try? FileManager.default.removeItem(at: folder) }
        let clients = try (0..<300).map { _ in try RawClient(port: server.port) }
        for client in clients { client.send("GET /s HTTP/1.1\r\nHost: a\r\n\r\n") }
        for round in 0..<40 {
            for client in clients { _ = client.read(atLeast: 1, within: 0.001) }
            #expect(try status(server, round.isMultiple(of: 2) ? "/_mock/health" : "/plain") == 200)
        }
    }
}
