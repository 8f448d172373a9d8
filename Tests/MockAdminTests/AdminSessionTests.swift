import MockEngine
import MockModel
import Synchronization
import TestSupport
import Testing

@testable import MockAdmin

/// Sessions, clock, state, stubs and checks through the admin API.
@Suite struct AdminSessionTests {
    private let engine: Engine

    init() throws {
        let handlers = ClosureScripts([
            "POST /count": { call, world in
                let sum = world.increment("n", by: .integer(1), call: call)
                return .json(200, Array("\(Int(sum?.double ?? 0))".utf8))
            }
        ])
        engine = Engine.of(
            [try .named("GET /users/{id}", [.text("ok"), .text("gone", name: "gone", status: 410)])],
            handlers: handlers,
            options: Engine.Options(clock: Settings.Clock(start: 1_767_225_600_000, isFrozen: true)))
    }

    private func ask(_ line: String, _ body: String = "", session: String? = nil) throws -> (Int, JSONValue) {
        let words = line.split(separator: " ").map(String.init)
        var headers = [("Host", "localhost:4000")]
        if let session { headers.append(("X-Mock-Session", session)) }
        let api = AdminAPI(engine: engine, token: nil, isLoopback: true, version: "1")
        let request = Request(
            method: words[0], target: "/_mock/\(words[1])", headers: HeaderFields(headers), body: Array(body.utf8))
        let (head, parts) = try AdminClient(api).ask(request)
        return (head.status, try JSONValue(parsing: Array(parts.joined())))
    }

    private func count(_ headers: [(String, String)] = [], below prefix: String = "") -> String {
        engine.call("POST", "\(prefix)/count", headers: headers)?.response.text ?? "nothing"
    }

    @Test func `a session is made, chosen by prefix, header, baggage or cookie, and a world of its own`() throws {
        #expect(count() == "1")
        let (status, made) = try ask(
            "POST sessions",
            #"{"id":"k3f","seed":7,"clock":{"mode":"frozen","now":"2026-02-01T00:00:00Z"},"state":{"n":10}}"#)
        #expect(status == 201)
        #expect(made["url"] == "http://localhost:4000/_s/k3f" && made["header"] == "X-Mock-Session: k3f")
        #expect(made["clock"] == ["mode": "frozen", "now": "2026-02-01T00:00:00.000Z"] && made["seed"] == 7)
        #expect(count([("X-Mock-Session", "k3f")]) == "11")
        #expect(count(below: "/_s/k3f") == "12")
        #expect(count([("baggage", "a=b, mock-session=k3f;p=1")]) == "13")
        #expect(count([("Cookie", "x=y; mock_session=k3f")]) == "14")
        #expect(count() == "2" && count([("X-Mock-Session", "default")]) == "3" && count([("Cookie", "a=b")]) == "4")
        #expect(try ask("GET sessions/k3f/calls").1["calls"]?.elements?.compactMap { $0["id"] } == [1, 2, 3, 4])
        #expect(try ask("GET state", session: "k3f").1 == ["n": 14])
        #expect(try ask("GET state").1 == ["n": 4])
        #expect(try ask("GET sessions").1["sessions"]?.elements?.compactMap { $0["id"] } == ["default", "k3f"])
    }

    @Test func `an unknown session is refused with the closest one, and how to make it`() throws {
        #expect(try ask("POST sessions", #"{"id":"checkout"}"#).0 == 201)
        #expect(try ask("POST sessions", #"{"id":"checkout"}"#).0 == 409)
        let (status, problem) = try ask("GET sessions/chekout/state")
        #expect(status == 404 && problem["title"] == "there is no session \"chekout\"")
        #expect(problem["hint"] == #"did you mean "checkout"?; to make it: POST /_mock/sessions {"id":"chekout"}"#)
        for (headers, prefix) in [
            ([("X-Mock-Session", "chekout")], ""), ([("baggage", "mock-session=chekout")], ""), ([], "/_s/chekout"),
        ] {
            let refused = engine.call("POST", "\(prefix)/count", headers: headers)
            #expect(refused?.response.status == 400)
            #expect(refused?.response.text.contains(#"did you mean \"checkout\"?"#) == true)
        }
        #expect(try ask("POST sessions", #"{"id":"a/b"}"#).0 == 400)
    }

    @Test func `a snapshot with a turn that no session reaches is refused`() throws {
        _ = count()
        guard case .object(var snapshot) = try ask("GET snapshot").1 else { throw CancellationError() }
        snapshot["turns"] = ["POST /count": .integer(.max)]
        let body = String(decoding: JSONWriter.compact(.object(snapshot)), as: UTF8.self)
        #expect(try ask("PUT snapshot", body).0 == 400)
        #expect(count() == "2")
    }

    @Test func `a stub whose head would break out of its line is refused in words, and ids of dots alone are none`()
        throws
    {
        let (status, problem) = try ask(
            "POST stubs", #"{"route":"POST /count","answer":{"headers":{"a":"b\r\nc: d"}}}"#)
        #expect(status == 400 && problem["title"] == "answer: The value of the response header a has a line break.")
        for id in [".", ".."] { #expect(try ask("POST sessions", #"{"id":"\#(id)"}"#).0 == 400) }
    }

    @Test func `numbers of calls beyond all calls are refused or find none`() throws {
        #expect(count() == "1")
        #expect(try ask("GET calls/-9223372036854775808").0 == 404)
        #expect(try ask("GET calls/9223372036854775807").0 == 404)
        #expect(try ask("GET calls?since=x").0 == 400)
        let body = #"{"since":9223372036854775807,"times":{"exactly":0}}"#
        #expect(try ask("POST calls/verify", body).1["ok"] == true)
    }

    @Test func `a collection that does not exist is not made by looking at it`() throws {
        #expect(try ask("GET collections/none").0 == 200)
        #expect(try ask("GET collections/none/1").0 == 404)
        #expect(try ask("GET collections").1["none"] == nil)
    }

    @Test(arguments: [
        (#"{"listen":{"port":5}}"#, "the body does not fit: /listen/port must be 0, but it is 5"),
        ("[]", "the body does not fit: it must be"), ("{", "the body is no JSON: "),
    ])
    func `a body that does not fit is refused with its place`(body: String, told: String) throws {
        let (status, problem) = try ask("POST sessions", body)
        #expect(status == 400 && problem["title"]?.text?.hasPrefix(told) == true, "\(problem)")
        #expect(problem["title"]?.text?.contains("Error(") == false, "\(problem)")
    }

    @Test func `the default session has a prefix, and names of sessions that are not there are refused at any time`()
        throws
    {
        #expect(count(below: "/_s/default") == "1")
        #expect(engine.call("POST", "/_s/k3f/count")?.response.status == 400)
        #expect(engine.call("POST", "/count", headers: [("X-Mock-Session", "k3f")])?.response.status == 400)
        #expect(try ask("POST sessions", #"{"id":"k3f"}"#).0 == 201)
        #expect(count([("baggage", "mock-session=k3f")]) == "1")
        #expect(try ask("DELETE sessions/k3f").0 == 200)
        for headers in [[("baggage", "mock-session=k3f")], [("Cookie", "mock_session=k3f")]] {
            #expect(engine.call("POST", "/count", headers: headers)?.response.status == 400)
        }
        #expect(count() == "2")
    }

    @Test func `a session that is finished or removed is gone, and its id can be used again`() throws {
        #expect(try ask("POST sessions").1["id"] == "s1")
        #expect(try ask("POST sessions").1["id"] == "s2")
        _ = engine.call("GET", "/_s/s1/nothing")
        let (status, report) = try ask("POST sessions/s1/finish")
        #expect(status == 200 && report["ok"] == false)
        #expect(report["message"] == "1 unmatched: call 1 GET /nothing")
        #expect(try ask("DELETE sessions/s2").0 == 200)
        #expect(try ask("GET sessions/s1").0 == 404 && ask("GET sessions/s2").0 == 404)
        #expect(try ask("POST sessions", #"{"id":"s1"}"#).1["calls"] == 0)
        #expect(try ask("POST finish").1["ok"] == true)
    }

    @Test func `sessions that are idle for too long are forgotten`() throws {
        let clock = FixedClock()
        let engine = Engine.of([], clock: clock)
        var options = SessionOptions()
        options.id = "a"
        _ = try engine.create(options)
        clock.advance(by: 3_599_000)
        _ = engine.begin(.clock(.read), in: "a", mayWait: false)
        clock.advance(by: 3_599_000)
        #expect(engine.sessionSummaries.map(\.id) == ["default", "a"])
        clock.advance(by: 2_000)
        #expect(engine.sessionSummaries.map(\.id) == ["default"])
    }

    @Test(arguments: [
        ("GET clock", "", 200, #"{"mode":"frozen","now":"2026-01-01T00:00:00.000Z"}"#),
        ("POST clock/advance", #"{"by":"15m"}"#, 200, #"{"mode":"frozen","now":"2026-01-01T00:15:00.000Z","ran":[]}"#),
        (
            "PUT clock", #"{"now":"2026-01-02T00:00:00Z","mode":"offset"}"#, 200,
            #"{"mode":"offset","now":"2026-01-02T00:00:00.000Z","ran":[]}"#
        ),
        ("PUT clock", #"{"mode":"real"}"#, 200, #"{"mode":"real","now":"2026-01-01T00:00:00.000Z","ran":[]}"#),
        ("PUT state", #"{"a":1}"#, 200, #"{"ok":true}"#),
        ("PUT state/a?ttl=15m", "[1]", 200, #"{"ok":true}"#),
        ("PUT collections/carts/7", #"{"id":"7"}"#, 200, #"{"id":"7"}"#),
        ("PUT collections/carts", #"[{"id":"7"}]"#, 200, #"{"ok":true}"#),
        ("PUT examples", #"{"GET /users/{id}":"gone"}"#, 200, #"{"ok":true}"#),
        ("PUT scenario", #"{"name":null}"#, 200, #"{"ok":true}"#),
        ("GET scenario", "", 200, #"{"name":null}"#),
        ("GET behaviors", "", 200, "null"),
        ("PUT behaviors", #"{"/users/**":{"delay":"40ms"}}"#, 200, #"{"ok":true}"#),
        ("POST reset", "", 200, #"{"ok":true}"#),
        ("POST undo", "", 200, #"{"calls":[],"overwritten":0}"#),
    ])
    func `a command answers`(line: String, body: String, status: Int, answer: String) throws {
        let (given, json) = try ask(line, body)
        #expect(given == status)
        #expect(String(decoding: JSONWriter.compact(json), as: UTF8.self) == answer)
    }

    @Test(arguments: [
        ("POST clock/advance", "", 400, "the body is missing"),
        ("POST clock/advance", "{", 400, "the body is no JSON"),
        ("POST clock/advance", #"{"by":15}"#, 400, "the body does not fit"),
        ("POST clock/advance", #"{"by":"15"}"#, 400, "by: "),
        ("PUT clock", #"{"now":"today"}"#, 400, "now: \"today\" is no time"),
        ("GET state/none", "", 404, "there is no value \"none\""),
        ("GET collections/carts/9", "", 404, "there is no record \"9\" in carts"),
        ("PUT examples", #"{"GET /users/{id}":"gnoe"}"#, 404, "GET /users/{id} has no example \"gnoe\""),
        ("PUT scenario", #"{"name":"sale"}"#, 404, "there is no scenario \"sale\""),
        ("PUT behaviors", #"{"/usres/**":{}}"#, 400, "\"/usres/**\" lies over no route"),
        ("GET calls?route=GET%20/user/{id}", "", 404, "there is no route \"GET /user/{id}\""),
        ("GET calls/wait?timeout=0ms", "", 408, "The calls did not come within 0"),
        ("PUT snapshot", #"{"version":9}"#, 400, "a snapshot of version 9 cannot be read"),
        ("POST stubs", #"{"route":"GET /no","answer":{}}"#, 404, "there is no route \"GET /no\""),
        ("POST stubs", #"{"route":"GET /users/{id}","answer":{"headers":{"a b":"c"}}}"#, 400, "answer: "),
    ])
    func `what cannot be done is refused`(line: String, body: String, status: Int, title: String) throws {
        let (given, problem) = try ask(line, body)
        #expect(given == status)
        #expect(problem["title"]?.text?.hasPrefix(title) == true, "\(problem)")
        #expect(problem["hint"]?.text?.isEmpty == false)
    }

    @Test func `a snapshot is put back, and forked into a session of its own`() throws {
        #expect(count() == "1" && count() == "2")
        let snapshot = try ask("GET snapshot").1
        #expect(count() == "3")
        #expect(try ask("POST fork", #"{"id":"copy"}"#).0 == 201)
        let text = String(decoding: JSONWriter.compact(snapshot), as: UTF8.self)
        #expect(try ask("PUT snapshot", text).0 == 200)
        #expect(count() == "3" && count(below: "/_s/copy") == "4")
        #expect(try ask("POST undo", #"{"calls":1}"#).1 == ["calls": [1], "overwritten": 0])
        #expect(count() == "3")
    }

    @Test func `stubs answer instead of a route, in order, and are told when they never did`() throws {
        let stub =
            #"{"route":"GET /users/{id}","times":1,"answer":{"status":503,"headers":{"Retry-After":"1"},"json":{"error":"down"}}}"#
        #expect(try ask("POST stubs", stub).0 == 201)
        #expect(try ask("POST stubs", #"{"route":"GET /users/{id}","times":1,"answer":{"body":"two"}}"#).0 == 201)
        let first = engine.call("GET", "/users/1")?.response
        #expect(first?.status == 503 && first?.headers["retry-after"] == "1" && first?.text == #"{"error":"down"}"#)
        #expect(try ask("GET stubs").1["stubs"]?.elements?.compactMap { $0["left"] } == [0, 1])
        #expect(try ask("POST finish").1["unused_stubs"] == ["GET /users/{id}"])
        #expect(engine.call("GET", "/users/1")?.response.text == "ok")
        #expect(try ask("POST stubs", stub).0 == 201)
        #expect(try ask("DELETE stubs").0 == 200)
        #expect(engine.call("GET", "/users/1")?.response.text == "ok")
    }

    @Test func `calls are verified with the closest that differs`() throws {
        _ = engine.call("POST", "/count?page=1", body: #"{"card":{"last4":"0002"}}"#)
        let (status, verdict) = try ask(
            "POST calls/verify",
            #"{"route":"POST /count","times":{"exactly":1},"where":{"json":{"card":{"last4":"4242"}},"query":{"page":"1"}}}"#
        )
        #expect(status == 200 && verdict["ok"] == false && verdict["count"] == 0)
        #expect(
            verdict["closest"] == [["call": 1, "differs": [["at": "json.card.last4", "want": "4242", "got": "0002"]]]])
        #expect(try ask("POST calls/verify", #"{"route":"POST /count"}"#).1["ok"] == true)
        #expect(try ask("POST calls/verify", #"{"route":"GET /users/{id}","times":{"exactly":0}}"#).1["ok"] == true)
    }

    @Test func `a call that waits for calls is woken by the last of them`() throws {
        let woken = Mutex<[WaitToken]>([])
        let workers = AdminWorkers(start: { $0() }, wake: { token in woken.withLock { $0.append(token) } })
        let api = AdminAPI(engine: engine, token: nil, isLoopback: true, version: "1", workers: workers)
        let held = HeldSteps()
        let request = Request(
            method: "GET", target: "/_mock/calls/wait?route=POST%20/count&count=2",
            headers: HeaderFields([("Host", "localhost")]))
        guard case .wait(.sleep(let time), let token) = api.begin(request, hold: held.hold) else {
            Issue.record("no call came, and none was waited for")
            return
        }
        #expect(time == .seconds(5))
        #expect(count() == "1" && woken.withLock { $0.isEmpty })
        #expect(count() == "2" && woken.withLock { $0 } == [token])
        guard case .deliver(let delivery)? = held.take(token)?(.woken) else {
            Issue.record("both calls came, and the call does not go on")
            return
        }
        let calls = try JSONValue(parsing: Array(delivery.response.text.utf8))["calls"]
        #expect(calls?.elements?.compactMap { $0["id"] } == [1, 2])
    }
}
