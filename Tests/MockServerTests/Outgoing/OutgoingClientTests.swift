import MockModel
import MockServer
import NIOCore
import NIOPosix
import Synchronization
import TestSupport
import Testing

@Suite("Requests to other servers", .ownThreads)
struct OutgoingClientTests {
    private func answer(
        _ text: String, then: FaultServer.Action...,
        request: (Int) -> OutgoingRequest = { .init(url: "http://127.0.0.1:\($0)/") }
    ) async throws -> Response {
        let server = try await FaultServer.start([.send(text)] + then)
        let result = await outcome(OutgoingClient(), request(server.port))
        await server.stop()
        return try #require(result.response, "\(result)")
    }

    @Test("are written in one way, whatever their header says about framing")
    func written() async throws {
        let server = try await FaultServer.start([.send("HTTP/1.1 204 No Content\r\n\r\n")])
        let headers = HeaderFields([
            ("X-Key", "k"), ("Content-Length", "99"), ("Transfer-Encoding", "chunked"), ("Connection", "X-Drop"),
            ("X-Drop", "1"), ("x-key", "l"),
        ])
        _ = await outcome(
            OutgoingClient(),
            OutgoingRequest(
                method: "POST", url: "http://127.0.0.1:\(server.port)/a?b#c", headers: headers, body: Array("body".utf8)
            ))
        #expect(
            server.requests == [
                "POST /a?b HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nX-Key: k\r\nx-key: l\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody"
            ])
        await server.stop()
    }

    @Test("that would break out of their lines are not sent")
    func injection() async throws {
        let server = try await FaultServer.start([])
        let url = "http://127.0.0.1:\(server.port)/"
        for request in [
            OutgoingRequest(url: url, headers: HeaderFields([("X", "a\r\nY: b")])),
            OutgoingRequest(url: url, headers: HeaderFields([("X: y", "a")])),
            OutgoingRequest(url: url, headers: HeaderFields([("Host", "a\r\nY: b")])),
            OutgoingRequest(method: "GET /x", url: url),
            OutgoingRequest(method: "CONNECT", url: url),
            OutgoingRequest(url: url, headers: HeaderFields([("X", "\u{0}")])),
        ] {
            #expect(await outcome(OutgoingClient(), request).kind == .protocol)
        }
        #expect(server.accepted == 0)
        await server.stop()
    }

    @Test("get an answer with its reason, order, letter case, duplicates and bytes")
    func asWritten() async throws {
        let bytes =
            Array(
                "HTTP/1.1 299 Own Way\r\nX-b: 1\r\nSet-Cookie: a\r\nset-cookie: b\r\nX-L: gr\u{F6}n\r\nContent-Length: 3\r\n\r\n"
                    .unicodeScalars
            )
            .map { UInt8($0.value) } + [0, 255, 13]
        let server = try await FaultServer.start([.sendBytes(bytes)])
        let response = try #require(
            await outcome(OutgoingClient(), .init(url: "http://127.0.0.1:\(server.port)")).response)
        #expect(response.status == 299 && response.reason == "Own Way")
        var expected = HeaderFields([("X-b", "1"), ("Set-Cookie", "a"), ("set-cookie", "b")])
        expected.append(HeaderFields.Field("X-L", bytes: [0x67, 0x72, 0xF6, 0x6E]))
        #expect(response.headers == expected)
        #expect(response.headers["x-l"] == "grön")
        #expect(response.bytes == [0, 255, 13])
        await server.stop()
    }

    @Test("get bodies in each framing, however the bytes are cut")
    func framings() async throws {
        let chunked =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5;a=b\r\nhello\r\n1\r\n!\r\n0\r\nX-Trailer: 1\r\n\r\n"
        #expect(try await answer(chunked).text == "hello!")
        let server = try await FaultServer.start([.drip(chunked, every: 1)])
        #expect(
            await outcome(OutgoingClient(), .init(url: "http://127.0.0.1:\(server.port)")).response?.text == "hello!")
        await server.stop()
        #expect(try await answer("HTTP/1.0 200 OK\r\n\r\nuntil the end", then: .close).text == "until the end")
        #expect(try await answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more").text == "hello")
        #expect(try await answer("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n").reason == "")
        #expect(
            try await answer(
                "HTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"
            ).status == 201)
        for status in [204, 304] {
            #expect(try await answer("HTTP/1.1 \(status) X\r\nContent-Length: 5\r\n\r\n").body == .none)
        }
        #expect(
            try await answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n") {
                .init(method: "HEAD", url: "http://127.0.0.1:\($0)/")
            }.body == .none)
    }

    @Test("get redirects and compressed bodies as they are")
    func passedThrough() async throws {
        let redirect = try await answer("HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n")
        #expect(redirect.status == 302 && redirect.headers["location"] == "http://10.0.0.1/")
        let gzip = try await answer("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\ngzip")
        #expect(gzip.text == "gzip" && gzip.headers["content-encoding"] == "gzip")
    }

    @Test("use an open connection again, unless they may not be sent twice or the server closes it")
    func reuse() async throws {
        let ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        let server = try await FaultServer.start([
            .send(ok), .next, .send(ok), .next,
            .send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
        ])
        let client = OutgoingClient(idle: .seconds(36_000))
        let loop = outgoingLoops.any()
        func send(_ method: String) async -> Int? {
            await withCheckedContinuation { (continuation: CheckedContinuation<OutgoingResult, Never>) in
                loop.execute {
                    _ = client.send(
                        .init(method: method, url: "http://localhost:\(server.port)/", timeout: .seconds(36_000)),
                        on: loop
                    ) {
                        continuation.resume(returning: $0)
                    }
                }
            }.response?.status
        }
        for _ in 0..<3 { #expect(await send("GET") == 200) }
        #expect(server.accepted == 1)
        #expect(try await eventually { server.open == 0 })
        #expect(await send("GET") == 200)
        #expect(server.accepted == 2)
        #expect(await send("POST") == 200)
        #expect(server.accepted == 3)
        await server.stop()
    }

    @Test("are sent once more when an open connection turns out to be closed")
    func stale() async throws {
        let server = try await FaultServer.start([.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), .next, .close])
        let client = OutgoingClient(idle: .seconds(36_000))
        let loop = outgoingLoops.any()
        for count in [1, 2] {
            let result = await withCheckedContinuation { (continuation: CheckedContinuation<OutgoingResult, Never>) in
                loop.execute {
                    _ = client.send(.init(url: "http://127.0.0.1:\(server.port)/", timeout: .seconds(36_000)), on: loop)
                    {
                        continuation.resume(returning: $0)
                    }
                }
            }
            #expect(result.response?.status == 200)
            #expect(server.accepted == count)
        }
        await server.stop()
    }

    @Test("that are given up end their connection and tell nothing")
    func cancelled() async throws {
        let server = try await FaultServer.start([])
        let told = Mutex(0)
        let client = OutgoingClient(idle: .seconds(36_000))
        let loop = outgoingLoops.any()
        for number in 1...20 {
            let call = try await loop.submit {
                let call = client.send(
                    .init(url: "http://127.0.0.1:\(server.port)/", timeout: .seconds(36_000)), on: loop
                ) { _ in
                    told.withLock { $0 += 1 }
                }
                if number <= 10 { call.cancel() }
                return NIOLoopBound(call, eventLoop: loop)
            }.get()
            if number > 10 { #expect(try await eventually { server.requests.count == number - 10 }) }
            try await loop.submit { call.value.cancel() }.get()
        }
        #expect(try await eventually { server.open == 0 })
        #expect(told.withLock { $0 } == 0)
        await server.stop()
    }
}
