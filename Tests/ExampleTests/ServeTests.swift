import Foundation
import TestSupport
import Testing

/// How a served mock begins, changes and ends, as a process.
@Suite(.ownThreads) struct ServeTests {
    private func copy(of example: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("serve-\(UUID().uuidString)")
        try FileManager.default.copyItem(
            at: Corpus.packageRoot.appendingPathComponent("examples/\(example)"), to: folder)
        return folder
    }

    @Test func `a saved file answers the next request`() throws {
        let folder = try copy(of: "hello")
        defer { try? FileManager.default.removeItem(at: folder) }
        let server = try ServedMock(folder.path)
        #expect(try server.answer("GET", "/users/9").status == 410)
        let route = folder.appendingPathComponent("routes/users/{id}/route.lua")
        try TemporaryFiles.write(Data("return { GET = function() return 418 end }".utf8), to: route)
        #expect(try server.answer("GET", "/users/9").status == 418)
        try TemporaryFiles.write(Data("return { GET = function( }".utf8), to: route)
        #expect(try server.answer("GET", "/users/9").status == 418, "the last good version answers")
    }

    @Test(arguments: [(SIGTERM, Int32(0)), (SIGINT, Int32(130))])
    func `a signal ends the server with its code`(number: Int32, code: Int32) throws {
        let server = try ServedMock("examples/hello")
        kill(server.process.processIdentifier, number)
        server.process.waitUntilExit()
        #expect(server.process.terminationStatus == code)
        #expect(server.process.terminationReason == .exit)
    }

    @Test func `a second signal does not wait for answers that run`() throws {
        let folder = try copy(of: "hello")
        defer { try? FileManager.default.removeItem(at: folder) }
        let route = folder.appendingPathComponent("routes/users/{id}/route.lua")
        try TemporaryFiles.write(Data("return { GET = function() print('here') mock.sleep('1h') end }".utf8), to: route)
        let server = try ServedMock(folder.path)
        let client = try RawClient(port: server.port)
        client.send("GET /users/1 HTTP/1.1\r\nHost: a\r\n\r\n")
        let calls = try RawClient(port: server.port)
        calls.send("GET /_mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(calls.readResponse()?.status == 200)
        let began = ContinuousClock.now
        while server.process.isRunning, ContinuousClock.now - began < .seconds(8) {
            kill(server.process.processIdentifier, SIGINT)
            usleep(50_000)
        }
        #expect(!server.process.isRunning)
        server.process.waitUntilExit()
        #expect(server.process.terminationStatus == 130)
    }

    @Test func `with JSON the first line is ready, each call an event, and the end of stdin the end`() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: BuiltBinary.path)
        process.arguments = ["serve", "examples/hello", "--port", "0", "--json", "--parent-pid", "\(getpid())"]
        process.currentDirectoryURL = Corpus.packageRoot
        process.environment = BuiltBinary.environment()
        let (input, output) = (Pipe.ofTest, Pipe.ofTest)
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.start()
        let first = try #require(try Self.line(of: output))
        let ready = try #require(JSONSerialization.jsonObject(with: first) as? [String: Any])
        #expect(ready["event"] as? String == "ready")
        #expect(ready["pid"] as? Int32 == process.processIdentifier)
        let client = try RawClient(port: try #require(ready["port"] as? Int))
        client.send("GET /users/9 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(client.readResponse()?.status == 410)
        let second = try #require(try Self.line(of: output))
        let call = try #require(JSONSerialization.jsonObject(with: second) as? [String: Any])
        #expect(call["event"] as? String == "call" && call["status"] as? Int == 410)
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    private static func line(of pipe: Pipe) throws -> Data? {
        var line = Data()
        while let byte = try pipe.fileHandleForReading.read(upToCount: 1), let value = byte.first {
            if value == UInt8(ascii: "\n") { return line }
            line.append(value)
        }
        return nil
    }

    @Test func `flags win over the environment, which wins over the settings`() throws {
        let folder = try copy(of: "hello")
        defer { try? FileManager.default.removeItem(at: folder) }
        try TemporaryFiles.write(Data("port: 1\n".utf8), to: folder.appendingPathComponent("mockscript.yaml"))
        let server = try ServedMock(folder.path, environment: ["MOCKSCRIPT_PORT": "2"])
        #expect(server.port > 1_024)
    }

    @Test func `the results of a command go to stdout, everything else does not`() throws {
        let routes = try BuiltBinary.run(["routes", "examples/hello"])
        #expect(routes.code == 0 && routes.errors.isEmpty)
        #expect(routes.output.contains("GET    /users/{id}"))
        let version = try BuiltBinary.run(["version"])
        #expect(version.output.hasPrefix("mockscript ") && version.output.contains("(Lua 5.4."))
    }
}
