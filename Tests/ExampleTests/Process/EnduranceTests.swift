import Foundation
import Synchronization
import TestSupport
import Testing

/// The built binary under load: small versions of `scripts/endurance`.
@Suite(.ownThreads) struct EnduranceTests {
    private static let request = "GET /both HTTP/1.1\r\nHost: x\r\n\r\n"

    private func descriptors(of server: ServedMock) -> Int {
        let path = "/proc/\(server.process.processIdentifier)/fd"
        return (try? FileManager.default.contentsOfDirectory(atPath: path).count) ?? 0
    }

    private func isBack(_ server: ServedMock, to base: Int) -> Bool {
        for _ in 0..<60_000 {
            if descriptors(of: server) <= base { return true }
            usleep(10_000)
        }
        return false
    }

    @Test func `events arrive as they are sent, and clients that leave leave nothing behind`() throws {
        let server = try ServedMock("Tests/Endurance", arguments: ["--no-watch"])
        _ = try server.answer("GET", "/plain")
        #expect(isBack(server, to: descriptors(of: server)))
        let base = descriptors(of: server)
        let clients = try (0..<200).map { _ in try RawClient(port: server.port) }
        for client in clients { client.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n") }
        for client in clients {
            var text = ""
            while !text.contains("data: begin\n\n") {
                let bytes = client.read(atLeast: 1)
                if bytes.isEmpty { break }
                text += String(decoding: bytes, as: UTF8.self)
            }
            #expect(text.contains("\r\nd\r\ndata: begin\n\n\r\n"))
        }
        #expect(descriptors(of: server) >= 200)
        for (index, client) in clients.enumerated() { index % 2 == 0 ? client.close() : client.reset() }
        #expect(isBack(server, to: base))
        #expect(try server.answer("GET", "/plain").status == 200)
    }

    /// Bytes that a server has in memory.
    private func memory(of server: ServedMock) throws -> Int {
        let text = try String(contentsOfFile: "/proc/\(server.process.processIdentifier)/statm", encoding: .utf8)
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }

    @Test func `1,000 idle connections take at most 12 kB each`() throws {
        let server = try ServedMock("Tests/Endurance", arguments: ["--no-watch"])
        for _ in 0..<20 { #expect(try server.answer("GET", "/plain").status == 200) }
        let before = try memory(of: server)
        let clients = try (0..<1000).map { _ in try RawClient(port: server.port) }
        for client in clients { client.send("GET /plain HTTP/1.1\r\nHost: x\r\n\r\n") }
        for client in clients { #expect(client.readResponse()?.status == 200) }
        #expect(try memory(of: server) - before < 12_000 * clients.count)
    }

    @Test func `a file of 300 MB is sent in flat memory`() throws {
        let folder = try TemporaryFiles.folder(["routes/large/GET.http": "HTTP/1.1 200 OK\n\n< ./large.bin\n"])
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("routes/large/large.bin")
        #expect(FileManager.default.createFile(atPath: file.path, contents: nil))
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: 300 << 20)
        try handle.close()
        let server = try ServedMock(folder.path, arguments: ["--no-watch"])
        let before = try memory(of: server)
        let client = try RawClient(port: server.port)
        client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        var taken = 0
        while taken < 300 << 20 {
            let part = client.read(atLeast: 1)
            if part.isEmpty { break }
            taken += part.count
        }
        #expect(taken > 300 << 20)
        #expect(try memory(of: server) - before < 30 << 20)
    }

    /// A route that says its version twice; a mix of two versions would show.
    private static func route(_ version: Int) -> String {
        "return { GET = function() return { version = \(version), check = \(version * 7) } end }\n"
    }

    @Test func `edits under load give no failed request and no mixed version`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("edits-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let route = folder.appendingPathComponent("routes/both/route.lua")
        try FileManager.default.createDirectory(
            at: route.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Self.route(0).write(to: route, atomically: true, encoding: .utf8)
        let server = try ServedMock(folder.path)
        let port = server.port
        let load = BlockingWork { try Self.load(port: port) }
        // On a thread of its own, since other tests may hold the shared ones for minutes.
        let edits = BlockingWork { try Self.edit(route) }
        try await edits.value()
        #expect(try server.answer("GET", "/both").text.contains("\"version\":1000"))
        let seen = try await load.value()
        #expect(seen.count > 1, "versions changed while requests ran")
        #expect(seen.contains(1_000))
    }

    /// Saves sixty versions, valid, broken and half-written, and then the last one.
    private static func edit(_ route: URL) throws {
        for version in 1...60 {
            switch version % 3 {
            case 0: try "return { GET = function( \(version)".write(to: route, atomically: true, encoding: .utf8)
            case 1: try "return { GET = fun".write(to: route, atomically: false, encoding: .utf8)
            default: try Self.route(version).write(to: route, atomically: true, encoding: .utf8)
            }
            usleep(5_000)
        }
        try Self.route(1_000).write(to: route, atomically: true, encoding: .utf8)
    }

    /// Asks until the last version answers, for at most ten minutes; the versions seen.
    private static func load(port: Int) throws -> Set<Int> {
        let client = try RawClient(port: port)
        var seen: Set<Int> = []
        let end = ContinuousClock.now + .seconds(600)
        while !seen.contains(1_000), ContinuousClock.now < end {
            client.send(request)
            let response = try #require(client.readResponse())
            try #require(response.status == 200, "\(response.text)")
            let object = try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Int]
            let version = try #require(object?["version"])
            try #require(object?["check"] == version * 7)
            seen.insert(version)
        }
        return seen
    }
}

/// Work that blocks, on a thread of its own: the few threads that tests share are needed by others.
private final class BlockingWork<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)

    init(_ work: @escaping @Sendable () throws -> Value) {
        Thread.detachNewThread { [self] in
            let done = Result { try work() }
            result.withLock { $0 = done }
        }
    }

    /// What came of it, once it is done.
    func value() async throws -> Value {
        while true {
            if let done = result.withLock({ $0 }) { return try done.get() }
            await onThread { _ = usleep(10_000) }
        }
    }
}
