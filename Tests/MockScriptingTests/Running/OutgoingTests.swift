import MockEngine
import MockModel
import TestSupport
import Testing

@Suite("Calls to other servers")
struct OutgoingTests {
    private static let settings = Settings(
        upstream: "https://up.example.test/base/", network: ["https://a.example.test", "http://127.0.0.1:*"])

    private func play(
        _ body: String, _ method: String = "GET", _ target: String = "/", headers: [(String, String)] = [],
        answer: @escaping (OutgoingRequest) -> OutgoingResult
    ) throws -> Played {
        let mock = try LuaMock(
            ["routes/{...rest}/route.lua": "return { ANY = function(req, res)\n\(body)\nend }"],
            settings: OutgoingTests.settings)
        try #require(mock.problems.isEmpty, "\(mock.problems)")
        let request = Request(method: method, target: target, headers: HeaderFields(headers), body: Array("sent".utf8))
        return HandDriver(mock.engine).play(mock.engine.begin(request)) { wait in
            guard case .fetch(let request) = wait else { return nil }
            return .fetched(answer(request))
        }
    }

    private func response(_ status: Int, _ text: String) -> OutgoingResult {
        .response(
            Response(
                status: status, headers: HeaderFields([("Content-Type", "application/json"), ("X-Up", "1")]),
                body: .bytes(Array(text.utf8))))
    }

    @Test("fetch with method, header, JSON and time-out, and read the answer")
    func fetch() throws {
        var seen: OutgoingRequest?
        let played = try play(
            """
            local up = mock.fetch("https://a.example.test/x", {
                method = "post", headers = { ["X-Key"] = "k" }, json = { a = 1 }, timeout = "2s" })
            return { up.ok, up.status, up.headers["X-UP"], up.json.b, up.error == nil }
            """
        ) { request in
            seen = request
            return response(201, #"{"b":"two"}"#)
        }
        #expect(played.delivery?.response.text == #"[true,201,"1","two",true]"#)
        #expect(seen?.method == "POST" && seen?.timeout == .seconds(2) && seen?.body == Array(#"{"a":1}"#.utf8))
        #expect(seen?.headers["x-key"] == "k" && seen?.headers["content-type"] == "application/json")
        #expect(seen?.allowed == OutgoingTests.settings.network + ["https://up.example.test/base/"])
    }

    @Test("without an answer read as status 0 with the reason")
    func failed() throws {
        let played = try play("local up = mock.fetch('https://a.example.test') return { up.ok, up.status, up.error }") {
            _ in .failure(OutgoingFailure(.refused, "a.example.test refused the connection"))
        }
        #expect(played.delivery?.response.text == #"[false,0,"refused"]"#)
        #expect(played.delivery?.exchange.log.first?.text == "mock.fetch: a.example.test refused the connection")
    }

    @Test("pass the request on and hand the answer back, ready to change")
    func proxy() throws {
        var seen: OutgoingRequest?
        let played = try play(
            """
            local up = mock.proxy(req)
            up.json.more = true
            up.headers["X-Up"] = nil
            return up
            """, "PUT", "/a%20b?q=1", headers: [("X-Own", "2")]
        ) { request in
            seen = request
            return response(203, #"{"a":1}"#)
        }
        #expect(seen?.url == "https://up.example.test/base/a%20b?q=1" && seen?.method == "PUT")
        #expect(seen?.body == Array("sent".utf8) && seen?.headers["x-own"] == "2")
        #expect(seen?.headers["x-mock-depth"] == "1" && seen?.headers["via"] == "1.1 mockscript")
        #expect(played.delivery?.response.status == 203)
        #expect(played.delivery?.response.text == #"{"a":1,"more":true}"#)
        #expect(played.delivery?.response.headers["x-up"] == nil)
    }

    @Test("send the header as the handler left it")
    func changedHeader() throws {
        var seen: OutgoingRequest?
        _ = try play(
            """
            req.headers["X-Own"] = "3"
            req.headers.Authorization = "Bearer t"
            req.headers["x-gone"] = nil
            return mock.proxy(req)
            """, "PUT", "/a",
            headers: [("X-Own", "2"), ("x-own", "2b"), ("X-Gone", "1"), ("X-Kept", "a"), ("x-kept", "b")]
        ) { request in
            seen = request
            return response(200, "{}")
        }
        #expect(seen?.headers.values(of: "x-own") == ["3"])
        #expect(seen?.headers.values(of: "authorization") == ["Bearer t"])
        #expect(seen?.headers.contains("x-gone") == false)
        #expect(seen?.headers.values(of: "x-kept") == ["a", "b"])
    }

    @Test("add nothing to the header of an answer that is handed back")
    func untouched() throws {
        let played = try play("return mock.proxy(req)") { _ in
            .response(Response(status: 200, headers: HeaderFields([("X-Up", "1")]), body: .bytes(Array("bytes".utf8))))
        }
        #expect(played.delivery?.response.headers.fields.map(\.name) == ["X-Up"])
        #expect(played.delivery?.response.text == "bytes")
    }

    @Test(
        "answer 502 or 504 when the upstream does not", arguments: [(OutgoingFailure.Kind.reset, 502), (.timeout, 504)])
    func gateway(kind: OutgoingFailure.Kind, status: Int) throws {
        let played = try play("return mock.proxy(req)") { _ in .failure(OutgoingFailure(kind, "it failed")) }
        #expect(played.delivery?.response.status == status)
        #expect(played.delivery?.response.text.contains("it failed") == true)
        #expect(played.delivery?.exchange.log.map(\.text) == ["routes/{...rest}/route.lua:1: mock.proxy: it failed"])
    }

    @Test("that come compressed unasked say so where JSON is read", arguments: ["fetch", "proxy"])
    func compressed(function: String) throws {
        let call = function == "fetch" ? "mock.fetch('https://a.example.test')" : "mock.proxy(req)"
        let played = try play("local up = \(call) return { n = up.json.n }") { _ in
            .response(Response(status: 200, body: .bytes([0x1F, 0x8B, 8, 0, 0])))
        }
        let told = try #require(played.delivery).exchange
        let text = "\(told.reason.sentence) \(told.log.map(\.text))"
        #expect(text.contains("the body is gzip, not JSON"), "\(text)")
    }

    @Test("go out as webhooks after the answer, signed, and again until they are taken")
    func webhook() throws {
        let mock = try LuaMock(
            get: """
                return mock.webhook { url = "http://127.0.0.1:9/hook", json = { a = 1 }, after = "1s",
                    sign = { secret = "s", header = "X-Signature", prefix = "sha256=" }, retry = { times = 2, backoff = "1s" } }
                """, settings: OutgoingTests.settings)
        let driver = HandDriver(mock.engine)
        let delivery = try #require(mock.delivery())
        var sent: [(OutgoingRequest, Int64)] = []
        let start = mock.engine.now
        _ = driver.advance(by: .seconds(60)) { wait in
            guard case .fetch(let request) = wait else { return nil }
            sent.append((request, mock.engine.now - start))
            return .fetched(response(sent.count < 3 ? 503 : 200, "{}"))
        }
        #expect(sent.map(\.1) == [1_000, 2_000, 4_000])
        let request = try #require(sent.first?.0)
        #expect(request.method == "POST" && request.body == Array(#"{"a":1}"#.utf8))
        #expect(request.headers["x-signature"]?.hasPrefix("sha256=") == true)
        let attempts = delivery.exchange.aftermath.events.compactMap { event -> WebhookAttempt? in
            if case .webhook(let attempt) = event { attempt } else { nil }
        }
        #expect(attempts.map(\.number) == [1, 2, 3] && attempts.map(\.isAccepted) == [false, false, true])
        #expect(attempts.map(\.retry) == [.seconds(1), .seconds(2), nil])
        #expect(delivery.response.text == attempts.first?.id)
    }

    /// The header fields of the first try of a webhook that is sent a second after 2026-01-01T00:00:00Z.
    private func signed(_ sign: String) throws -> HeaderFields {
        let options = "url = 'http://127.0.0.1:9/hook', body = 'payload', after = '1s', \(sign)"
        let mock = try LuaMock(get: "mock.webhook { \(options) } return 204", settings: OutgoingTests.settings)
        let driver = HandDriver(mock.engine)
        _ = try #require(mock.delivery())
        var headers: HeaderFields?
        _ = driver.advance(by: .seconds(2)) { wait in
            guard case .fetch(let request) = wait else { return nil }
            headers = request.headers
            return .fetched(response(200, "{}"))
        }
        return try #require(headers)
    }

    // The codes were made with another implementation of HMAC.
    @Test(
        "are signed as known senders sign, for the time at which they are sent",
        arguments: [
            (
                "sign = 'stripe', secret = 'whsec'", "Stripe-Signature",
                "t=1767225601,v1=a94297623f6da058ad54088357a2860b975f4bafabf3587cf72ccec19dd7172c"
            ),
            (
                "sign = { scheme = 'github', secret = 'whsec' }", "X-Hub-Signature-256",
                "sha256=ca0187e696e621328cfbbab12beff58fae885dfac99f6179854299719abc7fa5"
            ),
            (
                "sign = 'slack', secret = 'whsec'", "X-Slack-Signature",
                "v0=976df708ff8d0ae669500d94f483f9e223e55a84bb5b12779007ca67d7737af9"
            ),
            ("sign = 'slack', secret = 'whsec'", "X-Slack-Request-Timestamp", "1767225601"),
            (
                "sign = 'standard-webhooks', secret = 'whsec_MTIzNDU2Nzg=', headers = { ['Webhook-Id'] = 'msg_1' }",
                "webhook-signature", "v1,dloojqkN2wCgMQPAi6p7fhyxHIEzhfirEbcLvFy8qxk="
            ),
            (
                "sign = function(m) return { ['X-Sig'] = m.time .. m.method .. m.body .. m.url:sub(-5) } end",
                "X-Sig", "1767225601POSTpayload/hook"
            ),
        ])
    func signatures(sign: String, name: String, value: String) throws {
        #expect(try signed(sign)[name] == value)
    }

    @Test("are signed anew for each try, after the answer, with the same id")
    func retries() throws {
        let mock = try LuaMock(
            get: """
                mock.webhook { url = 'http://127.0.0.1:9/', body = 'b', sign = 'standard-webhooks', secret = 'c2VjcmV0',
                    retry = { times = 2, backoff = '10m' } }
                mock.sleep('2s')
                return 204
                """, settings: OutgoingTests.settings)
        let driver = HandDriver(mock.engine)
        let request = Request(method: "GET", target: "/")
        var seen: [HeaderFields] = []
        _ = driver.play(mock.engine.begin(request)) { _ in nil }
        _ = driver.advance(by: .seconds(3_600)) { wait in
            guard case .fetch(let request) = wait else { return nil }
            seen.append(request.headers)
            return .fetched(response(503, "{}"))
        }
        #expect(seen.map { $0["webhook-timestamp"] } == ["1767225602", "1767226202", "1767227402"])
        #expect(Set(seen.map { $0["webhook-id"] }).count == 1 && Set(seen.map { $0["webhook-signature"] }).count == 3)
        #expect(seen.allSatisfy { $0.values(of: "webhook-signature").count == 1 })
    }

    @Test("carry an id that the signature covers")
    func signedID() throws {
        let standard = try signed("sign = 'standard-webhooks', secret = 'whsec_MTIzNDU2Nzg='")
        #expect(standard["webhook-id"]?.hasPrefix("msg_") == true && standard["webhook-timestamp"] == "1767225601")
        #expect(try signed("sign = 'github', secret = 's'")["X-GitHub-Delivery"]?.count == 36)
    }

    @Test(
        "refuse wrong options",
        arguments: [
            ("mock.fetch()", "the URL of mock.fetch must be text, not nothing"),
            (
                "mock.fetch('http://127.0.0.1', { timeot = 1 })",
                "mock.fetch has no option 'timeot'; did you mean 'timeout'?"
            ),
            (
                "mock.fetch('http://127.0.0.1', { timeout = 5 })",
                "the timeout of mock.fetch: 5 has no unit; write \"5ms\""
            ),
            (
                "mock.fetch('http://127.0.0.1', { json = 1, body = 'x' })",
                "mock.fetch has both 'json' and 'body'; one of them is the body"
            ),
            (
                "mock.fetch('https://fx.example.test/x')",
                "mock.fetch: fx.example.test may not be called: add \"https://fx.example.test\" to \"network\" in mockscript.yaml"
            ),
            (
                "mock.webhook { url = 'http://127.1/' }",
                "mock.webhook: \"http://127.1/\" is no URL that can be called: it has an address that is not written as four "
                    + "numbers, such as 127.0.0.1"
            ),
            (
                "mock.proxy(req, 'http://10.0.0.1/x')",
                "mock.proxy: 10.0.0.1 may not be called: add \"http://10.0.0.1\" to \"network\" in mockscript.yaml"
            ),
            ("mock.proxy()", "mock.proxy takes the request: mock.proxy(req)"),
            ("mock.webhook('http://x')", "the options of mock.webhook must be a table, not text"),
            ("mock.webhook {}", "the URL of mock.webhook must be text, not nothing"),
            (
                "mock.webhook { url = 'http://127.0.0.1', sign = {} }",
                "the secret of mock.webhook must be text, not nothing"
            ),
        ])
    func misuse(code: String, message: String) throws {
        let mock = try LuaMock(get: code, settings: OutgoingTests.settings)
        #expect(try #require(mock.failure()).message == message)
    }
}
