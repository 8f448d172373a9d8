import MockEngine
import MockModel
import MockServer
import Synchronization
import TestSupport
import Testing

/// Bodies that code makes, on the wire.
@Suite(.ownThreads) struct StreamTests {
    private static func get(_ target: String = "/", version: String = "1.1") -> String {
        "GET \(target) HTTP/\(version)\r\nHost: x\r\n\r\n"
    }

    /// Sends parts, one after the other, then ends.
    private static func sending(
        _ parts: [String], failing failure: ScriptFailure? = nil,
        prepare: @escaping @Sendable (inout Delivery) -> Void = { _ in }
    ) -> StreamAnswerer {
        StreamAnswerer(prepare: prepare) { turn, _ in
            turn < parts.count ? .wait(part(parts[turn])) : .end(failure)
        }
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static let head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nX-Mock-Call: 1\r\n\r\n"

    @Test func `each part is a chunk, and the connection serves the next request`() async throws {
        let observer = RecordingObserver()
        let answerer = Self.sending(["one", "", "three times eleven bytes and more"])
        try await withStreams(answerer, observer: observer) { server in
            let client = try RawClient(port: server.port)
            let expected = Self.head + "3\r\none\r\n21\r\nthree times eleven bytes and more\r\n0\r\n\r\n"
            client.send(Self.get())
            #expect(Self.text(client.read(atLeast: expected.utf8.count)) == expected)
            client.send(Self.get("/plain"))
            #expect(client.readResponse()?.text == "ok")
            #expect(answerer.seen.outcomes == [.opened, .sent, .sent, .sent])
            #expect(try await eventually { observer.targets == ["/", "/plain"] })
        }
    }

    @Test func `HTTP 1 0 gets the parts as they are, up to the end of the connection`() async throws {
        try await withStreams(Self.sending(["one", "two"])) { server in
            let client = try RawClient(port: server.port)
            client.send(Self.get(version: "1.0"))
            let (bytes, ending) = client.readToEnd()
            #expect(Self.text(bytes).hasSuffix("X-Mock-Call: 1\r\nConnection: close\r\n\r\nonetwo"))
            #expect(ending == .closed)
        }
    }

    @Test func `a failure ends the connection without the last chunk`() async throws {
        let failure = ScriptFailure(.runtime, "no")
        try await withStreams(Self.sending(["one"], failing: failure)) { server in
            let client = try RawClient(port: server.port)
            client.send(Self.get())
            let (bytes, ending) = client.readToEnd()
            #expect(Self.text(bytes) == Self.head + "3\r\none\r\n")
            #expect(ending == .closed)
        }
    }

    @Test func `HEAD gets the head alone, and the run is ended`() async throws {
        let answerer = Self.sending(["one"])
        try await withStreams(answerer) { server in
            let client = try RawClient(port: server.port)
            client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n" + Self.get("/plain"))
            #expect(client.readResponse(toHead: true)?["transfer-encoding"] == "chunked")
            #expect(client.readResponse()?.text == "ok")
            #expect(answerer.seen.cancelled == 1 && answerer.waiting == 0)
        }
    }

    @Test func `the head comes after the delay, before any part`() async throws {
        let answerer = StreamAnswerer(prepare: { $0.delay = .milliseconds(100) }) { _, _ in .wait(.sleep(nil)) }
        try await withStreams(answerer) { server in
            let client = try RawClient(port: server.port)
            let start = ContinuousClock.now
            client.send(Self.get())
            #expect(Self.text(client.read(atLeast: Self.head.utf8.count)) == Self.head)
            #expect(ContinuousClock.now - start >= .milliseconds(100))
        }
    }

    @Test(arguments: ["close", "reset", "finish", "while delayed"])
    func `a client that leaves ends the run, and its exchange is told once`(_ way: String) async throws {
        let observer = RecordingObserver()
        let answerer = StreamAnswerer(prepare: { if way == "while delayed" { $0.delay = nil } }) { turn, _ in
            .wait(turn == 0 ? part("one") : .sleep(nil))
        }
        try await withStreams(answerer, observer: observer) { server in
            let client = try RawClient(port: server.port)
            client.send(Self.get())
            if way == "while delayed" {
                #expect(try await eventually { answerer.seen.begun == 1 })
            } else {
                #expect(try await eventually { answerer.seen.outcomes == [.opened, .sent] })
            }
            switch way {
            case "reset": client.reset()
            case "finish": client.finishSending()
            default: client.close()
            }
            #expect(try await eventually { answerer.seen.cancelled == 1 && observer.targets == ["/"] })
            #expect(answerer.waiting == 0)
        }
        #expect(observer.targets == ["/"])
    }

    @Test func `a reader that takes nothing holds the run back, costs little, and is closed`() async throws {
        let big = [UInt8](repeating: 97, count: 100_000)
        let answerer = StreamAnswerer { _, _ in .wait(.send(.bytes(big))) }
        let patience = Timeouts(
            header: .milliseconds(400), body: .milliseconds(400), idle: .milliseconds(400), linger: .milliseconds(400),
            tick: .milliseconds(50))
        try await withStreams(answerer, options: ServerOptions(threads: 1, patience: patience)) { server in
            let client = try RawClient(port: server.port, receiveBuffer: 4096)
            client.send(Self.get())
            #expect(try await eventually { answerer.seen.cancelled == 1 })
            #expect(answerer.seen.outcomes.count < 200)
            client.close()
        }
    }

    @Test func `a living stream outlasts the time that an idle connection has`() async throws {
        let answerer = StreamAnswerer { turn, _ in
            turn == 0 ? .wait(.sleep(.milliseconds(600))) : turn == 1 ? .wait(part("late")) : .end(nil)
        }
        let patience = Timeouts(
            header: .milliseconds(100), body: .milliseconds(100), idle: .milliseconds(100), linger: .milliseconds(100),
            tick: .milliseconds(20))
        try await withStreams(answerer, options: ServerOptions(threads: 1, patience: patience)) { server in
            let client = try RawClient(port: server.port)
            client.send(Self.get())
            let expected = Self.head + "4\r\nlate\r\n0\r\n\r\n"
            #expect(Self.text(client.read(atLeast: expected.utf8.count)) == expected)
        }
    }

    @Test func `a run that never waits leaves the loop to others`() async throws {
        let answerer = StreamAnswerer { _, _ in .wait(part("x")) }
        try await withStreams(answerer) { server in
            let greedy = try RawClient(port: server.port)
            greedy.send(Self.get())
            async let taken = onThread { greedy.read(atLeast: 200_000).count }
            let client = try RawClient(port: server.port)
            for _ in 0..<20 {
                client.send(Self.get("/plain"))
                #expect(client.readResponse()?.text == "ok")
            }
            #expect(await taken >= 200_000)
        }
    }

    @Test func `a rate paces the parts`() async throws {
        let answerer = Self.sending(["0123456789", "0123456789"], prepare: { $0.rate = Rate(bytesPerSecond: 100) })
        try await withStreams(answerer) { server in
            let client = try RawClient(port: server.port)
            let start = ContinuousClock.now
            client.send(Self.get())
            _ = client.read(atLeast: Self.head.utf8.count + 35)
            #expect(ContinuousClock.now - start >= .milliseconds(200))
        }
    }

    @Test func `a thousand streams at once cost no thread, and others are served meanwhile`() async throws {
        let answerer = StreamAnswerer { turn, _ in .wait(turn == 0 ? part("one") : .sleep(nil)) }
        try await withStreams(answerer) { server in
            let threads = ProcessFacts.threads
            let clients = try (0..<1000).map { _ in try RawClient(port: server.port) }
            for client in clients { client.send(Self.get()) }
            #expect(try await eventually { answerer.seen.outcomes.count == 2000 })
            #expect(ProcessFacts.threads < threads + 100, "other tests may start some")
            let client = try RawClient(port: server.port)
            client.send(Self.get("/plain"))
            #expect(client.readResponse()?.text == "ok")
            for client in clients { client.close() }
            #expect(try await eventually { answerer.waiting == 0 })
        }
    }

    @Test func `a published value wakes the run that waits for it`() async throws {
        let answerer = StreamAnswerer { turn, outcome in
            switch turn {
            case 0: .wait(.message(subscription: 1))
            case 1: .wait(part("\(outcome)"))
            default: .end(nil)
            }
        }
        let background = BackgroundRunner { _, _, _ in }
        try await withStreams(answerer, options: ServerOptions(threads: 2), background: background) { server in
            let client = try RawClient(port: server.port)
            client.send(Self.get())
            #expect(try await eventually { answerer.seen.outcomes == [.opened] })
            for token in answerer.tokens { background.wake(token) }
            let expected = Self.head + "5\r\nwoken\r\n0\r\n\r\n"
            #expect(Self.text(client.read(atLeast: expected.utf8.count)) == expected)
            background.wake(WaitToken(session: "default", number: 99))
        }
    }

    @Test func `a run gets the answer of another server`() async throws {
        let result = OutgoingResult.response(Response(status: 201))
        let answerer = StreamAnswerer { turn, outcome in
            turn == 0 ? .wait(.fetch(OutgoingRequest(url: "http://x/"))) : .end(nil)
        }
        try await withStreams(answerer, outgoing: HeldSender(result)) { server in
            let client = try RawClient(port: server.port)
            client.send(Self.get())
            #expect(try await eventually { answerer.seen.outcomes == [.opened, .fetched(result)] })
        }
    }

    @Test func `a client that leaves gives up what its run asked of another server`() async throws {
        let sender = HeldSender(nil)
        let answerer = StreamAnswerer { _, _ in .wait(.fetch(OutgoingRequest(url: "http://x/"))) }
        try await withStreams(answerer, outgoing: sender) { server in
            let client = try RawClient(port: server.port)
            client.send(Self.get())
            #expect(try await eventually { sender.sent == 1 })
            client.close()
            #expect(try await eventually { sender.givenUp == 1 && answerer.seen.cancelled == 1 })
        }
    }

    @Test func `stopping ends streams when the time is over`() async throws {
        let answerer = StreamAnswerer { _, _ in .wait(.sleep(nil)) }
        try await withStreams(answerer) { server in
            let client = try RawClient(port: server.port)
            client.send(Self.get())
            #expect(try await eventually { answerer.seen.outcomes == [.opened] })
            #expect(answerer.seen.cancelled == 0)
        }
        #expect(answerer.seen.cancelled == 1)
    }
}
