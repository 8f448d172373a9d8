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
    func forwarded() {
        let sent = OutgoingRequest.forwarding(
            request(headers: [
                ("Host", "mock"), ("Accept-Encoding", "br"), ("Accept", "a/b"), ("Expect", "100-continue"),
            ]),
            to: "https://api.example.com/v2/", allowed: ["https://api.example.com"])
        #expect(sent.method == "POST")
        #expect(sent.url == "https://api.example.com/v2/a%2Fb?x=1")
        #expect(sent.body == [1, 2])
        #expect(sent.headers == HeaderFields([("Accept", "a/b"), ("Via", "1.1 mockscript"), ("X-Mock-Depth", "1")]))
        #expect(
            OutgoingRequest.forwarding(request("http://mock/x"), to: "http://h", allowed: []).url == "http://h/x")
    }

    @Test("Mocks that call one another stop at the tenth")
    func depth() {
        var headers: [(String, String)] = []
        for depth in 1...11 {
            let sent = OutgoingRequest.forwarding(request(headers: headers), to: "http://h", allowed: [])
            #expect(sent.headers.values(of: "x-mock-depth") == [String(depth)])
            #expect((CallDepth.failure(of: sent.headers)?.kind == .notAllowed) == (depth == 11))
            headers = [("X-Mock-Depth", String(depth))]
        }
        let deep = request(headers: [("X-Mock-Depth", "99999999")])
        #expect(CallDepth.failure(of: OutgoingRequest(url: "http://h").deeper(than: deep).headers) != nil)
        #expect(OutgoingRequest(url: "http://h").deeper(than: nil).headers["X-Mock-Depth"] == "1")
    }

    @Test("A base that is no URL stays as it is")
    func badBase() {
        #expect(OutgoingRequest.forwarding(request(), to: "api.example.com", allowed: []).url == "api.example.com")
    }
}
