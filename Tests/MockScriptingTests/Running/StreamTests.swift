import MockEngine
import MockModel
import TestSupport
import Testing

@Suite("Streams")
struct StreamTests {
    private func play(_ body: String, answer: (Wait) -> WaitOutcome? = { _ in nil }) throws -> Played {
        let mock = try LuaMock(get: body)
        try #require(mock.problems.isEmpty)
        let driver = HandDriver(mock.engine)
        return driver.play(mock.engine.begin(Request(method: "GET", target: "/")), answer: answer)
    }

    @Test("of events send fields, lines and JSON")
    func events() throws {
        let played = try play(
            """
            return mock.sse(function(stream)
                stream:comment("hello")
                stream:send { event = "status", id = 7, retry = "2s", data = { a = 1 } }
                mock.sleep("1s")
                stream:send { data = "two\\nlines" }
            end)
            """)
        #expect(
            played.text == """
                : hello

                event: status
                id: 7
                retry: 2000
                data: {"a":1}

                data: two
                data: lines


                """)
        #expect(played.isFinished && played.failure == nil)
        #expect(played.delivery?.stream?.kind == .events)
        #expect(played.delivery?.response.headers["content-type"] == "text/event-stream")
        #expect(played.delivery?.response.headers["cache-control"] == "no-cache")
    }

    @Test("of bytes send what is written, under the header that the handler set")
    func bytes() throws {
        let played = try play(
            """
            res.headers["X-Own"] = "1"
            local stream = mock.stream("text/csv", function(out)
                for i = 1, 3 do out:write(i .. "\\n") end
            end)
            stream.status = 206
            return stream
            """)
        #expect(played.text == "1\n2\n3\n")
        #expect(played.delivery?.response.status == 206)
        #expect(played.delivery?.response.headers["x-own"] == "1")
        #expect(played.delivery?.response.headers["content-type"] == "text/csv")
    }

    @Test("end with the client")
    func cancelled() throws {
        let mock = try LuaMock(get: "return mock.sse(function(s) while true do mock.sleep('forever') end end)")
        let driver = HandDriver(mock.engine)
        let played = driver.play(mock.engine.begin(Request(method: "GET", target: "/")))
        let waiting = try #require(played.waiting)
        mock.engine.cancel(waiting.token)
        guard case .finished(nil) = mock.engine.resume(waiting.token, with: .elapsed) else {
            Issue.record("the run went on without its client")
            return
        }
    }

    @Test("that fail tell so, and end")
    func failing() throws {
        let played = try play("return mock.sse(function(s) s:send { data = 1 } error('boom') end)")
        #expect(played.text == "data: 1\n\n")
        #expect(played.failure?.message == "boom")
        #expect(played.delivery?.exchange.aftermath.events.count == 1)
    }

    @Test("pass through middleware")
    func middleware() throws {
        let mock = try LuaMock([
            "routes/middleware.lua": "return function(req, res, next) next() res.headers['X-Seen'] = '1' end",
            "routes/route.lua": "return { GET = function() return mock.sse(function(s) s:comment('x') end) end }",
        ])
        let driver = HandDriver(mock.engine)
        let played = driver.play(mock.engine.begin(Request(method: "GET", target: "/")))
        #expect(played.text == ": x\n\n" && played.delivery?.response.headers["x-seen"] == "1")
    }

    @Test(
        "refuse what cannot be sent",
        arguments: [
            ("s:send('x')", "the event of stream:send must be a table, not text"),
            ("s:send { event = 'a\\nb', data = 1 }", "event of stream:send has a line break or a NUL in it"),
            ("s:send { event = 'a' }", "stream:send: an event without data is never seen; set data"),
            ("s:send { data = 1, retry = 5 }", "retry of stream:send: 5 has no unit; write \"5ms\""),
            ("s:send { dat = 1 }", "stream:send has no option 'dat'; did you mean 'data'?"),
            ("s.send { data = 1 }", "call it with a colon: stream:send { data = … }"),
            ("s:sent { data = 1 }", "a stream has no 'sent'; did you mean 'send'?"),
            ("mock.halt(404)", "there is no request to answer here: mock.halt only works inside a handler"),
        ])
    func misuse(code: String, message: String) throws {
        let played = try play("return mock.sse(function(s) \(code) end)")
        #expect(played.failure?.message == message)
    }
}

@Suite("WebSockets")
struct WebSocketTests {
    private static let echo = """
        return mock.websocket(function(socket)
            for message in socket:messages() do socket:send({ echo = message }) end
            mock.state.set("ended", socket.closed)
        end)
        """

    /// Plays with messages in turn, then the client's close.
    private func play(_ body: String, _ messages: [WebSocketMessage]) throws -> Played {
        let mock = try LuaMock(get: body)
        let driver = HandDriver(mock.engine)
        var left = messages
        return driver.play(mock.engine.begin(.webSocket())) { wait in
            guard case .receive = wait else { return nil }
            return left.isEmpty ? .closed : .received(left.removeFirst())
        }
    }

    private func text(_ text: String) -> WebSocketMessage { .text(Array(text.utf8)) }

    @Test("get JSON parsed, other text as it is, and bytes as bytes")
    func messages() throws {
        let played = try play(WebSocketTests.echo, [text(#"{"a":[1]}"#), text("hello"), .binary([0xFF])])
        #expect(played.delivery?.response.status == 101 && played.delivery?.stream?.kind == .socket)
        #expect(played.text.hasPrefix(#"{"echo":{"a":[1]}}{"echo":"hello"}"#))
        #expect(played.isFinished)
    }

    @Test(
        "are refused before their function begins when the request is no handshake",
        arguments: [
            (Request(method: "GET", target: "/"), 426, "This route is a WebSocket"),
            (Request(method: "GET", target: "/", headers: HeaderFields([("Upgrade", "websocket")])), 426, "This route"),
            (changed("Sec-WebSocket-Version", "8"), 426, "Sec-WebSocket-Version is 8"),
            (changed("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ="), 400, "16 bytes in base64"),
        ])
    func refusal(request: Request, status: Int, detail: String) throws {
        let mock = try LuaMock(get: "return mock.websocket(function(s) mock.state.set('began', true) s:receive() end)")
        let played = HandDriver(mock.engine).play(mock.engine.begin(request))
        let delivery = try #require(played.delivery)
        #expect(delivery.stream == nil && played.waiting == nil)
        #expect(delivery.response.status == status && delivery.exchange.response?.status == status)
        #expect(delivery.response.headers["upgrade"] == (status == 426 ? "websocket" : nil))
        #expect(delivery.response.headers["sec-websocket-version"] == (status == 426 ? "13" : nil))
        #expect(delivery.response.text.contains(detail) && delivery.exchange.reason.sentence.contains(detail))
        #expect(delivery.exchange.changes.isEmpty)
    }

    private static func changed(_ name: String, _ value: String) -> Request {
        var headers = Request.webSocket().headers
        headers.remove(name)
        headers.append(name, value)
        return Request(method: "GET", target: "/", headers: headers)
    }

    @Test("send text as text, other bytes as binary, and close with code and reason")
    func sending() throws {
        let played = try play(
            #"return mock.websocket(function(s) s:send("é") s:send("\xff") s:close(4001, "bye") s:send("late") end)"#,
            [])
        #expect(played.parts == [.text(Array("é".utf8)), .binary([0xFF]), .close(code: 4001, reason: "bye")])
    }

    @Test("wait for a message for at most a time")
    func timeout() throws {
        let mock = try LuaMock(
            get: "return mock.websocket(function(s) local m = s:receive('5s') s:send(m == nil and 'nothing' or m) end)")
        let driver = HandDriver(mock.engine)
        let played = driver.play(mock.engine.begin(.webSocket())) { wait in
            guard case .receive(.seconds(5), _) = wait else { return nil }
            return .elapsed
        }
        #expect(played.text == "nothing")
    }

    @Test("send what other functions of the session hand over while they wait for a message")
    func outbox() throws {
        let mock = try LuaMock(
            get: """
                return mock.websocket(function(socket)
                    mock.after("1s", function() socket:send("tick") end)
                    socket:receive()
                end)
                """)
        let driver = HandDriver(mock.engine)
        let played = driver.play(mock.engine.begin(.webSocket()))
        let waiting = try #require(played.waiting)
        _ = driver.advance(by: .seconds(1))
        #expect(driver.takeWoken() == [waiting.token])
        let after = driver.play(mock.engine.resume(waiting.token, with: .woken))
        #expect(after.text == "tick" && after.waiting != nil)
    }

    @Test(
        "refuse what cannot be done",
        arguments: [
            ("s:send(5)", "the message of socket:send must be text, not a number"),
            ("s:receive(5)", "the timeout of socket:receive: 5 has no unit; write \"5ms\""),
            ("s:close(1006)", "socket:close: 1006 is no code to send; use 1000, 1001 to 1014, or 3000 to 4999"),
            ("s.close()", "call it with a colon: socket:close(code, reason)"),
            ("s.name = 1", "a socket has no fields to set"),
        ])
    func misuse(code: String, message: String) throws {
        #expect(try play("return mock.websocket(function(s) \(code) end)", []).failure?.message == message)
    }
}

@Suite("Published values")
struct MessageTests {
    @Test("reach everyone in the session who is subscribed, once each")
    func publish() throws {
        let mock = try LuaMock([
            "routes/listen/route.lua": """
            return { GET = function() return mock.stream("text/plain", function(out)
                for value in mock.subscribe("room") do
                    out:write(value.text .. ";")
                    if value.last then break end
                end
            end) end }
            """,
            "routes/say/route.lua": """
            return { POST = function(req) mock.publish("room", req.json) return 204 end }
            """,
        ])
        let driver = HandDriver(mock.engine)
        let listeners = (0..<2).map { _ in
            driver.play(mock.engine.begin(Request(method: "GET", target: "/listen")))
        }
        _ = mock.call("POST", "/say", body: #"{"text":"a"}"#)
        _ = mock.call("POST", "/say", body: #"{"text":"b","last":true}"#)
        #expect(driver.takeWoken() == listeners.compactMap { $0.waiting?.token })
        for listener in listeners {
            let waiting = try #require(listener.waiting)
            let played = driver.play(mock.engine.resume(waiting.token, with: .woken))
            #expect(played.text == "a;b;" && played.isFinished)
        }
        #expect(mock.call("POST", "/say", body: #"{"text":"c"}"#) == "204")
        #expect(driver.takeWoken().isEmpty)
    }

    @Test("are refused at file level, where no client could read them")
    func fileLevel() throws {
        let mock = try LuaMock(["routes/route.lua": "mock.subscribe('x') return { GET = function() end }"])
        #expect(mock.problems.first?.message.contains("mock.subscribe only works inside a handler") == true)
    }
}
