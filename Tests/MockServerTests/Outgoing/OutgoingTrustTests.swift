import MockModel
import MockServer
import TestSupport
import Testing

@Suite("Encrypted connections to other servers", .ownThreads)
struct OutgoingTrustTests {
    private let answer: [FaultServer.Action] = [.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")]
    private let resolver = FakeResolver(fallback: ["127.0.0.1"])
    private let allowed = ["*:*", "127.0.0.1"]

    private func outcome(_ host: String, port: Int, authorities: String? = nil) async -> OutgoingResult {
        await MockServerTests.outcome(
            OutgoingClient(resolver: resolver, trust: OutgoingTrust(authorities: authorities)),
            OutgoingRequest(url: "https://\(host):\(port)/", allowed: allowed))
    }

    @Test("are refused when no authority signed the certificate")
    func untrusted() async throws {
        let server = try await FaultServer.start(answer, tls: try TestCertificates.server())
        let result = await outcome("secure.example.test", port: server.port)
        #expect(result.kind == .tls)
        #expect(result.message.contains("not signed by an authority"), "\(result.message)")
        #expect(server.requests == [])
        await server.stop()
    }

    @Test("are made with a further authority, by name and by address")
    func trusted() async throws {
        let authorities = try TestCertificates.authorityFile()
        let server = try await FaultServer.start(answer, tls: try TestCertificates.server())
        for host in ["secure.example.test", "localhost", "127.0.0.1"] {
            let result = await outcome(host, port: server.port, authorities: authorities)
            #expect(result.response?.text == "hi", "\(host): \(result)")
        }
        #expect(server.requests.first?.contains("Host: secure.example.test:\(server.port)\r\n") == true)
        await server.stop()
    }

    @Test("are refused when the certificate is for another name or address")
    func otherName() async throws {
        let authorities = try TestCertificates.authorityFile()
        let server = try await FaultServer.start(answer, host: "0.0.0.0", tls: try TestCertificates.server())
        for host in ["other.example.test", "127.0.0.2"] {
            let result = await outcome(host, port: server.port, authorities: authorities)
            #expect(result.kind == .tls, "\(host): \(result)")
            #expect(result.message.contains("not made out for"), "\(result.message)")
        }
        #expect(server.requests == [])
        await server.stop()
    }

    @Test("are refused when the server does not speak TLS, or no authorities can be read")
    func noTLS() async throws {
        let server = try await FaultServer.start([.send("HTTP/1.1 400 Bad Request\r\n\r\n"), .close], greets: true)
        let result = await outcome("localhost", port: server.port)
        #expect(result.kind == .tls, "\(result)")
        let unreadable = await outcome("localhost", port: server.port, authorities: "/nowhere.pem")
        #expect(unreadable.kind == .tls && unreadable.message.contains("/nowhere.pem"), "\(unreadable)")
        await server.stop()
    }
}
