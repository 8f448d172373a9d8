import MockEngine
import MockModel
import MockServer
import TestSupport
import Testing

/// WebSockets on the wire.
@Suite(.ownThreads) struct WebSocketTests {
    /// Sends every message back.
    private static func echo(prepare: @escaping @Sendable (inout Delivery) -> Void = { _ in }) -> StreamAnswerer {
        StreamAnswerer(.socket, prepare: prepare) { _, outcome in
            switch outcome {
            case .received(.text(let bytes)): .wait(.send(.text(bytes)))
            case .received(.binary(let bytes)): .wait(.send(.binary(bytes)))
            case .closed: .end(nil)
            default: .wait(.receive(nil, subscription: 0))
            }
        }
    }

    @Test func `the handshake is answered as the standard's example`() async throws {
        try await withStreams(Self.echo()) { server in
            let client = try WebSocketClient(port: server.port)
            #expect(
                client.head == "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nX-Mock-Call: 1\r\nConnection: Upgrade\r\n\r\n"
            )
        }
    }

    @Test(arguments: [("chat, superchat", "superchat, chat"), ("other", nil)])
    func `the first subprotocol both name is taken`(asked: String, taken: String?) async throws {
        let answerer = Self.echo { $0.response.headers.append("Sec-WebSocket-Protocol", "superchat, chat") }
        try await withStreams(answerer) { server in
            let client = try WebSocketClient(
                port: server.port, WebSocketClient.handshake + ["Sec-WebSocket-Protocol: \(asked)"])
            #expect(client.head.contains("101 Switching"))
            #expect(client.head.contains("Sec-WebSocket-Protocol: chat\r\n") == (taken != nil))
        }
    }

    @Test(arguments: [
        (0, "X: y", 426), (1, "X: y", 426), (2, "Sec-WebSocket-Version: 8", 426), (2, "X: y", 426),
        (3, "Sec-WebSocket-Key: short", 400), (3, "X: y", 400),
    ])
    func `a request that opens no WebSocket is told what to send`(line: Int, text: String, status: Int) async throws {
        let answerer = Self.echo()
        try await withStreams(answerer) { server in
            var lines = WebSocketClient.handshake
            lines[line] = text
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: x\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n")
            let response = client.readResponse()
            #expect(response?.status == status)
            #expect(response?["sec-websocket-version"] == (status == 426 ? "13" : nil))
            #expect(response?["content-type"] == "application/problem+json")
            #expect(answerer.seen.cancelled == 1 && answerer.waiting == 0)
            client.send("GET /plain HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(client.readResponse()?.text == "ok", "the connection goes on")
        }
    }

    @Test(arguments: [0, 1, 125, 126, 65_535, 65_536, 1 << 20])
    func `a message of any size comes back whole`(size: Int) async throws {
        try await withStreams(Self.echo()) { server in
            let client = try WebSocketClient(port: server.port)
            let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0 * 7) }
            client.raw.send(WebSocketClient.frame(2, payload))
            #expect(client.read() == .init(opcode: 2, payload: payload))
        }
    }

    @Test func `fragments are joined, also around a ping and within a character`() async throws {
        try await withStreams(Self.echo()) { server in
            let client = try WebSocketClient(port: server.port)
            let text = Array("naïve".utf8)
            client.raw.send(WebSocketClient.frame(1, Array(text[..<3]), isFinal: false))
            client.raw.send(WebSocketClient.frame(9, [1, 2]))
            client.raw.send(WebSocketClient.frame(0, [], isFinal: false))
            client.raw.send(WebSocketClient.frame(0, Array(text[3...])))
            #expect(client.read() == .init(opcode: 10, payload: [1, 2]))
            #expect(client.read()?.text == "naïve")
        }
    }

    @Test(arguments: [nil, 1000, 1001, 3000, 4999])
    func `the client's close is answered in kind, and the code hears of it`(code: Int?) async throws {
        let answerer = Self.echo()
        let observer = RecordingObserver()
        try await withStreams(answerer, observer: observer) { server in
            let client = try WebSocketClient(port: server.port)
            client.close(code)
            let frame = client.read()
            #expect(frame?.opcode == 8 && frame?.code == code)
            #expect(client.raw.readToEnd().ending == .closed)
            #expect(answerer.seen.outcomes == [.opened, .closed])
            #expect(answerer.waiting == 0)
            #expect(try await eventually { observer.targets == ["/"] })
        }
    }

    @Test func `code that goes on after a close is ended at its next wait`() async throws {
        let answerer = StreamAnswerer(.socket) { turn, _ in
            .wait(turn == 0 ? .receive(nil, subscription: 0) : .sleep(nil))
        }
        try await withStreams(answerer) { server in
            let client = try WebSocketClient(port: server.port)
            client.close(1000)
            #expect(client.read()?.code == 1000)
            #expect(try await eventually { answerer.seen.cancelled == 1 })
            #expect(answerer.waiting == 0)
        }
    }

    @Test(arguments: ["closes", "leaves"])
    func `a client that goes while code sleeps ends it`(way: String) async throws {
        let answerer = StreamAnswerer(.socket) { _, _ in .wait(.sleep(nil)) }
        try await withStreams(answerer) { server in
            let client = try WebSocketClient(port: server.port)
            #expect(try await eventually { answerer.seen.outcomes == [.opened] })
            if way == "closes" { client.close(1000) } else { client.raw.reset() }
            #expect(try await eventually { answerer.seen.cancelled == 1 })
            #expect(answerer.waiting == 0)
        }
    }

    @Test func `the end of the code closes with 1000, a failure with 1011`() async throws {
        for (failure, code) in [(nil, 1000), (ScriptFailure(.runtime, "x"), 1011)] {
            let answerer = StreamAnswerer(.socket) { _, _ in .end(failure) }
            try await withStreams(answerer) { server in
                let client = try WebSocketClient(port: server.port)
                #expect(client.read()?.code == code)
                client.close(code)
                #expect(client.raw.readToEnd().ending == .closed)
            }
        }
    }

    @Test func `code closes with a code and a reason of its own, and nothing follows`() async throws {
        let answerer = StreamAnswerer(.socket) { turn, _ in
            switch turn {
            case 0: .wait(.send(.close(code: 4001, reason: "enough")))
            case 1: .wait(.send(.text(Array("more".utf8))))
            default: .end(nil)
            }
        }
        try await withStreams(answerer) { server in
            let client = try WebSocketClient(port: server.port)
            let frame = client.read()
            #expect(frame?.code == 4001 && frame?.text.hasSuffix("enough") == true)
            client.close(4001)
            #expect(client.read() == nil)
            #expect(answerer.seen.outcomes == [.opened, .sent, .closed])
        }
    }

    @Test func `a client that does not answer a close has a moment`() async throws {
        let answerer = StreamAnswerer(.socket) { _, _ in .end(nil) }
        let patience = Timeouts(
            header: .seconds(36_000), body: .seconds(36_000), idle: .seconds(36_000), linger: .milliseconds(100),
            tick: .milliseconds(20))
        try await withStreams(answerer, options: ServerOptions(threads: 1, patience: patience)) { server in
            let client = try WebSocketClient(port: server.port)
            #expect(client.read()?.code == 1000)
            #expect(client.raw.readToEnd().ending == .closed)
        }
    }

    @Test(
        arguments: [
            ("no mask", WebSocketClient.frame(1, [97], mask: false), 1002),
            ("reserved bit", [0xC1, 0x80, 1, 2, 3, 4], 1002),
            ("reserved opcode", WebSocketClient.frame(3), 1002),
            ("reserved control opcode", WebSocketClient.frame(11), 1002),
            ("long ping", WebSocketClient.frame(9, [UInt8](repeating: 0, count: 126)), 1002),
            ("ping in fragments", WebSocketClient.frame(9, [], isFinal: false), 1002),
            ("continuation of nothing", WebSocketClient.frame(0), 1002),
            (
                "message within a message",
                WebSocketClient.frame(1, [97], isFinal: false) + WebSocketClient.frame(1, [97]),
                1002
            ),
            ("length not shortest", [0x81, 0xFE, 0, 5], 1002),
            ("close of one byte", WebSocketClient.frame(8, [3]), 1002),
            ("close code 1005", WebSocketClient.frame(8, [3, 237]), 1002),
            ("close code 999", WebSocketClient.frame(8, [3, 231]), 1002),
            ("close reason", WebSocketClient.frame(8, [3, 232, 0xFF]), 1007),
            ("text that is no UTF-8", WebSocketClient.frame(1, [0xC3, 0x28]), 1007),
            (
                "half a character", WebSocketClient.frame(1, [0xC3], isFinal: false) + WebSocketClient.frame(0, [97]),
                1007
            ),
            ("17 MiB", [0x82, 0xFF, 0, 0, 0, 0, 1, 16, 0, 0, 1, 2, 3, 4], 1009),
            ("a length with its first bit", [0x82, 0xFF, 255, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4], 1009),
        ] as [(String, [UInt8], Int)])
    func `what no client may send ends the socket with its code`(what: String, bytes: [UInt8], code: Int) async throws {
        let answerer = Self.echo()
        try await withStreams(answerer) { server in
            let client = try WebSocketClient(port: server.port)
            client.raw.send(bytes)
            #expect(client.read()?.code == code, "\(what)")
            #expect(client.raw.readToEnd().ending == .closed)
            #expect(answerer.waiting == 0 && answerer.seen.cancelled == 1)
        }
    }

    @Test func `fragments of more than 16 MiB in all are refused`() async throws {
        try await withStreams(Self.echo()) { server in
            let client = try WebSocketClient(port: server.port)
            let piece = [UInt8](repeating: 0, count: 4 << 20)
            for index in 0..<5 { client.raw.send(WebSocketClient.frame(index == 0 ? 2 : 0, piece, isFinal: false)) }
            #expect(client.read()?.code == 1009)
        }
    }

    @Test func `waiting for a message has a time limit`() async throws {
        let answerer = StreamAnswerer(.socket) { turn, _ in
            turn == 0 ? .wait(.receive(.milliseconds(50), subscription: 0)) : .end(nil)
        }
        try await withStreams(answerer) { server in
            let client = try WebSocketClient(port: server.port)
            #expect(client.read()?.code == 1000)
            #expect(answerer.seen.outcomes == [.opened, .elapsed])
        }
    }

    @Test func `messages wait for code that sleeps, in order and bounded`() async throws {
        let answerer = StreamAnswerer(.socket) { turn, outcome in
            if turn == 0 { return .wait(.sleep(.milliseconds(300))) }
            if case .received(.binary(let bytes)) = outcome { return .wait(.send(.binary([bytes[0]]))) }
            return .wait(.receive(nil, subscription: 0))
        }
        try await withStreams(answerer) { server in
            let client = try WebSocketClient(port: server.port)
            let payload = [UInt8](repeating: 0, count: 50_000)
            for index in 0..<200 { client.raw.send(WebSocketClient.frame(2, [UInt8(index)] + payload)) }
            for index in 0..<200 { #expect(client.read()?.payload == [UInt8(index)]) }
        }
    }

    @Test func `messages sent just before a close are still received`() async throws {
        let answerer = Self.echo()
        try await withStreams(answerer) { server in
            let client = try WebSocketClient(port: server.port)
            client.raw.send(WebSocketClient.frame(1, [97]) + WebSocketClient.frame(1, [98]) + WebSocketClient.frame(8))
            #expect(client.read()?.text == "a")
            #expect(client.read()?.text == "b")
            #expect(client.read()?.opcode == 8)
        }
    }

    @Test func `frames behind the handshake are read`() async throws {
        try await withStreams(Self.echo()) { server in
            let client = try RawClient(port: server.port)
            let head = "GET / HTTP/1.1\r\nHost: x\r\n" + WebSocketClient.handshake.map { $0 + "\r\n" }.joined() + "\r\n"
            client.send(Array(head.utf8) + WebSocketClient.frame(1, Array("early".utf8)))
            let bytes = client.read(atLeast: 150)
            #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("early"))
        }
    }

    @Test func `the server tells its sockets when it stops`() async throws {
        // Nothing but the stop may end it, however long a busy machine takes: no ping goes out that is not answered.
        let options = ServerOptions(threads: 1, patience: .hours)
        let client = try await withStreams(Self.echo(), options: options) { try WebSocketClient(port: $0.port) }
        #expect(client.read()?.code == 1001)
    }
}
