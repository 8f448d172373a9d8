import Glibc
import MockEngine
import MockModel
import MockServer
import Synchronization
import TestSupport
import Testing

@Suite(.ownThreads) struct ServerTests {
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

/// Starting and stopping.
@Suite(.ownThreads) struct ServerLifeTests {
    private let request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

    @Test func `a port in use is told as that`() async throws {
        try await withServer { server in
            let options = ServerOptions(port: server.port)
            let error = await #expect(throws: ServerError.self) {
                try await Server.start(answerer: FakeAnswerer(), options: options)
            }
            #expect(error?.code == .addressInUse)
            #expect(error?.port == server.port)
            #expect(error?.errno == 98)
        }
    }

    @Test(arguments: [("203.0.113.1", ServerError.Code.addressNotAvailable), ("no.such.host.invalid", .unknownHost)])
    func `an address that cannot be had is told as that`(_ host: String, _ code: ServerError.Code) async throws {
        let error = await #expect(throws: ServerError.self) {
            try await Server.start(answerer: FakeAnswerer(), options: ServerOptions(host: host))
        }
        #expect(error?.code == code)
    }

    @Test func `a port can be used again at once`() async throws {
        let port = try await withServer { server in
            let client = try RawClient(port: server.port)
            client.send(request)
            #expect(client.readResponse()?.status == 200)
            return server.port
        }
        try await withServer(options: ServerOptions(port: port, threads: 1)) { #expect($0.port == port) }
    }

    @Test func `stopping answers what runs, closes what is idle, and takes no more`() async throws {
        let answerer = FakeAnswerer { request, _ in .deliver(delivery(request, delay: .milliseconds(300))) }
        let server = try await Server.start(answerer: answerer, options: ServerOptions(threads: 1, patience: .hours))
        let busy = try RawClient(port: server.port)
        let idle = try RawClient(port: server.port)
        busy.send(request)
        #expect(try await eventually { answerer.counts.begun == 1 })
        async let stopped: Void = server.stop()
        #expect(await onThread { idle.readToEnd().ending } == .closed)
        let response = busy.readResponse()
        #expect(response?.text == "ok")
        #expect(busy.readToEnd().ending == .closed)
        idle.close()
        busy.close()
        await stopped
        #expect(throws: RawClientError.self) { try RawClient(port: server.port) }
    }

    @Test func `stopping does not wait for ever`() async throws {
        let answerer = FakeAnswerer { _, call in wait(.seconds(36_000), number: call) }
        let server = try await Server.start(answerer: answerer, options: ServerOptions(threads: 1, patience: .hours))
        let client = try RawClient(port: server.port)
        client.send(request)
        #expect(try await eventually { answerer.counts.begun == 1 })
        // The handler ends in ten hours only: that this call returns is what is tested.
        await server.stop(drain: .milliseconds(200))
        #expect(answerer.counts == .init(begun: 1, resumed: 0, cancelled: 1))
        #expect(client.readToEnd().ending != .silent)
    }

    @Test func `a blocked loop is told with its request, once`() async throws {
        let blocked = Mutex<[String]>([])
        let answerer = FakeAnswerer { request, _ in
            if request.path == "/block" { usleep(500_000) }
            return .deliver(delivery(request))
        }
        let notice: @Sendable (EdgeNotice) -> Void = { notice in
            if case .blocked(let request, _) = notice { blocked.withLock { $0.append(request.target) } }
        }
        try await withServer(answerer, notice: notice) { server in
            let client = try RawClient(port: server.port)
            client.send("GET /block HTTP/1.1\r\nHost: x\r\n\r\n" + request)
            _ = client.readResponse()
            _ = client.readResponse()
            // A busy machine may hold up the other request too.
            #expect(blocked.withLock { $0.filter { $0 == "/block" } } == ["/block"])
        }
    }

    @Test func `a refused message is told`() async throws {
        let refused = Mutex<[RequestFailure]>([])
        let notice: @Sendable (EdgeNotice) -> Void = { notice in
            if case .refused(let failure, "127.0.0.1") = notice { refused.withLock { $0.append(failure) } }
        }
        try await withServer(notice: notice) { server in
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\n\r\n")
            #expect(client.readResponse()?["content-type"] == "application/problem+json")
            #expect(refused.withLock { $0 } == [.missingHost])
        }
    }
}
