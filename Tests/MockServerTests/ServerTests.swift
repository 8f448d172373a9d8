import MockModel
import MockServer
import TestSupport
import Testing

@Suite struct ServerTests {
    @Test func `a request is answered with the framing and the call's number, and nothing else`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            client.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
            let bytes = client.read(atLeast: 60)
            #expect(
                String(decoding: bytes, as: UTF8.self)
                    == "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nX-Mock-Call: 1\r\n\r\nok")
        }
    }

    @Test func `a connection serves many requests, also when they come in one packet`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            client.send(String(repeating: "GET / HTTP/1.1\r\nHost: x\r\n\r\n", count: 100))
            for call in 1...100 { #expect(client.readResponse()?["X-Mock-Call"] == String(call)) }
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(client.readResponse()?["x-mock-call"] == "101")
        }
    }
}
