import MockModel
import TestSupport
import Testing

/// What pages of other origins may read, as their browser sees it.
@Suite(.ownThreads) struct CORSTests {
    private static let files = [
        "routes/x/GET.json": "{\"x\":1}",
        "routes/code/route.lua": "return { GET = function() return 201, {} end, PUT = function() error(\"no\") end }",
        "routes/any/route.lua": "return { ANY = function() return 418 end }",
        "routes/own/GET.http": "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://else.example\n\n",
        "routes/own/OPTIONS.http": "HTTP/1.1 299 Mine\nX-Mine: yes\n\n",
        "routes/cut/GET.http": "# @fault truncate\nHTTP/1.1 200 OK\nContent-Type: text/plain\n\n0123456789",
        "routes/down/GET.json": "{}",
        "routes/few/GET.json": "{}",
    ]
    private static let behaviors = """
        behaviors:
          /down: { fail: { rate: 1, status: 503 } }
          /few: { limit: { requests: 0, per: 1m } }

        """
    private static let page = "https://app.example.test"

    private func mock(_ cors: String, _ arguments: [String] = ["--no-watch"]) throws -> EdgeMock {
        var files = CORSTests.files
        files["mockscript.yaml"] = CORSTests.behaviors + cors
        return try EdgeMock(files, arguments)
    }

    private func preflight(_ mock: EdgeMock, _ target: String, _ origin: String, method: String = "PUT") throws
        -> RawResponse
    {
        try mock.answer(
            "OPTIONS", target,
            [
                ("Origin", origin), ("Access-Control-Request-Method", method),
                ("Access-Control-Request-Headers", "x-a, authorization"),
            ])
    }

    @Test func `with cors true every answer may be read`() throws {
        let mock = try mock("cors: true")
        let expected: [(String, String, [(String, String)], Int)] = [
            ("GET", "/x", [], 200), ("HEAD", "/x", [], 200), ("POST", "/x", [], 405), ("GET", "/nope", [], 404),
            ("GET", "/code", [], 201), ("PUT", "/code", [], 500), ("GET", "/down", [], 503), ("GET", "/few", [], 429),
            ("GET", "/x", [("X-Mock-Example", "default")], 200), ("GET", "/x", [("X-Mock-Example", "no")], 404),
            ("GET", "/x", [("X-Mock-Session", "other")], 400),
        ]
        for (method, target, headers, status) in expected {
            let answer = try mock.answer(method, target, [("Origin", CORSTests.page)] + headers)
            #expect(answer.status == status, "\(method) \(target)")
            #expect(answer["access-control-allow-origin"] == "*", "\(method) \(target) \(headers)")
            #expect(answer["access-control-expose-headers"] == "*")
        }
        let cut = try mock.client("GET /cut HTTP/1.1\r\nHost: a\r\nOrigin: \(CORSTests.page)\r\n\r\n").readToEnd()
        #expect(String(decoding: cut.bytes, as: UTF8.self).contains("Access-Control-Allow-Origin: *\r\n"))
        let large = try mock.client(
            "POST /x HTTP/1.1\r\nHost: a\r\nOrigin: \(CORSTests.page)\r\nContent-Length: 99999999\r\n\r\n")
        let refused = large.readResponse()
        #expect(refused?.status == 413 && refused?["access-control-allow-origin"] == "*", "answers of the edge too")
        #expect(try mock.answer("GET", "/x")["access-control-allow-origin"] == nil, "no page asks")
    }

    @Test func `a preflight is granted what it asks for, on every path`() throws {
        let mock = try mock("cors: { max_age: 10m }")
        for target in ["/x", "/nope", "/any", "/code", "/down"] {
            let answer = try preflight(mock, target, CORSTests.page)
            #expect(answer.status == 204, "\(target)")
            #expect(answer["access-control-allow-origin"] == "*")
            #expect(answer["access-control-allow-methods"] == "PUT")
            #expect(answer["access-control-allow-headers"] == "x-a, authorization")
            #expect(answer["access-control-max-age"] == "600")
        }
        let own = try preflight(mock, "/own", CORSTests.page)
        #expect(own.status == 299, "a route for OPTIONS of its own answers")
        #expect(own["access-control-allow-origin"] == "*")
        #expect(own["access-control-allow-methods"] == "PUT", "what it does not say is said for it")
        #expect(own["access-control-allow-headers"] == "x-a, authorization")
        let kept = try mock.answer("GET", "/own", [("Origin", CORSTests.page)])
        #expect(
            kept.headers.filter { $0[0] == "Access-Control-Allow-Origin" }.map { $0[1] } == ["https://else.example"])
    }

    @Test func `a page sees why the head of its request is refused`() throws {
        for (cors, expected) in [("cors: true", "*"), ("cors: { origins: [\"\(CORSTests.page)\"] }", CORSTests.page)] {
            let mock = try mock(cors)
            let origin = "Origin: \(CORSTests.page)\r\n"
            for (head, status) in [
                ("\(origin)No Name: x\r\n", 400), ("No Name: x\r\noRIGIN:\(CORSTests.page)\r\n", 400),
                ("\(origin)Cookie: \(String(repeating: "c", count: 70_000))\r\n", 431),
                ("\(origin)Host: b\r\n", 400), ("Content-Length: x\r\n\(origin)", 400),
            ] {
                let refused = try mock.client("GET /x HTTP/1.1\r\nHost: a\r\n\(head)\r\n").readResponse()
                #expect(refused?.status == status)
                #expect(refused?["access-control-allow-origin"] == expected, "\(head.prefix(40))")
            }
        }
        let foreign = try mock("cors: { origins: [\"https://b.test\"] }")
            .client("GET /x HTTP/1.1\r\nHost: a\r\nOrigin: \(CORSTests.page)\r\nNo Name: x\r\n\r\n").readResponse()
        #expect(foreign?.status == 400 && foreign?["access-control-allow-origin"] == nil)
    }

    @Test func `listed origins are allowed by name, with credentials and headers as set`() throws {
        let mock = try mock(
            "cors: { origins: [\"\(CORSTests.page)\"], headers: [X-A], credentials: true }")
        let answer = try mock.answer("GET", "/x", [("Origin", CORSTests.page)])
        #expect(answer["access-control-allow-origin"] == CORSTests.page)
        #expect(answer["access-control-allow-credentials"] == "true")
        #expect(answer["access-control-expose-headers"] == "X-Mock-Call")
        #expect(answer["vary"] == "Origin")
        #expect(try preflight(mock, "/x", CORSTests.page)["access-control-allow-headers"] == "X-A")
        for origin in ["https://app.example.test:8443", "http://app.example.test", "null", "http://localhost:3000"] {
            #expect(try mock.answer("GET", "/x", [("Origin", origin)])["access-control-allow-origin"] == nil)
            #expect(try preflight(mock, "/x", origin)["access-control-allow-origin"] == nil)
        }
    }

    @Test(arguments: [
        (["X-A"], "x-a, authorization", ["authorization"]), (["x-a", "Authorization"], "x-a, authorization", []),
        (["*"], "x-a", []), ([], "x-a", ["x-a"]), (["x-a"], "", []),
    ])
    func `a header that a preflight asks for and the setting does not list is refused`(
        listed: [String], asked: String, refused: [String]
    ) {
        #expect(CORSRules(headers: listed).refused(of: asked) == refused)
        #expect(CORSRules(headers: nil).refused(of: asked).isEmpty)
    }

    @Test func `without the setting pages of this machine may read, and the first that may not is told`() async throws {
        let mock = try mock("")
        for origin in ["http://localhost:3000", "http://127.0.0.1:5173", "https://[::1]:8080", "http://a.localhost"] {
            let answer = try mock.answer("GET", "/x", [("Origin", origin)])
            #expect(answer["access-control-allow-origin"] == origin)
            #expect(answer["access-control-allow-credentials"] == "true")
        }
        for origin in [
            CORSTests.page, "http://localhost.evil.test", "http://127.0.0.1.evil.test", "http://localhost:x", "null",
        ] {
            #expect(try preflight(mock, "/x", origin)["access-control-allow-origin"] == nil, "\(origin)")
        }
        let mention = try await mock.calls(9).map { String(decoding: JSONWriter.compact($0), as: UTF8.self) }
        #expect(mention.count == 9)
    }

    @Test(arguments: [
        ("cors: { origins: [\"https://app.example.test\"] }", true),
        ("cors: { origins: [\"*\"], credentials: true }", true),
        ("", false), ("cors: true", false), ("cors: false", false),
    ])
    func `an answer that other pages would get otherwise says so to caches`(cors: String, always: Bool) throws {
        let mock = try mock(cors)
        for target in ["/x", "/nope", "/code", "/down"] {
            let plain = try mock.answer("GET", target)
            #expect(plain["vary"] == (always ? "Origin" : nil), "\(target)")
            #expect(plain["access-control-allow-origin"] == nil)
        }
        let isOpen = cors.hasSuffix("true") || cors.hasSuffix("false")
        for origin in ["https://other.example.test", "null"] {
            let refused = try mock.answer("GET", "/x", [("Origin", origin)])
            #expect(refused["vary"] == (isOpen ? nil : "Origin"), "\(origin)")
            let asked = try preflight(mock, "/x", origin)
            let listed = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
            let isAllowed = asked["access-control-allow-origin"] != nil
            #expect(asked["vary"] == (isAllowed ? listed : cors.hasSuffix("false") ? nil : "Origin"), "\(origin)")
        }
        let own = try mock.answer("GET", "/own", [("Origin", "https://other.example.test")])
        #expect(own["vary"] == nil, "an answer that says it itself is left as it is")
    }

    @Test func `Vary is not said twice`() throws {
        let mock = try EdgeMock([
            "routes/a/GET.http": "HTTP/1.1 200 OK\nVary: Accept, origin\n\n",
            "routes/b/GET.http": "HTTP/1.1 200 OK\nVary: Accept\n\n",
        ])
        func vary(_ target: String) throws -> [String] {
            try mock.answer("GET", target, [("Origin", "https://other.example.test")]).headers
                .filter { $0[0] == "Vary" }.map { $0[1] }
        }
        #expect(try vary("/a") == ["Accept, origin"])
        #expect(try vary("/b") == ["Accept", "Origin"])
    }

    @Test func `cors false adds nothing, and --cors allows every origin`() throws {
        let off = try mock("cors: false")
        #expect(try off.answer("GET", "/x", [("Origin", "http://localhost:1")])["access-control-allow-origin"] == nil)
        let on = try mock("", ["--no-watch", "--cors"])
        #expect(try on.answer("GET", "/x", [("Origin", CORSTests.page)])["access-control-allow-origin"] == "*")
    }

    @Test func `answers of ours pass the middleware of their path, and an OPTIONS for all paths hides no miss`() throws
    {
        let mock = try EdgeMock([
            "mockscript.yaml": "cors: false",
            "routes/x/GET.json": "{}",
            "routes/{...path}/OPTIONS.http": "HTTP/1.1 204 No Content\nX-All: yes\n\n",
            "routes/middleware.lua": """
            return function(req, res, next)
              local r = next()
              r.headers["X-Seen"] = tostring(r.status)
              return r
            end
            """,
            "routes/x/middleware.lua":
                "return function(req, res, next) next() res.headers[\"X-In\"] = \"x\" return res end",
        ])
        let miss = try mock.answer("GET", "/nope")
        #expect(miss.status == 404)
        #expect(miss["x-seen"] == "404")
        #expect(miss["x-in"] == nil)
        #expect(miss["content-type"] == "application/problem+json")
        #expect(miss.text.contains("Nothing answers GET /nope"))
        let wrong = try mock.answer("POST", "/x")
        #expect(wrong.status == 405)
        #expect(wrong["x-seen"] == "405" && wrong["x-in"] == "x")
        #expect(wrong["allow"] == "GET, HEAD, OPTIONS")
        #expect(try mock.answer("OPTIONS", "/x")["x-all"] == "yes")
        let journal = try mock.calls()
        #expect(journal.first?["match"]?["why"]?.text?.hasPrefix("no route") == true)
    }
}
