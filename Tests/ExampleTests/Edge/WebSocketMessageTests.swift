import MockModel
import TestSupport
import Testing

/// Messages of WebSockets at the socket: text or binary as asked for, also empty ones.
@Suite(.ownThreads) struct WebSocketMessageTests {
    private static let route = """
        return {
          GET = function() return mock.websocket(function(s)
            for message, kind in s:messages() do
              s:send(kind .. ":" .. tostring(message) .. ":" .. type(message))
            end
          end) end,
          ["GET /out"] = function() return mock.websocket(function(s)
            s:send("abc", { binary = true })
            s:send({ a = 1 }, { binary = true })
            s:send("abc", { binary = false })
            s:send("abc")
            s:send("\\xFF")
            s:send("")
            s:send("", { binary = true })
            local ok, why = pcall(s.send, s, "\\xFF", { binary = false })
            s:send(tostring(why))
            local ok, why = pcall(s.send, s, "x", { binray = true })
            s:send(tostring(why))
          end) end,
        }
        """

    private func open(_ mock: EdgeMock, _ target: String) throws -> RawClient {
        let client = try mock.client(
            "GET \(target) HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
        #expect(client.readResponse()?.status == 101)
        return client
    }

    /// The next short frame of the server: its opcode and its payload.
    private func frame(_ client: RawClient, _ bytes: inout [UInt8]) -> (UInt8, String)? {
        while bytes.count < 2 || bytes.count < 2 + Int(bytes[1]) {
            let more = client.read(atLeast: 1, within: 600)
            if more.isEmpty { return nil }
            bytes += more
        }
        let end = 2 + Int(bytes[1])
        defer { bytes.removeFirst(end) }
        return (bytes[0] & 0x0F, String(decoding: bytes[2..<end], as: UTF8.self))
    }

    @Test func `what comes says whether it was text or binary`() throws {
        let mock = try EdgeMock(["routes/route.lua": WebSocketMessageTests.route])
        let client = try open(mock, "/")
        var bytes: [UInt8] = []
        for (opcode, payload, expected) in [
            (UInt8(1), "hi", "text:hi:string"), (2, "hi", "binary:hi:string"), (1, "", "text::string"),
            (2, "", "binary::string"), (2, "{\"a\":1}", "binary:{\"a\":1}:string"), (1, "17", "text:17:number"),
        ] {
            client.send([0x80 | opcode, 0x80 | UInt8(payload.utf8.count), 0, 0, 0, 0] + Array(payload.utf8))
            let answer = frame(client, &bytes)
            #expect(answer?.0 == 1 && answer?.1 == expected)
        }
    }

    @Test func `a request without a handshake is 426 on the wire and in the journal`() async throws {
        let mock = try EdgeMock(["routes/route.lua": WebSocketMessageTests.route])
        let response = try mock.answer("GET", "/out")
        #expect(response.status == 426 && response["upgrade"] == "websocket")
        let call = try #require(try await mock.calls(1).first)
        #expect(call["response"]?["status"] == 426 || call["status"] == 426, "\(call)")
    }

    @Test func `messages go as text or binary as asked for, also empty ones`() throws {
        let mock = try EdgeMock(["routes/route.lua": WebSocketMessageTests.route])
        let client = try open(mock, "/out")
        var bytes: [UInt8] = []
        for (opcode, payload) in [
            (UInt8(2), "abc"), (2, "{\"a\":1}"), (1, "abc"), (1, "abc"), (2, "\u{FFFD}"), (1, ""), (2, ""),
        ] {
            let got = frame(client, &bytes)
            #expect(got?.0 == opcode && got?.1 == payload)
        }
        #expect(frame(client, &bytes)?.1.contains("must be UTF-8") == true)
        #expect(frame(client, &bytes)?.1.contains("binray") == true)
    }
}
