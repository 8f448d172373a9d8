import MockEngine
import MockModel
import Testing

/// `api`: requests, the clock, calls, stand-ins, all in session time.
@Suite("The client of a test")
struct ClientTests {
    private static let passing: [(String, String)] = [
        (
            "sends a path, a query and a header",
            """
            local r = api:get("/echo?a=1", { query = { b = { "x y", "z" }, c = true }, headers = { ["X-N"] = 5 } }):expect(200)
            expect(r.json.query):equals { a = "1", b = "x y", c = "true" }
            expect(r.json.headers["x-n"]):equals("5")
            """
        ),
        (
            "sends JSON, a form, or text",
            """
            expect(api:post("/echo", { a = 1 }).json.headers["content-type"]):equals("application/json")
            expect(api:post("/echo", { a = 1 }).json.body):equals('{"a":1}')
            local form = api:request("post", "/echo", { form = { b = "x y", a = { "1", "&" } } }).json
            expect(form.body):equals("a=1&a=%26&b=x%20y")
            expect(form.headers["content-type"]):equals("application/x-www-form-urlencoded")
            local nested = api:request("POST", "/echo", { form = { a = { b = "1", c = { 2, 3 } } }, query = { q = { x = 1 } } }).json
            expect(nested.body):equals("a%5Bb%5D=1&a%5Bc%5D%5B%5D=2&a%5Bc%5D%5B%5D=3")
            expect(nested.query):equals { ["q[x]"] = "1" }
            expect(api:request("POST", "/echo", { body = "raw" }).json.body):equals("raw")
            expect(api:post("/echo").json.body):equals("")
            """
        ),
        (
            "keeps headers from one request to the next",
            """
            local key = api:with { ["X-Key"] = "k", ["X-Two"] = "a" }:with { ["x-two"] = "b" }
            local headers = key:get("/echo").json.headers
            expect(headers["x-key"] .. headers["x-two"]):equals("kb")
            expect(api:bearer("t"):get("/echo").json.headers.authorization):equals("Bearer t")
            expect(api:get("/echo").json.headers["x-key"]):is_nil()
            """
        ),
        (
            "reads headers in any letter case, and JSON only where there is some",
            """
            local r = api:post("/items", {})
            expect(r.headers.LOCATION):equals("/items/1")
            expect(api:get("/text").body):equals("plain")
            expect(function() return api:get("/text").json end):fails("is no JSON")
            expect(api:get("/sleep").json):is_nil()
            """
        ),
        (
            "counts delays and sleeps as session time, exactly",
            """
            local before = mock.now_ms()
            expect(api:get("/slow").elapsed_ms):equals(1500)
            expect(api:get("/sleep").elapsed_ms):equals(2000)
            expect(mock.now_ms() - before):equals(3500)
            mock.sleep("500ms")
            expect(mock.now_ms() - before):equals(4000)
            """
        ),
        (
            "plays an event stream to its end",
            """
            local r = api:get("/events"):expect(200, nil, { ["Content-Type"] = any.matching "event%-stream" })
            expect(#r.events):equals(4)
            expect(r.events[2]):equals { event = "tick", id = "2", data = { n = 2 }, at_ms = 3000 }
            expect(r.events[4].data):equals("done")
            expect(r.elapsed_ms):equals(9000)
            """
        ),
        (
            "moves the clock, and what is due on the way happens in its order",
            """
            api:post("/later"):expect(202)
            api.clock:advance("1500ms")
            expect(#api:webhooks()):equals(1)
            expect(mock.state.get("later")):is_nil()
            api.clock:set("2026-01-02T00:00:00Z")
            expect(mock.state.get("later")):equals("2026-01-01T00:00:02Z")
            expect(api.clock:now()):equals(1767312000)
            api.clock:set(1767225600)
            expect(mock.iso()):equals("2026-01-01T00:00:00Z")
            """
        ),
        (
            "lists what was sent and what was asked",
            """
            api:post("/later")
            api.clock:advance("5s")
            local hook = api:webhooks()[1]
            expect(hook):equals { method = "POST", url = "https://hooks.example.test/in", json = { kind = "later" }, at_ms = 1000 }
            api:post("/items", { a = 1 })
            local calls = api:calls("POST /items")
            expect(#calls):equals(1)
            expect(calls[1]):equals { id = 2, json = { a = 1 }, status = 201, route = "POST /items", path = "/items", at_ms = 5000 }
            expect(calls[1].response.json):equals { id = 1 }
            expect(calls[1].response.headers.location):equals("/items/1")
            expect(#api:calls()):equals(2)
            """
        ),
        (
            "shows what the handler wrote",
            """
            expect(api:post("/later").log):equals { "later\\tis asked for" }
            """
        ),
        (
            "names faults, and what is left of the answer",
            """
            local gone = api:get("/fault?name=reset")
            expect(gone.fault):equals("reset")
            expect(gone.status):equals(0)
            expect(api:get("/fault?name=hang").fault):equals("hang")
            local cut = api:get("/fault?name=reset&after=3")
            expect(cut.fault):equals("reset")
            expect(cut.status):equals(200)
            """
        ),
        (
            "stands in for other servers",
            """
            local up = api:upstream("GET https://fx.example.test/rates/{pair}", function(req, n)
              if n == 1 then return 503 end
              return 200, { pair = req.params.pair, q = req.query.q }
            end)
            expect(api:get("/fetch", { query = { url = "https://fx.example.test/rates/EUR%2FUSD?q=1" } }).json.status):equals(503)
            local r = api:get("/fetch", { query = { url = "https://fx.example.test/rates/EUR%2FUSD?q=1" } }).json
            expect(r.body):equals('{"pair":"EUR/USD","q":"1"}')
            expect(up.n):equals(2)
            expect(up.calls[2].path):equals("/rates/EUR%2FUSD")
            """
        ),
        (
            "lets the newest stand-in answer, by method and wildcard",
            """
            api:upstream("https://fx.example.test/**", function() return "any" end)
            api:upstream("POST https://fx.example.test/a", function() return "post" end)
            api:upstream("GET https://fx.example.test/*/b", function() mock.sleep("1s") return mock.fault("reset") end)
            local function body(path) return api:get("/fetch", { query = { url = "https://fx.example.test" .. path } }) end
            expect(body("/a").json.body):equals("any")
            local r = body("/x/b")
            expect(r.json.error):equals("reset")
            expect(r.elapsed_ms):equals(1000)
            api:upstream("https://fx.example.test/hang", function() return mock.fault("hang") end)
            local hung = body("/hang")
            expect(hung.json.error):equals("timeout")
            expect(hung.elapsed_ms):equals(3000)
            """
        ),
        (
            "replaces a route",
            """
            api:stub("GET /items", function(req, res)
              mock.sleep("1s")
              return 418, { turn = req.turn, q = req.query.q }, { ["X-Stub"] = "yes" }
            end)
            local r = api:get("/items?q=1"):expect(418, { turn = 1, q = "1" }, { ["X-Stub"] = "yes" })
            expect(r.elapsed_ms):equals(1000)
            expect(#api:calls("GET /items")):equals(1)
            """
        ),
        (
            "keeps and restores the state",
            """
            api:post("/items", { a = 1 })
            local kept = api:snapshot()
            api:post("/items", { a = 2 })
            mock.state.set("x", 1)
            expect(kept.collections.items):equals { { id = 1, a = 1 } }
            api:restore(kept)
            api:get("/items"):expect(200, any.length(1))
            expect(mock.state.get("x")):is_nil()
            """
        ),
        (
            "goes back to the start",
            """
            api:post("/items", { a = 1 })
            api:post("/later")
            api.clock:advance("1h")
            api:reset()
            api:get("/items"):expect(200, any.length(0))
            expect(mock.iso()):equals("2026-01-01T00:00:00Z")
            expect(#api:calls()):equals(1)
            api.clock:advance("1h")
            expect(mock.state.get("later")):is_nil()
            """
        ),
        (
            "talks through a WebSocket",
            """
            local socket = api:websocket("/chat")
            socket:expect { hello = true }
            socket:send { a = 1 }
            socket:expect { echo = { a = 1 } }
            socket:send("later")
            expect(socket:receive("1s")):is_nil()
            expect(socket.closed):equals(false)
            socket:expect { echo = "later" }
            expect(mock.iso()):equals("2026-01-01T00:00:02Z")
            socket:send("bye")
            expect(socket:receive()):is_nil()
            expect(socket.close_code):equals(4001)
            expect(function() socket:send("x") end):fails("the WebSocket is closed")
            local other = api:websocket("/chat")
            other:close()
            api.clock:advance("1s")
            expect(mock.state.get("left")):equals(true)
            expect(function() api:websocket("/items") end):fails("is no WebSocket: it answered 200")
            api:get("/chat"):expect(426, { status = 426 }, { Upgrade = "websocket" })
            expect(#api:calls("GET /chat")):equals(3)
            """
        ),
        (
            "may ask for a failure",
            """
            api:get("/boom"):expect(500)
            """
        ),
        (
            "runs timers of its own",
            """
            local ticks = 0
            local timer = mock.every("1s", function() ticks = ticks + 1 end)
            api.clock:advance("5s")
            timer:cancel()
            api.clock:advance("5s")
            expect(ticks):equals(5)
            """
        ),
    ]

    @Test(arguments: passing)
    func client(name: String, body: String) throws {
        let outcome = try TestFixture(body: body).outcome()
        #expect(outcome.failure == nil, "\(name): \(outcome.text)")
    }

    @Test("gives every test its own session")
    func isolation() throws {
        let fixture = try TestFixture(
            """
            local seen = 0
            describe("items", function()
              for i = 1, 3 do
                it("begins empty " .. i, function(api)
                  seen = seen + 1
                  expect(seen):equals(1)
                  api:get("/items"):expect(200, any.length(0))
                  api:post("/items", { i = i }):expect(201, { id = 1 })
                end)
              end
            end)
            """)
        let outcomes = fixture.run()
        #expect(outcomes.map(\.text) == ["", "", ""])
    }

    @Test("repeats a run with the same seed, and not with another")
    func chance() throws {
        let fixture = try TestFixture(
            body: "print(api:get('/random').body, mock.random.int(1, 1000000), mock.uuid(), mock.fake.name())")
        let first = fixture.run(seed: 1).map(\.calls.first?.response)
        #expect(first == fixture.run(seed: 1).map(\.calls.first?.response))
        #expect(first != fixture.run(seed: 2).map(\.calls.first?.response))
    }
}

@Suite("The clock of a test")
struct TestClockTests {
    @Test(
        "moves within the years 0 to 9999, and refuses to leave them",
        arguments: [
            ("api.clock:advance(\"9223372036854774784ms\")", "is too long: at most \"36500d\""),
            ("for _ = 1, 100 do api.clock:advance(\"36500d\") end", "the clock covers the years 0 to 9999"),
            ("api.clock:set(9223372036854775807)", "is outside of the years 0 to 9999"),
            ("api.clock:set(-9223372036854775807)", "is outside of the years 0 to 9999"),
            ("api.clock:set(253402300800)", "is outside of the years 0 to 9999"),
            ("api.clock:set(\"9999-12-31T23:59:59-01:00\")", "is no time"),
        ])
    func range(code: String, message: String) throws {
        let outcome = try TestFixture(body: code).outcome()
        #expect(!outcome.text.isEmpty && outcome.text.contains(message), "\(outcome.text)")
    }

    @Test("reaches both ends of its range")
    func ends() throws {
        let code = """
            api.clock:set(253402300799)
            expect(mock.iso()):equals("9999-12-31T23:59:59Z")
            api.clock:set("0000-01-01T00:00:00Z")
            expect(api.clock:now()):equals(-62167219200)
            """
        #expect(try TestFixture(body: code).outcome().text == "")
    }
}
