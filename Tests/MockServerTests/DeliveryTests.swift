import MockEngine
import MockModel
import MockServer
import Synchronization
import TestSupport
import Testing

@Suite(.ownThreads) struct DeliveryTests {
    private let clock = ContinuousClock()

    private func get(_ target: String = "/", _ lines: String = "") -> String {
        "GET \(target) HTTP/1.1\r\nHost: x\r\n\(lines)\r\n"
    }

    @Test func `a delay passes before the first byte`() async throws {
        let answerer = FakeAnswerer { request, _ in .deliver(delivery(request, delay: .milliseconds(200))) }
        try await withServer(answerer) { server in
            let client = try RawClient(port: server.port)
            let start = clock.now
            client.send(get())
            #expect(client.readResponse()?.text == "ok")
            let time = clock.now - start
            #expect(time >= .milliseconds(200), "\(time)")
        }
    }

    @Test func `a thousand waiting requests cost no thread, and others are served meanwhile`() async throws {
        let answerer = FakeAnswerer { request, call in
            .deliver(delivery(request, call: call, delay: request.path == "/slow" ? nil : .zero))
        }
        try await withServer(answerer) { server in
            let waiting = try (0..<1000).map { _ in try RawClient(port: server.port) }
            for client in waiting { client.send(get("/slow")) }
            #expect(try await eventually { answerer.counts.begun == 1000 })
            let client = try RawClient(port: server.port)
            client.send(get())
            #expect(client.readResponse()?.text == "ok")
        }
    }

    @Test func `a rate drips the body and keeps the connection`() async throws {
        let answerer = FakeAnswerer { request, _ in
            .deliver(
                delivery(request, body: .bytes([UInt8](repeating: 97, count: 1000)), rate: Rate(bytesPerSecond: 4000)))
        }
        try await withServer(answerer) { server in
            let client = try RawClient(port: server.port)
            for _ in 0..<2 {
                let start = clock.now
                client.send(get())
                #expect(client.readResponse()?.body.count == 1000)
                let time = clock.now - start
                #expect(time >= .milliseconds(200), "\(time)")
            }
        }
    }

    @Test func `a handler that sleeps is resumed, and later requests of its connection wait for it`() async throws {
        let answerer = FakeAnswerer { request, call in
            request.path == "/sleep" ? wait(.milliseconds(100), number: call) : .deliver(delivery(request, "second"))
        }
        try await withServer(answerer) { server in
            let client = try RawClient(port: server.port)
            client.send(get("/sleep") + get("/"))
            #expect(client.readResponse()?.text == "ok")
            #expect(client.readResponse()?.text == "second")
            #expect(answerer.counts == .init(begun: 2, resumed: 1, cancelled: 0))
        }
    }

    @Test(arguments: ["close", "finish", "reset"])
    func `a client that leaves ends its handler`(_ way: String) async throws {
        let answerer = FakeAnswerer { _, call in wait(nil, number: call) }
        try await withServer(answerer) { server in
            let client = try RawClient(port: server.port)
            client.send(get())
            #expect(try await eventually { answerer.counts.begun == 1 })
            switch way {
            case "close": client.close()
            case "finish": client.finishSending()
            default: client.reset()
            }
            #expect(try await eventually { answerer.counts.cancelled == 1 })
            #expect(answerer.waiting == 0)
        }
    }

    @Test func `a client that only closes its sending side gets its answer`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            client.send(get())
            client.finishSending()
            #expect(client.readResponse()?.text == "ok")
            #expect(client.readToEnd().ending == .closed)
        }
    }

    @Test func `HEAD says the length and sends no body`() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n" + get())
            let head = client.readResponse(toHead: true)
            #expect(head?["content-length"] == "2")
            #expect(client.readResponse()?.text == "ok")
        }
    }

    @Test(arguments: [204, 304])
    func `a status without a body has no length either`(_ status: Int) async throws {
        let answerer = FakeAnswerer { request, _ in .deliver(delivery(request, "ignored", status: status)) }
        try await withServer(answerer) { server in
            let client = try RawClient(port: server.port)
            client.send(get() + get())
            for _ in 0..<2 {
                let response = client.readResponse()
                #expect(response?.status == status)
                #expect(response?["content-length"] == nil)
            }
        }
    }

    @Test func `header order, case and duplicates stay as written, and framing is ours`() async throws {
        let headers = [
            ("x-B", "1"), ("X-a", "2"), ("content-LENGTH", "999"), ("x-b", "3"), ("Transfer-Encoding", "chunked"),
            ("Connection", "close"), ("Set-Cookie", "a=b"), ("Set-Cookie", "c=d"),
        ]
        let answerer = FakeAnswerer { request, _ in .deliver(delivery(request, headers: headers)) }
        try await withServer(answerer) { server in
            let client = try RawClient(port: server.port)
            client.send(get())
            #expect(
                client.readResponse()?.headers == [
                    ["x-B", "1"], ["X-a", "2"], ["x-b", "3"], ["Set-Cookie", "a=b"], ["Set-Cookie", "c=d"],
                    ["Content-Length", "2"], ["X-Mock-Call", "1"], ["Connection", "close"],
                ])
        }
    }

    @Test func `a header that would split the response gives a 500 that names it`() async throws {
        let told = Mutex(0)
        let answerer = FakeAnswerer { request, _ in .deliver(delivery(request, headers: [("X-A", "b\r\nX-C: d")])) }
        try await withServer(answerer, notice: { if case .unwritable = $0 { told.withLock { $0 += 1 } } }) { server in
            let client = try RawClient(port: server.port)
            client.send(get())
            let response = client.readResponse()
            #expect(response?.status == 500)
            #expect(response?.text.contains("The value of the response header X-A has a line break.") == true)
            #expect(response?["x-c"] == nil)
            #expect(told.withLock { $0 } == 1)
        }
    }

    @Test func `the observer hears of every exchange with its time`() async throws {
        let observer = RecordingObserver()
        let answerer = FakeAnswerer { request, _ in
            .deliver(delivery(request, delay: request.path == "/a" ? .seconds(2) : .zero))
        }
        try await withServer(answerer, observer: observer) { server in
            let client = try RawClient(port: server.port)
            client.send(get("/a") + get("/b"))
            _ = client.readResponse()
            _ = client.readResponse()
            #expect(try await eventually { observer.targets == ["/a", "/b"] })
            #expect(observer.times[0] >= .seconds(2))
            #expect(observer.times[1] < observer.times[0])
        }
    }

    @Test func `a large body in memory arrives whole at a slow reader`() async throws {
        let body = [UInt8]((0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) })
        let answerer = FakeAnswerer { request, _ in .deliver(delivery(request, body: .bytes(body))) }
        try await withServer(answerer) { server in
            let client = try RawClient(port: server.port, receiveBuffer: 4096)
            client.send(get())
            #expect(client.readResponse()?.body == body)
        }
    }

    @Test func `an expected continue is answered before the body comes`() async throws {
        let answerer = FakeAnswerer { request, _ in .deliver(delivery(request, String(request.body.count))) }
        try await withServer(answerer) { server in
            let client = try RawClient(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
            #expect(client.readResponse()?.status == 100)
            client.send("hello")
            #expect(client.readResponse()?.text == "5")
        }
    }
}
