import MockModel
import MockScripting
import TestSupport
import Testing

@Suite("Compiling scripts")
struct LuaCompilerTests {
    private func problems(_ text: String, path: String = "routes/users/route.lua") throws -> [Problem] {
        try LuaMock([path: text]).problems
    }

    @Test("reads the handlers of a route table with their places")
    func handlers() throws {
        let script = ScriptFile(
            name: "api.lua", kind: .route(PathPattern([]), host: nil),
            text: """
                local function list() return 200 end
                return {
                    ["POST /carts/{id}/lines"] = function() return 201 end,
                    ["GET /carts"] = list,
                    ANY = list,
                }
                """)
        let (program, problems) = LuaCompiler().compile([script], root: "/", settings: Settings())
        #expect(problems.isEmpty)
        let told = program.handlers.map { "\($0.method) \($0.pattern) \($0.key) \($0.location)" }
        #expect(
            told == [
                "ANY / ANY api.lua:1", "GET /carts GET /carts api.lua:1",
                "POST /carts/{id}/lines POST /carts/{id}/lines api.lua:3",
            ])
    }

    @Test(
        "refuses keys that are none",
        arguments: [
            ("get", "did you mean \"GET\"?"),
            ("FETCH /x", "methods are GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, ANY"),
            ("GTE", "did you mean \"GET\"?"),
            ("post /{id}", "did you mean \"POST /{id}\"?"), ("GET users", "write \"GET /users\""),
        ])
    func keys(key: String, hint: String) throws {
        let found = try problems("local t = {}\nreturn {\n  [\"\(key)\"] = function() end,\n}")
        #expect(found.map(\.hint) == [hint])
        #expect(
            found.first?.location
                == SourceLocation(file: "routes/users/route.lua", line: 3, column: 5, length: key.count))
    }

    @Test("tells what a file should return")
    func results() throws {
        #expect(
            try problems("local x = 1").first?.message == "routes/users/route.lua returns nothing, not a route table")
        #expect(try problems("return 5").first?.message == "routes/users/route.lua returns a number, not a route table")
        #expect(try problems("return { GET = 'x' }").first?.message == "GET must be a function, not text")
        #expect(try problems("return {}").first?.severity == .warning)
        #expect(
            try problems("return {}", path: "routes/middleware.lua").first?.message
                == "routes/middleware.lua returns a table, not a function")
        #expect(try problems("local x = 1", path: "lib/x.lua").first?.message == "lib/x.lua returns nothing")
        #expect(
            try problems("return 1", path: "scenarios/x.lua").first?.message
                == "scenarios/x.lua returns a number, not a table")
        let scenario = try problems("return { exmples = {}, summary = 5 }", path: "scenarios/x.lua")
        #expect(
            scenario.map(\.message) == [
                "a scenario has no 'exmples'", "'summary' of a scenario must be text, not a number",
            ])
        #expect(scenario.first?.hint == "did you mean 'examples'?")
    }

    @Test(
        "shows where a text does not compile",
        arguments: [
            ("return {\n  GET = functoin() end\n}", 2, 9, "did you mean 'function'?"),
            ("local a = 1\nif a != 2 then end", 2, 6, "write: if a ~= 2 then end"),
            ("return {", 1, 8, "write: } at the end of the file"),
        ] as [(String, Int, Int, String?)])
    func syntax(text: String, line: Int, column: Int, hint: String?) throws {
        let found = try problems(text)
        #expect(found.map(\.name) == ["syntax"])
        #expect(found.first?.location?.line == line)
        #expect(found.first?.location?.column == column)
        #expect(found.first?.hint == hint)
    }

    @Test("tells an error of a file once, with its place")
    func loadErrors() throws {
        let mock = try LuaMock([
            "routes/a/route.lua": "local shop = require 'shop'\nreturn { GET = shop.get }",
            "routes/b/route.lua": "local shop = require 'shpo'\nreturn {}",
            "lib/shop.lua": "local x = nil\nreturn x.y",
        ])
        let told = mock.problems.map { "\($0.location?.description ?? "") \($0.message)" }
        #expect(
            told.contains("lib/shop.lua:2:8 attempt to index a nil value (local 'x')")
                && told.filter { $0.contains("shop.lua:2") }.count == 1)
        #expect(told.contains("routes/b/route.lua:1:22 lib/ has no module 'shpo'; did you mean 'shop'?"))
    }

    @Test("names files that require each other")
    func cycles() throws {
        let mock = try LuaMock(["lib/a.lua": "return require 'b'", "lib/b.lua": "return require 'a'"])
        #expect(mock.problems.first?.message == "files that require each other: lib/a.lua → lib/b.lua → lib/a.lua")
    }

    @Test("ends a file that loops while it loads")
    func loop() throws {
        var settings = Settings()
        settings.limits.cpu = .milliseconds(50)
        let mock = try LuaMock(["routes/route.lua": "while true do end"], settings: settings)
        #expect(mock.problems.map(\.location?.description) == ["routes/route.lua:1:1"])
    }

    @Test("runs a module once in a session, and gives each file strict globals")
    func modules() throws {
        let mock = try LuaMock([
            "lib/count.lua": "local count = { n = 0 }\nreturn count",
            "routes/a/route.lua":
                "local c = require 'count'\nreturn { GET = function() c.n = c.n + 1 return { n = c.n } end }",
            "routes/b/route.lua": "return { GET = function() return { n = require('count').n } end }",
        ])
        #expect(mock.call("GET", "/a") == #"200 {"n":1}"#)
        #expect(mock.call("GET", "/b") == #"200 {"n":1}"#)
    }
}
