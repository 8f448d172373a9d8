import MockModel
import TestSupport
import Testing

@Suite struct BrokenCodeTests {
    @Test(arguments: ["local x = = 1", "error('no')", "local x = nil; return x.y", "local function f() end"])
    func `one error in shared code is one error, and each file that needs it answers with its place`(text: String)
        throws
    {
        let mock = try LuaMock([
            "lib/x.lua": text, "lib/y.lua": "return require('x')",
            "routes/a/route.lua": "local x = require('x')\nreturn { GET = function() return 1 end }",
            "routes/b/route.lua": "local y = require('y')\nreturn { [\"GET /{id}\"] = function() return 1 end }",
            "routes/c/route.lua": "return { GET = function() return '3' end }",
        ])
        let errors = mock.problems.filter { $0.severity == .error }
        #expect(errors.map { $0.location?.file } == ["lib/x.lua"], "\(errors)")
        for path in ["/a", "/b/7"] {
            let response = try #require(mock.delivery("GET", path)?.response)
            #expect(response.status == 500)
            #expect(response.text.contains("\"at\": \"lib/x.lua"), "\(response.text)")
        }
        #expect(mock.call("GET", "/c") == "200 3")
        #expect(mock.failure("GET", "/a")?.location?.file == "lib/x.lua")
    }

    @Test func `an example with conditions still answers beside a broken handler, and so does a pinned one`() throws {
        let condition = try Condition(parsing: "query.x = 1", at: SourceLocation(file: "x"))
        let mock = try LuaMock(
            ["routes/route.lua": "return { GET = function( }"],
            examples: [
                "GET /": [
                    .text("plain"), .text("one", name: "one", conditions: [condition]),
                    .text("gone", name: "gone", status: 410),
                ]
            ])
        #expect(mock.delivery()?.response.status == 500)
        #expect(mock.call("GET", "/?x=1") == "200 one")
        #expect(mock.call("GET", "/", headers: [("X-Mock-Example", "gone")]) == "410 gone")
    }
}
