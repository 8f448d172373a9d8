import MockModel
import Testing

@Suite struct ResponseHeadTests {
    @Test func `what would break out of its line is refused`() {
        #expect(throws: ResponseHeadError.status(99)) { try Response(status: 99).checkHead() }
        #expect(throws: ResponseHeadError.status(1000)) { try Response(status: 1000).checkHead() }
        #expect(throws: ResponseHeadError.reason("a\nb")) { try Response(reason: "a\nb").checkHead() }
        for value in ["a\rb", "a\nb", "a\0b"] {
            #expect(throws: ResponseHeadError.value(of: "A")) {
                try Response(headers: HeaderFields([("A", value)])).checkHead()
            }
        }
        for name in ["", "a b", "a:b", "a\nb"] {
            #expect(throws: ResponseHeadError.name(name)) {
                try Response(headers: HeaderFields([(name, "x")])).checkHead()
            }
        }
    }

    @Test(arguments: ["Content-length", "CONNECTION", "transfer-encoding"])
    func `a framing field is not written, so that its value may be anything`(_ name: String) throws {
        try Response(headers: HeaderFields([(name, "a\nb")])).checkHead()
        #expect(HeaderFields.Field(name, "").isFraming)
        #expect(!HeaderFields.Field(name + "s", "").isFraming)
    }

    @Test func `a slot keeps its first encoding, for the sink that made it`() {
        let slot = EncodingSlot()
        let (mine, other) = (ResponseEncoding.Format(1), ResponseEncoding.Format(2))
        #expect(slot.isEmpty && slot.encoding(in: mine) == nil)
        let first = ResponseEncoding([1], in: mine)
        slot.fill(with: first)
        slot.fill(with: ResponseEncoding([2], in: other))
        #expect(slot.encoding(in: mine) === first)
        #expect(slot.encoding(in: other) == nil && !slot.isEmpty)
    }
}

@Suite struct HTTPDateTests {
    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
        (4_102_444_799, "Thu, 31 Dec 2099 23:59:59 GMT"),
    ])
    func `a date is written and read`(_ seconds: Int, _ text: String) {
        #expect(HTTPDate.format(seconds) == text)
        #expect(HTTPDate.parse(text) == seconds)
    }

    @Test(arguments: [
        "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 32 Nov 1994 08:49:37 GMT",
    ])
    func `anything else is not read`(_ text: String) {
        #expect(HTTPDate.parse(text) == nil)
    }
}

@Suite struct RequestTargetTests {
    @Test(arguments: [
        ("/", "/", []), ("/a/b", "/a/b", ["a", "b"]), ("/a/b/", "/a/b/", ["a", "b"]), ("//", "//", [""]),
        ("/a%2Fb/c%20d", "/a/b/c d", ["a/b", "c d"]), ("http://x:1/a?b", "/a", ["a"]), ("http://x?b", "/", []),
        ("*", "*", ["*"]),
    ])
    func `a target is cut into its segments`(_ target: String, _ path: String, _ segments: [String]) {
        let request = Request(method: "GET", target: target)
        #expect(request.path == path)
        #expect(request.segments == segments)
    }

    @Test func `the host is that of an absolute target before that of the header`() {
        let headers = HeaderFields([("Host", "y")])
        #expect(Request(method: "GET", target: "http://x:1/a", headers: headers).host == "x:1")
        #expect(Request(method: "GET", target: "/a?http://x", headers: headers).host == "y")
    }

    @Test func `a query is what follows the first question mark`() {
        #expect(Request(method: "GET", target: "/a?b?c").query == "b?c")
        #expect(Request(method: "GET", target: "/a?").query?.isEmpty == true)
        #expect(Request(method: "GET", target: "/a").query == nil)
    }
}
