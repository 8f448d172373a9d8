import MockModel
import Testing

@Suite("Passing a call on")
struct ForwardingTests {
    private func request(_ target: String = "/a%2Fb?x=1", headers: [(String, String)] = []) -> Request {
        Request(method: "POST", target: target, headers: HeaderFields(headers), body: [1, 2])
    }

    @Test("What belongs to one connection stays behind")
    func endToEnd() {
        let headers = HeaderFields([
            ("Host", "x"), ("Connection", "close, X-Secret"), ("X-Secret", "1"), ("Keep-Alive", "1"),
            ("Proxy-Authorization", "1"), ("TE", "trailers"),
            ("Trailer", "X"), ("Transfer-Encoding", "chunked"), ("Upgrade", "h2c"), ("content-length", "3"),
            ("Set-Cookie", "a"), ("Set-Cookie", "b"),
        ])
        #expect(headers.endToEnd.fields.map(\.name) == ["Host", "Set-Cookie", "Set-Cookie"])
    }

    @Test("Method, path, query and body go on as they are; the base's path stands before")
    func forwarded() throws {
        let sent = try OutgoingRequest.forwarding(
            request(headers: [
                ("Host", "mock"), ("Accept-Encoding", "br"), ("Accept", "a/b"), ("Expect", "100-continue"),
            ]),
            to: "https://api.example.com/v2/", allowed: ["https://api.example.com"])
        #expect(sent.method == "POST")
        #expect(sent.url == "https://api.example.com/v2/a%2Fb?x=1")
        #expect(sent.body == [1, 2])
        #expect(sent.headers == HeaderFields([("Accept", "a/b"), ("X-Mock-Depth", "1"), ("Via", "1.1 mockscript")]))
        #expect(
            try OutgoingRequest.forwarding(request("http://mock/x"), to: "http://h", allowed: []).url == "http://h/x")
    }

    @Test("Mocks that call one another stop at the tenth")
    func depth() throws {
        var request = request()
        for depth in 1...10 {
            let sent = try OutgoingRequest.forwarding(request, to: "http://h", allowed: [])
            #expect(sent.headers["x-mock-depth"] == String(depth))
            request = self.request(headers: [("X-Mock-Depth", String(depth))])
        }
        for depth in ["10", "11", "99999999999"] {
            #expect(throws: OutgoingFailure.self) {
                try OutgoingRequest.forwarding(
                    self.request(headers: [("X-Mock-Depth", depth)]), to: "http://h", allowed: [])
            }
        }
    }

    @Test("A base that is no URL is said")
    func badBase() {
        #expect(throws: OutgoingFailure.self) {
            try OutgoingRequest.forwarding(request(), to: "api.example.com", allowed: [])
        }
    }
}
