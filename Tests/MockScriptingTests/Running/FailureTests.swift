import MockModel
import TestSupport
import Testing

@Suite("A handler that fails")
struct FailureTests {
    @Test("tells the field, the line and who called")
    func place() throws {
        let mock = try LuaMock([
            "routes/route.lua": """
            local shop = require "shop"
            return {
                GET = function(req)
                    local total = shop.total(req.query.x)
                    return { total = total }
                end,
                ["GET /tail"] = function() return shop.total(nil) end,
            }
            """,
            "lib/shop.lua":
                "local shop = {}\nfunction shop.total(cart)\n    return cart.lines[1] + 1\nend\nreturn shop",
        ])
        #expect(mock.problems.isEmpty)
        let failure = try #require(mock.failure())
        #expect(failure.kind == .runtime)
        #expect(failure.message == "attempt to index a nil value (local 'cart')")
        #expect(failure.frames.map(\.location.description) == ["lib/shop.lua:3", "routes/route.lua:4"])
        let tail = try #require(mock.failure("GET", "/tail"))
        #expect(tail.frames.map(\.location.description) == ["lib/shop.lua:3", "routes/route.lua:7"])
        #expect(mock.failure("GET", "/?x=1")?.message == "a string has no 'lines'")
    }

    @Test("by asking for an example that the route does not have names those it has")
    func unknownExample() throws {
        let mock = try LuaMock(
            get: "local name = 'gnoe'\nreturn res:use(name)",
            examples: [.text("x"), .text("y", name: "gone", status: 410)])
        let failure = try #require(mock.failure())
        #expect(failure.kind == .unknownExample(name: "gnoe", existing: ["default", "gone"]))
        #expect(failure.message == "GET / has no example \"gnoe\"")
        #expect(failure.location == SourceLocation(file: "routes/route.lua", line: 3))
        let caught = try LuaMock(get: "pcall(res.use, res, 'x') error('other', 0)", examples: [.text("x")])
        #expect(caught.failure()?.kind == .runtime)
    }

    @Test("by using up its time or memory leaves the session usable")
    func limits() throws {
        var settings = Settings()
        settings.limits.cpu = .milliseconds(100)
        settings.limits.memory = 8 << 20
        let text = """
            local n = 0
            return {
                GET = function()
                    n = n + 1
                    return 200, n
                end,
                ["GET /loop"] = function()
                    while true do pcall(error) end
                end,
                ["GET /hoard"] = function() local t = {} while true do t[#t + 1] = ("x"):rep(1000) .. #t end end,
                ["GET /text"] = function() return tostring(n) end,
            }
            """
        let mock = try LuaMock(["routes/route.lua": text], settings: settings)
        let loop = try #require(mock.failure("GET", "/loop"))
        #expect(loop.kind == .cpu(limit: .milliseconds(100)))
        #expect(loop.location?.file == "routes/route.lua" && loop.location?.line == 8)
        let hoard = try #require(mock.failure("GET", "/hoard"))
        #expect(hoard.kind == .memory(limit: 8 << 20))
        #expect(hoard.location?.line == 10)
        #expect(mock.call("GET", "/text") == "200 0")
        #expect(mock.failure()?.message == "the body returned is a number; return text, or a table for JSON")
        #expect(mock.call("GET", "/text") == "200 1")
    }

    @Test("with broken JSON from the client is none: that answers 400")
    func brokenJSON() throws {
        let mock = try LuaMock(["routes/route.lua": "return { POST = function(req) return req.json.a.b end }"])
        let answer = mock.call("POST", "/", body: "{\"a\":")
        #expect(
            answer
                == #"400 {"error":"bad_json","message":"the body is no JSON: the text ends too early, line 1, column 6"}"#
        )
        #expect(mock.failure("POST", "/", body: "{}")?.message == "attempt to index a nil value (field 'a')")
        #expect(mock.failure("POST", "/")?.message == "attempt to index a nil value (field 'json')")
    }

    @Test("with a value that is no text is told by its kind")
    func errorValues() throws {
        let advice = "; give error a text: error(\"what went wrong\")"
        #expect(try LuaMock(get: "error({})").failure()?.message == "error value of type table" + advice)
        #expect(
            try LuaMock(get: "error({ message = 'sold out' })").failure()?.message
                == "error value of type table with the message \"sold out\"" + advice)
        #expect(try LuaMock(get: "error()").failure()?.message == "error value of type nil" + advice)
        #expect(try LuaMock(get: "error('two', 2)").failure()?.message == "two")
        #expect(try LuaMock(get: "undeclared = 1").failure()?.message.contains("undeclared") == true)
        #expect(try LuaMock(get: "return undeclared").failure()?.message == "global 'undeclared' does not exist")
    }

    @Test("may not use a request that is over")
    func staleRequest() throws {
        let mock = try LuaMock(get: "old = old", examples: [])
        #expect(mock.failure() != nil)
        let text = """
            local last
            return { GET = function(req) if last then return last.path end last = req return "kept" end }
            """
        let keeping = try LuaMock(["routes/route.lua": text])
        #expect(keeping.call() == "200 kept")
        #expect(keeping.failure()?.message == "this request is over; keep what you need of it in a local of its own")
    }
}
