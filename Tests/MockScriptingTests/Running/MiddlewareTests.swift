import MockModel
import TestSupport
import Testing

@Suite("Middleware")
struct MiddlewareTests {
    private func mock(_ outer: String, inner: String? = nil, handler: String = "return { n = 1 }") throws -> LuaMock {
        var files = [
            "routes/middleware.lua": "return function(req, res, next)\n\(outer)\nend",
            "routes/a/route.lua": "return { GET = function(req, res)\n\(handler)\nend }",
        ]
        if let inner { files["routes/a/middleware.lua"] = "return function(req, res, next)\n\(inner)\nend" }
        return try LuaMock(files)
    }

    @Test("runs outermost first and sees the response of the rest")
    func order() throws {
        let mock = try mock(
            "req.ctx.trail = 'outer' local r = next() r.headers['X-Trail'] = req.ctx.trail r.json.seen = true return r",
            inner: "req.ctx.trail = req.ctx.trail .. '>inner' return next()")
        let response = try #require(mock.delivery("GET", "/a")).response
        #expect(response.text == #"{"n":1,"seen":true}"#)
        #expect(response.headers["x-trail"] == "outer>inner")
    }

    @Test("may answer by itself")
    func answers() throws {
        #expect(try mock("return 401, { error = 'no' }").call("GET", "/a") == #"401 {"error":"no"}"#)
        #expect(try mock("res.status = 403").call("GET", "/a") == "403")
        #expect(try mock("next() return 500, 'late'").call("GET", "/a") == "500 late")
        #expect(try mock("next() res.status = 201").call("GET", "/a") == #"201 {"n":1}"#)
    }

    @Test("sees what a halt within answered")
    func halt() throws {
        let mock = try mock(
            "local r = next() r.headers['X-Seen'] = tostring(r.status) return r", inner: "return next()",
            handler: "mock.collection('none'):need(5)")
        let response = try #require(mock.delivery("GET", "/a")).response
        #expect(response.status == 404 && response.text == #"{"error":"not_found"}"#)
        #expect(response.headers["x-seen"] == "404")
    }

    @Test("and handlers are told apart when what one of them returned cannot be sent")
    func results() throws {
        let layer = try #require(try mock("next() return 404.5").failure("GET", "/a"))
        #expect(layer.kind == .badResponse && layer.location?.ofLine == "routes/middleware.lua:2")
        let handler = try #require(try mock("return next()", handler: "return 404.5").failure("GET", "/a"))
        #expect(handler.kind == .badResponse && handler.location?.ofLine == "routes/a/route.lua:2")
        let silent = try #require(try mock("local x = 1").failure("GET", "/a"))
        #expect(silent.message.contains("next()") && silent.location?.description == "routes/middleware.lua:1")
    }

    @Test("and handlers are told apart when the log names what answered")
    func answerer() throws {
        func reason(_ mock: LuaMock) -> String? { mock.delivery("GET", "/a")?.exchange.reason.sentence }
        #expect(reason(try mock("\nreturn 401")) == "routes/middleware.lua:1")
        #expect(reason(try mock("return next()")) == "routes/a/route.lua:1")
        #expect(reason(try mock("next() return 500, 'late'")) == "routes/a/route.lua:1")
        #expect(reason(try mock("return next()", inner: "return 401")) == "routes/a/middleware.lua:1")
        #expect(reason(try mock("mock.halt(401)")) == "routes/middleware.lua:1")
        #expect(reason(try mock("return next()", inner: "\nmock.halt(401)")) == "routes/a/middleware.lua:1")
        #expect(reason(try mock("return next()", handler: "mock.halt(401)")) == "routes/a/route.lua:1")
        #expect(reason(try mock("next() mock.halt(500)", inner: "mock.halt(401)")) == "routes/a/middleware.lua:1")
        #expect(reason(try mock("res.status = 403")) == "routes/middleware.lua:1")
    }

    @Test("leaves the place of a failure to the handler: of a value that is no JSON, and of a loop without end")
    func blame() throws {
        let value = "local n = 0\nreturn 200, { n = 0/0 }"
        for mock in [
            try mock("return next()", handler: value),
            try mock("return next()", inner: "return next()", handler: value),
        ] {
            let failure = try #require(mock.failure("GET", "/a"))
            #expect(failure.location?.ofLine == "routes/a/route.lua:3")
            #expect(failure.message == "not a number (0/0) cannot be JSON at body.n")
        }
        let own = try #require(try mock("next()\nreturn 200, { n = 0/0 }").failure("GET", "/a"))
        #expect(own.location?.ofLine == "routes/middleware.lua:3")
        var settings = Settings()
        settings.limits.cpu = .milliseconds(50)
        let endless = try LuaMock(
            [
                "routes/middleware.lua": "return function(req, res, next)\n  return next()\nend",
                "routes/a/route.lua":
                    "return { GET = function()\n  local n = 0\n  while true do\n    n = n + 1\n  end\nend }",
            ], settings: settings)
        let line = try #require(endless.failure("GET", "/a")?.location)
        #expect(line.file == "routes/a/route.lua" && (3...4).contains(line.line ?? 0))
    }

    @Test("lets an error within pass with its place")
    func errors() throws {
        let mock = try mock("return next()", inner: "local r = next()\nreturn r", handler: "local t = nil\nreturn t.x")
        let failure = try #require(mock.failure("GET", "/a"))
        #expect(failure.message == "attempt to index a nil value (local 't')")
        #expect(
            failure.frames.map(\.location.description) == [
                "routes/a/route.lua:3", "routes/a/middleware.lua:2", "routes/middleware.lua:2",
            ])
    }

    @Test("waits with the handler within")
    func waits() throws {
        let mock = try mock(
            "mock.sleep('1s') local r = next() mock.sleep('1s') return r", handler: "mock.sleep('1s') return mock.iso()"
        )
        #expect(mock.call("GET", "/a") == "200 2026-01-01T00:00:02Z")
    }

    @Test("that neither answers nor goes on is told")
    func nothing() throws {
        let silent = try #require(try mock("local x = 1").failure("GET", "/a"))
        #expect(silent.kind == .badResponse)
        #expect(silent.message.contains("routes/middleware.lua neither returned a response nor called next()"))
        let twice = try #require(try mock("next() return next()").failure("GET", "/a"))
        #expect(twice.message == "next() was called before; a request goes on once")
    }

    @Test("wraps an example without code")
    func example() throws {
        let mock = try LuaMock(
            ["routes/middleware.lua": "return function(req, res, next) res.headers['X-A'] = '1' return next() end"],
            examples: ["GET /b": [.text("saved", status: 203)]])
        let response = try #require(mock.delivery("GET", "/b")).response
        #expect(response.status == 203 && response.text == "saved" && response.headers["x-a"] == "1")
        #expect(response.headers["content-type"] == "text/plain")
    }
}
