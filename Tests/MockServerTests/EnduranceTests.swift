import MockEngine
import MockModel
import MockServer
import Synchronization
import TestSupport
import Testing

/// Floods, storms and full houses; one after another, because they count the descriptors of the whole process.
///
/// Memory and processor time are measured on a server in a process of its own (`scripts/promises`, ExampleTests).
@Suite(.serialized, .ownThreads) struct EnduranceTests {
    private static let request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test func `a client that pipelines and never reads is held back`() async throws {
        let answerer = FakeAnswerer { request, _ in
            .deliver(delivery(request, body: .bytes([UInt8](repeating: 97, count: 1000))))
        }
        try await withServer(answerer) { server in
            let client = try RawClient(port: server.port, receiveBuffer: 4096)
            let burst = [UInt8](String(repeating: EnduranceTests.request, count: 4000).utf8)
            var sent = 0
            for _ in 0..<300 {
                let count = client.send(burst, within: 0.2)
                sent += count
                if count < burst.count { break }
            }
            #expect(sent < 300 * burst.count, "the server took everything")
            // What was begun lies in the buffers of both sockets and of the server, a few MB; all of it would be 1.2 million.
            #expect(answerer.counts.begun < 20_000, "requests are begun while nothing is read")
        }
    }

    @Test func `2,000 clients that leave at any moment leave nothing behind`() async throws {
        let answerer = FakeAnswerer { request, call in
            switch call % 4 {
            case 0: wait(nil, number: call)
            case 1: .deliver(delivery(request, delay: .seconds(1000)))
            case 2: .deliver(delivery(request, body: .bytes([UInt8](repeating: 97, count: 3_000_000))))
            default: .deliver(delivery(request, rate: Rate(bytesPerSecond: 1)))
            }
        }
        try await withServer(answerer) { server in
            let before = ProcessFacts.descriptors
            for index in 0..<2000 {
                let client = try RawClient(port: server.port)
                client.send(String(EnduranceTests.request.prefix(index % 4 == 0 ? index % 27 : 27)))
                if index % 16 == 1 { _ = client.read(atLeast: 1, within: 0.002) }
                if index % 3 == 0 { client.reset() } else { client.close() }
            }
            #expect(
                try await eventually { answerer.waiting == 0 && ProcessFacts.descriptors <= before + 8 })
            let counts = answerer.counts
            #expect(counts.cancelled > 0 && counts.resumed == 0)
            let client = try RawClient(port: server.port)
            client.send(EnduranceTests.request)
            client.close()
        }
    }

    @Test func `a full server idles and goes on when there is room`() async throws {
        let full = Mutex(0)
        let answerer = FakeAnswerer()
        let options = ServerOptions(threads: 1, connections: 40)
        let notice: @Sendable (EdgeNotice) -> Void = { if case .full = $0 { full.withLock { $0 += 1 } } }
        try await withServer(answerer, options: options, notice: notice) { server in
            let clients = try (0..<200).map { _ in try RawClient(port: server.port) }
            for client in clients { client.send(EnduranceTests.request) }
            #expect(try await eventually { answerer.counts.begun >= 40 })
            #expect((40...48).contains(answerer.counts.begun))
            #expect(full.withLock { $0 } == 1)
            for client in clients.prefix(48) { client.close() }
            #expect(try await eventually { answerer.counts.begun >= 80 })
        }
    }

    @Test func `many clients at once, each with its own answers in order`() async throws {
        let answerer = FakeAnswerer { request, _ in .deliver(delivery(request, request.target)) }
        try await withServer(answerer, options: ServerOptions(threads: 2)) { server in
            let port = server.port
            await withTaskGroup(of: Void.self) { group in
                for worker in 0..<16 {
                    group.addTask {
                        let client = try? RawClient(port: port)
                        for turn in 0..<100 {
                            _ = client?.send("GET /\(worker)/\(turn) HTTP/1.1\r\nHost: x\r\n\r\n")
                            #expect(client?.readResponse()?.text == "/\(worker)/\(turn)")
                        }
                    }
                }
            }
        }
    }
}
