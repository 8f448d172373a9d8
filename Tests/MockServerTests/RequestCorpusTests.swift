import MockServer
import TestSupport
import Testing

@testable import MockServer

/// The promises of `Requests/*.txt`, at the socket and in the parser alone.
@Suite(.ownThreads) struct RequestCorpusTests {
    @Test func `there are at least 150 cases`() {
        #expect(RequestCase.all.count >= 150)
    }

    @Test func `every raw request gets the answers we promise, and its connection stays or is closed`() async throws {
        try await withServer(FakeAnswerer(bodyLimit: 1024)) { server in
            for request in RequestCase.all { try expectAnswers(to: request, at: server.port) }
        }
    }

    private func expectAnswers(to request: RequestCase, at port: Int) throws {
        let client = try RawClient(port: port)
        client.send(request.bytes)
        for status in request.statuses {
            let response = client.readResponse()
            #expect(response?.status == status, "\(request.name)")
            let isLast = status == request.statuses.last
            #expect(
                (response?["connection"] == "close") == (request.closes && isLast || status >= 400), "\(request.name)")
        }
        if request.closes {
            let end = client.readToEnd()
            #expect(end.bytes.isEmpty && end.ending == .closed, "\(request.name): \(end.ending)")
        } else {
            client.send("GET /probe HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(client.readResponse()?.status == 200, "\(request.name): the next request")
        }
    }

    @Test(arguments: RequestCase.all.filter { $0.bytes.count < 400 })
    func `the parser finds the same however the bytes are cut`(_ request: RequestCase) {
        let whole = parserEvents(of: [request.bytes])
        #expect(whole.count >= request.statuses.count)
        for cut in request.bytes.indices.dropFirst() {
            #expect(
                parserEvents(of: [Array(request.bytes[..<cut]), Array(request.bytes[cut...])]) == whole, "cut at \(cut)"
            )
        }
        #expect(parserEvents(of: request.bytes.map { [$0] }) == whole, "byte by byte")
    }
}
