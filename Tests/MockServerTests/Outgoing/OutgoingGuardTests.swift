import MockModel
import MockServer
import Synchronization
import TestSupport
import Testing

/// Whatever a URL says and wherever its name leads, no connection is made that was not allowed.
@Suite("Requests that are not allowed", .ownThreads)
struct OutgoingGuardTests {
    private let ok: [FaultServer.Action] = [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]

    @Test("do not connect, in any of 100 and more spellings of this machine")
    func spellings() async throws {
        let server = try await FaultServer.start(ok, host: "0.0.0.0")
        let traps = [
            "127.0.0.1", "::1", "0.0.0.0", "::ffff:127.0.0.1", "169.254.169.254", "::", "64:ff9b::7f00:1",
            "2002:7f00:1::",
        ]
        let client = OutgoingClient(resolver: FakeResolver(fallback: traps))
        #expect(AddressSpellings.all.count >= 80)
        for spelling in AddressSpellings.all {
            for url in ["http://\(spelling):\(server.port)/", "http://\(spelling)/"] {
                let result = await outcome(
                    client, OutgoingRequest(url: url, timeout: .seconds(36_000), allowed: ["*:*"]))
                #expect(result.kind == .notAllowed, "\(spelling): \(result)")
            }
        }
        #expect(server.accepted == 0)
        // The same door lets the one plain spelling in.
        #expect(await outcome(client, OutgoingRequest(url: "http://127.0.0.1:\(server.port)/")).response?.status == 200)
        #expect(server.accepted == 1)
        await server.stop()
    }

    @Test("do not connect to a name that changes its mind: looked up once for each request, and judged each time")
    func rebinding() async throws {
        let server = try await FaultServer.start(ok, host: "0.0.0.0")
        let resolver = FakeResolver([
            "rebind.example.test": [["127.0.0.2"], ["127.0.0.1"], ["127.0.0.1", "127.0.0.2"]]
        ])
        let client = OutgoingClient(resolver: resolver)
        let request = OutgoingRequest(
            method: "POST", url: "http://rebind.example.test:\(server.port)/",
            allowed: ["http://rebind.example.test:*", "127.0.0.2"])
        #expect(await outcome(client, request).response?.status == 200)
        let second = await outcome(client, request)
        #expect(second.kind == .notAllowed)
        #expect(
            second.message.contains("rebind.example.test may not be called at 127.0.0.1, which is loopback"),
            "\(second.message)")
        #expect(server.accepted == 1)
        #expect(await outcome(client, request).response?.status == 200)
        #expect(resolver.lookUps.load(ordering: .relaxed) == 3)
        await server.stop()
    }

    @Test("do not use an open connection to an address that the name no longer has")
    func pinned() async throws {
        let server = try await FaultServer.start(
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), .next] + ok, host: "0.0.0.0")
        let resolver = FakeResolver(["moves.example.test": [["127.0.0.2"], ["127.0.0.3"]]])
        let client = OutgoingClient(resolver: resolver)
        let request = OutgoingRequest(
            url: "http://moves.example.test:\(server.port)/", allowed: ["http://moves.example.test:*", "127.0.0.2/31"])
        #expect(await outcome(client, request).response?.status == 200)
        #expect(await outcome(client, request).response?.status == 200)
        #expect(server.accepted == 2)
        await server.stop()
    }

    @Test("do not follow a redirect")
    func redirect() async throws {
        let inner = try await FaultServer.start(ok)
        let outer = try await FaultServer.start([
            .send(
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:\(inner.port)/\r\nContent-Length: 0\r\n\r\n"
            )
        ])
        #expect(
            await outcome(OutgoingClient(), OutgoingRequest(url: "http://127.0.0.1:\(outer.port)/")).response?.status
                == 307)
        #expect(inner.accepted == 0)
        await inner.stop()
        await outer.stop()
    }

    @Test("include this server's own admin API, however it is written, and nothing beside it")
    func ownDoor() async throws {
        let server = try await FaultServer.start(ok)
        let client = OutgoingClient(resolver: FakeResolver(fallback: ["127.0.0.1"]))
        client.bar(SelfEndpoint(port: server.port, segment: "_mock"))
        for target in ["/_mock", "/_mock/", "/_mock/calls?x=1", "/%5fmock/calls", "/_mock?x", "/%5F%6D%6F%63%6B"] {
            for host in ["127.0.0.1", "localhost", "LOCALHOST", "own.example.test", "127.0.0.7"] {
                let result = await outcome(
                    client,
                    OutgoingRequest(url: "http://\(host):\(server.port)\(target)", allowed: ["*:*", "127.0.0.1"]))
                #expect(result.kind == .notAllowed, "\(host)\(target): \(result)")
            }
        }
        #expect(server.accepted == 0)
        for target in ["/", "/x/_mock", "/_mocks"] {
            #expect(
                await outcome(client, .init(url: "http://127.0.0.1:\(server.port)\(target)")).response?.status == 200)
        }
        client.bar(SelfEndpoint(port: server.port))
        #expect(await outcome(client, .init(url: "http://127.0.0.1:\(server.port)/")).kind == .notAllowed)
        await server.stop()
    }

    @Test("include mocks that call one another without end")
    func depth() async throws {
        let server = try await FaultServer.start(ok)
        let headers = HeaderFields([("X-Mock-Depth", "11")])
        let result = await outcome(OutgoingClient(), .init(url: "http://127.0.0.1:\(server.port)/", headers: headers))
        #expect(result.kind == .notAllowed && result.message.contains("is there one that calls itself?"))
        #expect(server.accepted == 0)
        await server.stop()
    }
}
