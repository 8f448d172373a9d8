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

    private func left(_ mock: EdgeMock, _ url: String) async throws {
        for _ in 0..<12_000 {
            let call = try mock.calls().first { $0["request"]?["url"] == .string(url) }
            if call?["client_left"] == true { return }
            await onThread { _ = usleep(50_000) }
        }
        Issue.record("\(url) is not marked")
    }
}
