import MockEngine
import MockModel
import MockServer
import TestSupport
import Testing

/// The orderly end of a server.
@Suite(.ownThreads) struct DrainTests {
    private static let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test(arguments: ["hang", "event"])
    func `what has no end of its own does not hold the end up`(kind: String) async throws {
        let answerer = FakeAnswerer { request, call in
            kind == "hang"
                ? .deliver(delivery(request, delay: nil))
                : .wait(.message(subscription: 1), WaitToken(session: "default", number: call))
        }
        try await stopsAtOnce(answerer) { answerer.counts.begun == 1 }
    }

    @Test func `a stream that goes on does not hold the end up`() async throws {
        let answerer = StreamAnswerer { _, _ in .wait(.sleep(.milliseconds(10))) }
        try await stopsAtOnce(answerer) { answerer.seen.outcomes.count > 2 }
    }

    private func stopsAtOnce(_ answerer: any RequestAnswerer, once isReady: () -> Bool) async throws {
        let server = try await Server.start(answerer: answerer, options: ServerOptions(threads: 1, patience: .hours))
        let client = try RawClient(port: server.port)
        client.send(DrainTests.request)
        #expect(try await eventually(isReady))
        // Were it waited for, this would take the hour.
        await server.stop(drain: .seconds(3_600))
        #expect(client.readToEnd().ending != .silent)
    }

    @Test func `a request that was read is answered`() async throws {
        let answerer = FakeAnswerer { _, call in wait(.milliseconds(600), number: call) }
        let server = try await Server.start(answerer: answerer, options: ServerOptions(threads: 1, patience: .hours))
        let client = try RawClient(port: server.port)
        client.send(DrainTests.request)
        #expect(try await eventually { answerer.counts.begun == 1 })
        await server.stop(drain: .seconds(3_600))
        #expect(client.readResponse()?.status == 200)
    }
}
