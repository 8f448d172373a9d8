import MockModel
import TestSupport
import Testing

/// Code beside the examples of a folder that answers as a collection.
@Suite struct CollectionCodeTests {
    private static let files = [
        "mockscript.yaml": "matching: collection",
        "routes/users/{id}/GET.json": #"{"id":"{{id}}","q":"{{$queryParams 'q'}}"}"#,
        "routes/users/{id}/GET.second.json": #"{"second":"{{id}}"}"#,
        "routes/users/{id}/requests.http":
            "### GET.json\n# @id 1\nGET /users/{{id}}\n\n### GET.second.json\n# @id 2\nGET /users/{{id}}?page=2\n",
        "routes/users/{id}/route.lua": """
        return { GET = function(req, res)
          res.headers["X-Code"] = req.params.id
          if req.query.other then res:use("second") end
          if res.json.id then res.json.more = true end
        end, DELETE = function() return 204 end }
        """,
        "routes/users/me/route.lua": "return { GET = function() return { me = true } end }",
        "routes/any/{...path}/route.lua": "return { ANY = function(req) return { path = req.params.path } end }",
        "routes/plain/GET.json": "{}",
        "routes/inner/GET.json": #"{"a":1}"#,
        "routes/inner/middleware.lua":
            "return function(req, res, next) next() res.headers[\"X-Around\"] = \"yes\" end",
        "routes/broken/GET.json": "{}", "routes/broken/route.lua": "return { GET = function( }",
    ]

    @Test func `a handler finds the chosen example with its variables filled in`() throws {
        let mock = try EdgeMock(CollectionCodeTests.files)
        for (target, body) in [
            ("/users/7?q=x", #"{"id":"7","q":"x","more":true}"#), ("/users/8?page=2", #"{"second":"8"}"#),
            ("/users/9?other=1", #"{"second":"9"}"#),
        ] {
            let answer = try mock.answer("GET", target)
            #expect(answer.status == 200 && answer["x-code"] == target.dropFirst(7).prefix(1).description, "\(target)")
            #expect(
                try JSONValue(parsing: answer.body) == JSONValue(parsing: Array(body.utf8)), "\(target) \(answer.text)")
        }
        let pinned = try mock.answer("GET", "/users/7?q=x", [("x-mock-response-id", "1")])
        #expect(pinned["x-code"] == nil && pinned.text == #"{"id":"7","q":"x"}"#, "a pinned example runs no code")
        #expect(try mock.answer("GET", "/inner")["x-around"] == "yes")
    }

    @Test func `code without an example answers too, before examples whose path says less`() throws {
        let mock = try EdgeMock(CollectionCodeTests.files)
        #expect(try mock.answer("DELETE", "/users/7").status == 204)
        #expect(try mock.answer("GET", "/users/me").text == #"{"me":true}"#)
        #expect(try mock.answer("PUT", "/any/a/b").text == #"{"path":"a/b"}"#)
        #expect(try mock.answer("GET", "/plain").text == "{}")
        #expect(try mock.answer("POST", "/users/7").status == 404)
    }

    @Test func `a broken handler answers with its error`() throws {
        let mock = try EdgeMock(CollectionCodeTests.files)
        let broken = try mock.answer("GET", "/broken")
        #expect(broken.status == 500 && broken.text.contains("routes/broken/route.lua"))
        #expect(try mock.answer("GET", "/plain").status == 200)
    }
}
