import TestSupport
import Testing

/// Faults from code: they befall the response as it stands, as `@fault` does over an example.
@Suite(.ownThreads) struct FaultFromCodeTests {
    private static let text = String(repeating: "0123456789", count: 4)

    private func mock() throws -> EdgeMock {
        try EdgeMock([
            "routes/example/GET.http":
                "HTTP/1.1 203 Fine\nContent-Type: text/plain\nX-Of: example\n\n\(FaultFromCodeTests.text)",
            "routes/example/route.lua": """
            return { GET = function(req, res)
              return mock.fault(req.query.fault, { after = tonumber(req.query.after), rate = req.query.rate })
            end }
            """,
            "routes/made/route.lua": """
            return { GET = function(req, res)
              res.fault = mock.fault(req.query.fault, { after = tonumber(req.query.after) })
              return 203, "\(FaultFromCodeTests.text)", { ["X-Of"] = "code" }
            end }
            """,
            "routes/named/route.lua": """
            return { GET = function(req, res) res.fault = "truncate" res.body = "\(FaultFromCodeTests.text)" end }
            """,
            "routes/around/GET.http": "HTTP/1.1 203 Fine\nContent-Type: text/plain\n\n\(FaultFromCodeTests.text)",
            "routes/around/middleware.lua":
                "return function(req, res, next) next() return mock.fault(req.query.fault) end",
            "routes/bad/route.lua":
                "return { GET = function(req, res) res.fault = 7 end, PUT = function() return mock.fault(\"slow\", { after = -1 }) end }",
            "routes/drip/GET.http": "# @fault slow\n# @rate 1MB/s\nHTTP/1.1 200 OK\nContent-Type: text/plain\n\n"
                + String(repeating: "x", count: 100_000),
        ])
    }

    private func play(_ mock: EdgeMock, _ target: String) throws -> (text: String, ending: RawClient.Ending) {
        let end = try mock.client("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n").readToEnd()
        return (String(decoding: end.bytes, as: UTF8.self), end.ending)
    }

    private func body(_ text: String) -> Substring {
        text.firstRange(of: "\r\n\r\n").map { text[$0.upperBound...] } ?? ""
    }

    @Test func `a fault befalls the example, and what code made`() throws {
        let mock = try mock()
        for (path, of) in [("/example", "example"), ("/made", "code")] {
            let half = try play(mock, "\(path)?fault=truncate")
            #expect(half.text.hasPrefix("HTTP/1.1 203 "))
            #expect(half.text.contains("X-Of: \(of)\r\n"))
            #expect(half.text.contains("Content-Length: 40\r\n"))
            #expect(body(half.text) == "01234567890123456789" && half.ending == .closed)
            #expect(body(try play(mock, "\(path)?fault=truncate&after=7").text) == "0123456")
            let broken = try play(mock, "\(path)?fault=malformed&after=4")
            #expect(broken.text.contains("Transfer-Encoding: chunked\r\n"))
            #expect(body(broken.text) == "4\r\n0123\r\nnot-a-size\r\n")
            let reset = try play(mock, "\(path)?fault=reset&after=3")
            #expect(body(reset.text) == "012" && reset.ending == .reset)
            #expect(try play(mock, "\(path)?fault=empty").text == "")
        }
        #expect(body(try play(mock, "/named").text) == "01234567890123456789")
        let around = try play(mock, "/around?fault=truncate")
        #expect(around.text.hasPrefix("HTTP/1.1 203 ") && body(around.text) == "01234567890123456789")
    }

    @Test func `slow drips the body at the speed that is given, after what is sent at once`() throws {
        let mock = try mock()
        let client = try mock.client("GET /example?fault=slow&after=10&rate=100kB/s HTTP/1.1\r\nHost: a\r\n\r\n")
        let answer = try #require(client.readResponse())
        #expect(answer.status == 203 && answer.text == FaultFromCodeTests.text)
        let drip = try mock.client("GET /drip HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(drip.readResponse()?.body.count == 100_000, "64 bytes a second would take half an hour")
    }

    @Test func `what is no fault is refused with its line`() throws {
        let mock = try mock()
        #expect(try mock.answer("GET", "/bad").text.contains("res.fault must be the name of a fault"))
        #expect(try mock.answer("PUT", "/bad").text.contains("after of mock.fault must be 0 or more"))
    }
}
