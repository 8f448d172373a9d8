import MockEngine
import MockModel
import MockServer
import TestSupport
import Testing

@Suite(.ownThreads) struct LargeBodyTests {
    @Test func `a connection goes on after bodies that do not fit the socket's buffer at once`() async throws {
        let body = [UInt8](repeating: 7, count: 356_350)
        let answer: @Sendable (Request, Int) -> Step = { .deliver(delivery($0, call: $1, body: .bytes(body))) }
        try await withServer(FakeAnswerer(answer)) { server in
            let client = try RawClient(port: server.port)
            for call in 1...50 {
                client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                let response = try #require(client.readResponse(), "call \(call)")
                #expect(response.body == body)
            }
        }
    }
}
