import Foundation
import MockModel
import TestSupport
import Testing

/// Clients that leave before they have their answer.
@Suite(.ownThreads) struct DepartureTests {
    @Test func `a client that leaves is journalled as that, in a handler and in a delay`() async throws {
        let mock = try EdgeMock([
            "routes/wait/route.lua": """
            return { POST = function() mock.state.set("begun", true) print("began") mock.sleep("1h") return 201 end }
            """,
            "routes/slow/GET.http": "# @delay 1h\nHTTP/1.1 200 OK\n\nlate",
            "routes/drip/GET.http": "# @rate 1B/s\nHTTP/1.1 200 OK\nContent-Type: text/plain\n\n0123456789",
            "routes/fast/GET.json": "{}",
        ])
        for (number, request) in ["POST /wait", "GET /slow", "GET /drip"].enumerated() {
            let client = try mock.client("\(request) HTTP/1.1\r\nHost: a\r\n\r\n")
            if number == 2 { _ = client.read(atLeast: 1) }
            _ = try mock.answer("GET", "/fast")
            client.close()
            let calls = try await mock.calls(2 * (number + 1))
            #expect(calls.count == 2 * (number + 1))
        }
        let calls = try await mock.calls(6)
        func call(_ url: String) -> JSONValue? { calls.first { $0["request"]?["url"] == .string(url) } }
        for url in ["/wait", "/slow"] {
            try await left(mock, url)
            #expect(try mock.calls().first { $0["request"]?["url"] == .string(url) }?["response"] == .null)
        }
        try await left(mock, "/drip")
        #expect(call("/wait")?["handler"]?["at"]?.text?.hasPrefix("routes/wait/route.lua:1") == true)
        #expect(call("/wait")?["handler"]?["log"] == ["began"])
        #expect(call("/wait")?["state"]?.elements?.count == 1)
        #expect(call("/fast")?["client_left"] == nil)
    }

    @Test func `a client that leaves a stream, a WebSocket or a response that hangs is marked`() async throws {
        let mock = try EdgeMock([
            "routes/stream/route.lua":
                "return { GET = function() return mock.sse(function(s) s:send { data = 1 } mock.sleep(\"1h\") end) end }",
            "routes/socket/route.lua":
                "return { GET = function() return mock.websocket(function(s) s:send(\"a\") s:receive() end) end }",
            "routes/hang/GET.http": "# @fault hang\nHTTP/1.1 200 OK\n\nnever",
        ])
        let upgrade =
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
            + "dGhlIHNhbXBsZSBub25jZQ==\r\n"
        for (path, more) in [("/stream", ""), ("/socket", upgrade), ("/hang", ""), ("/socket?closed", upgrade)] {
            let client = try mock.client("GET \(path) HTTP/1.1\r\nHost: a\r\n\(more)\r\n")
            if path != "/hang" { _ = client.read(atLeast: 30) }
            // A masked close frame with the code 1000.
            if path.hasSuffix("closed") { client.send([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xE8]) }
            if path.hasSuffix("closed") { _ = client.readToEnd() }
            client.close()
            if !path.hasSuffix("closed") { try await left(mock, path) }
        }
        let closed = try await mock.calls(4).first { $0["request"]?["url"] == "/socket?closed" }
        #expect(closed != nil && closed?["client_left"] == nil, "a WebSocket that is closed has its end")
    }

    @Test func `a client that leaves within its request is told, without the part of its body`() async throws {
        let mock = try EdgeMock(["routes/up/POST.json": "{}"])
        let parts: [(String, String)] = [
            ("Content-Length: 100\r\n\r\n{\"password\":\"s3cr3t", "19 of 100 bytes of the request body came"),
            ("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "3 bytes of the request body came, not its end"),
        ]
        for (number, (part, why)) in parts.enumerated() {
            let client = try mock.client("POST /up HTTP/1.1\r\nHost: a\r\n\(part)")
            _ = try mock.answer("GET", "/_mock/health")
            client.close()
            let calls = try await mock.calls(number + 1)
            let call = try #require(calls.last)
            #expect(call["request"]?["url"] == "/up" && call["client_left"] == true)
            #expect(call["response"] == .null && call["match"]?["why"] == .string(why))
            #expect(!String(decoding: JSONWriter.compact(call), as: UTF8.self).contains("s3cr3t"))
        }
        #expect(try mock.answer("POST", "/up").status == 200)
    }

    private func left(_ mock: EdgeMock, _ url: String) async throws {
        for _ in 0..<12_000 {
            let call = try mock.calls().first { $0["request"]?["url"] == .string(url) }
            if call?["client_left"] == true { return }
            await onThread { _ = usleep(50_000) }
        }
        Issue.record("\(url) is not marked")
    }
}
