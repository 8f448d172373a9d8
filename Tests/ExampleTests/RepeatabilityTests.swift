import Foundation
import Synchronization
import TestSupport
import Testing

/// The same requests to two servers with the same seed get the same bytes.
@Suite("Two servers with one seed", .ownThreads)
struct RepeatabilityTests {
    private static let connections = 8
    private static let rounds = 25

    private static let routes = """
        local handlers = {}
        for i = 1, 8 do
          handlers["GET /" .. i] = function(req, res)
            res.delay = "0ms..2ms"
            if mock.random.chance(0.2) then mock.sleep("0ms..2ms") end
            if mock.random.chance(0.1) then return mock.fault("empty") end
            return {
              n = mock.random.int(1, 1000000), id = mock.uuid(), name = mock.fake.name(), email = mock.fake.email(),
              at = mock.iso(), turn = req.turn, step = mock.sequence("s" .. i, { "a", "b", "c" }, { loop = true }),
              pick = mock.random.pick { 1, 2, 3, 4, 5 },
            }, { ["X-Token"] = mock.random.hex(8) }
          end
        end
        handlers["GET /shared"] = function() return { n = mock.random.int(1, 1000000), id = mock.uuid() } end
        return handlers
        """

    private func project() throws -> URL {
        try TemporaryFiles.folder([
            "routes/route.lua": Self.routes,
            "routes/chance/GET.json":
                #"{ "id": "{{ uuid() }}", "age": "{{ random.int(18, 90) }}", "mail": "{{ fake.email() }}" }"#,
            "routes/weights/GET.a.http": "# @weight 3\nHTTP/1.1 200 OK\n\na",
            "routes/weights/GET.b.http": "# @weight 1\nHTTP/1.1 200 OK\n\nb",
            "mockscript.yaml":
                "clock: { start: 2026-01-01T00:00:00Z, mode: frozen }\nbehaviors:\n  /chance: { fail: { rate: 0.3, status: 503 } }\n",
        ])
    }

    private func serve(_ folder: URL, seed: Int) throws -> ServedMock {
        try ServedMock(
            folder.path, arguments: ["--no-watch", "--seed", "\(seed)"])
    }

    /// The answers of one connection, as they came; a fault closes it, then another one is opened.
    private func answers(at port: Int, _ targets: [String]) throws -> [String] {
        var client = try RawClient(port: port)
        return try targets.map { target in
            client.send("GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n")
            guard let response = client.readResponse() else {
                client = try RawClient(port: port)
                return "closed"
            }
            let head = response.headers.map { "\($0[0]): \($0[1])\r\n" }.joined()
            return "\(response.status) \(response.reason)\r\n\(head)\r\n\(response.text)"
        }
    }

    @Test("send the same bytes for the same requests")
    func oneConnection() throws {
        let folder = try project()
        defer { try? FileManager.default.removeItem(at: folder) }
        let targets = (0..<Self.rounds).flatMap { _ in ["/1", "/2", "/chance", "/weights", "/shared", "/nope"] }
        let servers = try [11, 11, 12].map { try serve(folder, seed: $0) }
        defer { servers.forEach { $0.stop() } }
        let first = try answers(at: servers[0].port, targets)
        let second = try answers(at: servers[1].port, targets)
        #expect(first == second)
        #expect(first.contains("closed") && first.contains { $0.hasPrefix("503") })
        #expect(Set(first).count > Self.rounds)
        #expect(first != (try answers(at: servers[2].port, targets)))
    }

    @Test("do so with eight connections at once, each with routes of its own")
    func eightConnections() throws {
        let folder = try project()
        defer { try? FileManager.default.removeItem(at: folder) }
        let servers = try [11, 11].map { try serve(folder, seed: $0) }
        defer { servers.forEach { $0.stop() } }
        let first = try concurrent(at: servers[0].port)
        let second = try concurrent(at: servers[1].port)
        try #require(first.count == Self.connections)
        for index in 0..<Self.connections {
            #expect(
                first[index].own.map(Self.uncounted) == second[index].own.map(Self.uncounted), "connection \(index)")
        }
        // Who comes first to a shared route is chance of the network; what is handed out is not.
        func handedOut(_ all: [(own: [String], shared: [String])]) -> [String] {
            all.flatMap(\.shared).map(Self.uncounted).sorted()
        }
        #expect(handedOut(first) == handedOut(second))
    }

    /// Runs every connection in a thread of its own; the answers by connection.
    private func concurrent(at port: Int) throws -> [(own: [String], shared: [String])] {
        let found = Mutex<[Int: (own: [String], shared: [String])]>([:])
        DispatchQueue.concurrentPerform(iterations: Self.connections) { index in
            let targets = (0..<Self.rounds).flatMap { _ in ["/\(index + 1)", "/shared"] }
            guard let all = try? answers(at: port, targets) else { return }
            let own = all.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
            let shared = all.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
            found.withLock { $0[index] = (own, shared) }
        }
        return found.withLock { found in (0..<Self.connections).compactMap { found[$0] } }
    }

    /// The number of a call counts all connections.
    private static func uncounted(_ answer: String) -> String {
        answer.replacing(/X-Mock-Call: \d+\r\n/, with: "")
    }
}
