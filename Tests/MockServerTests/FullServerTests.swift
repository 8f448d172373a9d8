import MockAdmin
import MockEngine
import MockModel
import MockServer
import TestSupport
import Testing

/// What a server does when there is no room: for connections, for bodies.
@Suite(.ownThreads) struct FullServerTests {
    private func withMock(_ options: ServerOptions, _ body: (Server) async throws -> Void) async throws {
        let engine = Engine.of([try .named("GET /a", [.text("a")])])
        let admin = AdminAPI(engine: engine, token: nil, isLoopback: true, version: "1")
        let server = try await Server.start(
            answerer: MockAnswerer(engine: engine, admin: admin, reloads: nil), options: options)
        try await body(server)
        await server.stop(drain: .zero)
    }

    private func status(_ port: Int, _ path: String) throws -> Int? {
        let client = try RawClient(port: port)
        client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return client.readResponse()?.status
    }

    @Test func `the admin API answers although all connections are in use, others are told`() async throws {
        try await withMock(ServerOptions(threads: 1, connections: 4)) { server in
            let clients = try (0..<30).map { _ in try RawClient(port: server.port) }
            for client in clients.prefix(4) {
                client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(client.readResponse()?.status == 200)
            }
            for _ in 0..<20 {
                #expect(try status(server.port, "/_mock/health") == 200)
                #expect(try status(server.port, "/a") == 503)
            }
            for client in clients { client.close() }
            #expect(try await eventually { (try? status(server.port, "/a")) == 200 })
        }
    }

    @Test func `both addresses of localhost share one cap`() async throws {
        let options = ServerOptions(host: "localhost", threads: 1, connections: 2)
        try await withServer(FakeAnswerer(bodyLimit: 1), options: options) { server in
            func client(_ isIPv6: Bool) throws -> RawClient {
                let client = try RawClient(port: server.port, isIPv6: isIPv6)
                client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
                return client
            }
            let first = try [client(false), client(true)]
            for client in first { #expect(client.readResponse()?.status == 200) }
            let further = try [client(true), client(false), client(true)]
            for client in further { #expect(client.readResponse(within: 0.2) == nil) }
            first[0].close()
            var answered: [RawClient] = []
            #expect(
                try await eventually {
                    answered = further.filter { $0.readResponse(within: 0.1)?.status == 200 }
                    return !answered.isEmpty
                })
            #expect(answered.count == 1, "one place was free")
        }
    }

    @Test func `half-sent bodies of all clients have one bound, and give their memory back`() async throws {
        let answerer = FakeAnswerer(bodyLimit: 1 << 20)
        try await withServer(answerer, options: ServerOptions(threads: 2, bodies: 4 << 20)) { server in
            let half = [UInt8](repeating: 97, count: 600_000)
            let clients = try (0..<20).map { _ in try RawClient(port: server.port) }
            for client in clients {
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
                client.send(half)
            }
            var refused: Set<Int> = []
            let areRefused = try await eventually {
                for (number, client) in clients.enumerated() where !refused.contains(number) {
                    if client.readResponse(within: 0.01)?.status == 503 { refused.insert(number) }
                }
                return refused.count >= 12
            }
            #expect(areRefused, "4 MiB hold at most six halves, fewer when all of them come at once")
            for client in clients { client.reset() }
            let body = [UInt8](repeating: 97, count: 1_000_000)
            #expect(
                try await eventually {
                    guard let client = try? RawClient(port: server.port) else { return false }
                    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
                    client.send(body)
                    return client.readResponse()?.status == 200
                })
        }
    }
}
