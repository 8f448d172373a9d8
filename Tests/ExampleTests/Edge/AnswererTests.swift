import Foundation
import MockModel
import TestSupport
import Testing

/// `try` and the journal name what answered a call.
@Suite(.ownThreads) struct AnswererTests {
    private static let files = [
        "routes/users/GET.json": "{}",
        "routes/guarded/choosy/GET.http": "# @match query.x = 1\nHTTP/1.1 200 OK\n\nx",
        "lib/shop.lua": """
        local M = {}
        function M.total(cart)
          local n = 0
          return n + cart.lines.price
        end
        return M
        """,
        "routes/bare/route.lua": AnswererTests.caller,
        "routes/guarded/route.lua": AnswererTests.caller,
        "routes/guarded/middleware.lua": """
        local names = {}
        return function(req, res, next)
          if req.query.halt then mock.halt(401, { error = "halted" }) end
          if req.query.give then return 403, { error = "given" } end
          if req.query.json then return 200, req.json end
          return next()
        end
        """,
    ]

    private static let caller = """
        local shop = require "shop"

        return {
          GET = function(req)
            local cart = {}
            return { total = shop.total(cart) }
          end,
        }
        """

    private func tried(_ arguments: [String]) throws -> (json: JSONValue, text: String) {
        let folder = try TemporaryFiles.folder(AnswererTests.files)
        defer { try? FileManager.default.removeItem(at: folder) }
        let json = try BuiltBinary.run(["try"] + arguments + ["--json"], in: folder)
        let text = try BuiltBinary.run(["try"] + arguments, in: folder)
        return (try JSONValue(parsing: Array(json.output.utf8)), text.output)
    }

    @Test func `the filter for unmatched calls counts 404 and 405`() throws {
        let mock = try EdgeMock(AnswererTests.files)
        #expect(try mock.answer("GET", "/users").status == 200)
        #expect(try mock.answer("POST", "/users").status == 405)
        #expect(try mock.answer("OPTIONS", "/users").status == 204)
        #expect(try mock.answer("GET", "/nowhere").status == 404)
        func statuses(_ filter: String) throws -> [JSONValue?] {
            let document = try JSONValue(parsing: try mock.answer("GET", "/_mock/calls?\(filter)").body)
            return try #require(document["calls"]?.elements).map { $0["response"]?["status"] }
        }
        #expect(try statuses("unmatched") == [405, 404])
        #expect(try statuses("unmatched=false") == [200, 204])
    }

    @Test func `an unknown pin names itself in try and journal`() throws {
        let sentence = "GET /users has no example \"nope\", asked for by X-Mock-Example"
        let call = try tried(["GET", "/users", "-H", "X-Mock-Example: nope"])
        #expect(call.json["match"]?["why"]?.text == sentence)
        #expect(call.text.hasPrefix("GET /users   \(sentence)\n"), "\(call.text)")
        let mock = try EdgeMock(AnswererTests.files)
        #expect(try mock.answer("GET", "/users", [("X-Mock-Example", "nope")]).status == 404)
        #expect(try mock.calls().last?["match"]?["why"]?.text == sentence)
    }

    @Test(arguments: [("/bare", 1), ("/guarded", 2)])
    func `a failure in lib names its line, and that of the handler`(path: String, callers: Int) throws {
        let call = try tried(["GET", path])
        #expect(call.json["failure"]?["file"] == "lib/shop.lua" && call.json["failure"]?["line"] == 4)
        #expect(call.text.contains("→ 4 │   return n + cart.lines.price\n"), "\(call.text)")
        #expect(call.text.contains("called from routes\(path)/route.lua:6\n"), "\(call.text)")
        #expect(call.text.components(separatedBy: "called from ").count == callers + 1, "\(call.text)")
    }

    @Test(arguments: [
        ("/guarded?halt=1", 401), ("/guarded?give=1", 403), ("/guarded/none?halt=1", 401),
        ("/guarded/none?give=1", 403),
    ])
    func `a middleware that answers is named with file and line`(target: String, status: JSONValue) throws {
        let call = try tried(["GET", target])
        #expect(call.json["response"]?["status"] == status)
        #expect(call.json["match"]?["why"] == "routes/guarded/middleware.lua:2")
    }

    @Test(arguments: ["/guarded?json=1", "/guarded/none?json=1"])
    func `a body that a middleware cannot read is named as what answered`(target: String) throws {
        let call = try tried(["GET", target, "-d", "{"])
        #expect(call.json["response"]?["status"] == 400)
        #expect(call.json["match"]?["why"]?.text?.hasPrefix("400: ") == true, "\(call.text)")
    }

    @Test func `a route below a middleware misses when no example fits, as without one`() throws {
        #expect(try tried(["GET", "/guarded/choosy?x=1"]).json["response"]?["status"] == 200)
        let call = try tried(["GET", "/guarded/choosy?x=2"])
        #expect(call.json["response"]?["status"] == 404)
        #expect(call.json["match"]?["why"]?.text?.hasPrefix("no example — closest: GET /guarded/choosy") == true)
        #expect(
            try tried(["GET", "/guarded/choosy?halt=1"]).json["match"]?["why"] == "routes/guarded/middleware.lua:2")
    }
}
