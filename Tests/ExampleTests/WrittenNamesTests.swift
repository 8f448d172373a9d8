import Foundation
import MockModel
import TestSupport
import Testing

/// Names of routes and of handlers as they are printed, and as they may be written.
@Suite(.ownThreads) struct WrittenNamesTests {
    private func run(_ arguments: [String], _ files: [String: String]) throws -> BuiltBinary.Outcome {
        let folder = try TemporaryFiles.folder(files)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try BuiltBinary.run(arguments, in: folder)
    }

    private static let based = [
        "mockscript.yaml": "basePath: /v1\n", "routes/items/GET.json": "[]", "routes/items/GET.none.404.json": "{}",
        "routes/items/{id}/GET.json": "{}",
        "scenarios/gone.lua": "return { examples = { ['GET /v1/items'] = 'none' } }",
        "tests/a.test.lua": """
        it("whole", function(api)
          api:stub("GET /v1/items/{id}", function() return 201 end)
          api:get("/v1/items/7"):expect(201)
          expect(#api:calls("GET /v1/items/{x}")):equals(1)
          expect(#api:calls("GET /items/{id}")):equals(1)
        end)
        it("relative", function(api)
          api:stub("GET /items/{id}", function() return 202 end)
          api:get("/v1/items/7"):expect(202)
        end)
        it("scenario", function(api) api:scenario("gone") api:get("/v1/items"):expect(404) end)
        """,
    ]

    @Test func `the base path is part of what routes and try print, and may be part of what tests and scenarios name`()
        throws
    {
        let table = try run(["routes"], Self.based).output
        #expect(table.contains("GET    /v1/items ") && table.contains("GET    /v1/items/{id}"), "\(table)")
        let list = try JSONValue(parsing: Array(try run(["routes", "--json"], Self.based).output.utf8)).elements
        #expect(list?.first?["route"] == "GET /items" && list?.first?["base_path"] == "/v1")
        #expect(
            try run(["try", "GET", "/v1/items/7"], Self.based).output.hasPrefix(
                "GET /v1/items/{id}   example default\n"))
        #expect(
            try run(["try", "GET", "/v1/items", "-H", "X-Mock-Example: non"], Self.based).output.contains(
                "GET /v1/items has no"))
        let tests = try run(["test"], Self.based)
        #expect(tests.code == 0 && tests.output.contains(" 3 passed in "), "\(tests.output)\(tests.errors)")
    }

    @Test(arguments: [
        ("GET /v1/itms", "there is no route \"GET /v1/itms\"; did you mean \"GET /v1/items\"?"),
        ("GET /itms", "there is no route \"GET /itms\"; did you mean \"GET /v1/items\"?"),
        (
            "PUT /elsewhere",
            "there is no route \"PUT /elsewhere\"; all routes lie below /v1 (basePath in mockscript.yaml)"
        ),
    ])
    func `a route that does not exist is met with the nearest as clients call it`(name: String, message: String) throws
    {
        var files = Self.based
        files["tests/a.test.lua"] = "it('x', function(api) api:stub('\(name)', function() end) end)"
        let outcome = try run(["test"], files)
        #expect(outcome.output.contains("api:stub: \(message)"), "\(outcome.output)")
    }

    @Test func `a handler that a call made stands where its key is written`() throws {
        let files = [
            "lib/auth.lua": "return function(fn)\n  return function(req) return fn(req) end\nend",
            "routes/a/route.lua": """
            local signed_in = require "auth"
            local function list() return 200 end
            -- GET = signed_in(list) stands below
            return {
              POST = list,
              GET = signed_in(function() return 200 end),
              ["PUT /{id}"] = signed_in(list),
              DELETE = function() return 204 end,
            }
            """,
        ]
        for (method, path, line) in [("GET", "/a", 6), ("PUT", "/a/7", 7), ("POST", "/a", 2), ("DELETE", "/a", 8)] {
            let output = try run(["try", method, path], files).output
            #expect(output.contains("routes/a/route.lua:\(line)"), "\(method): \(output)")
        }
    }

    @Test func `endpoints of a provider are no uncovered code, and their refusals are in the log`() throws {
        let files = [
            "routes/id/route.lua": "return mock.oidc { clients = { web = { secret = 's' } } }",
            "routes/a/GET.json": "{}",
            "tests/a.test.lua": "it('x', function(api) api:get('/id/jwks'):expect(200) end)",
        ]
        let covered = try run(["test", "--coverage"], files).output
        #expect(covered.contains(" 1 of 2 "), "\(covered)")
        #expect(covered.contains("GET /a never called") && !covered.contains("/id/"), "\(covered)")
        func way(_ arguments: [String]) throws -> String {
            let output = try run(["try"] + arguments, files).output
            return output.split(separator: "\n").first.map(String.init) ?? ""
        }
        let form = ["-H", "Content-Type: application/x-www-form-urlencoded"]
        #expect(
            try way(["POST", "/id/token", "-d", "{}"])
                == "POST /id/token   400: invalid_request: the body is of the type application/json; this endpoint takes "
                + "application/x-www-form-urlencoded")
        #expect(
            try way(["POST", "/id/token", "-d", "client_id=web&client_secret=x"] + form)
                == "POST /id/token   401: invalid_client: the secret of the client is wrong")
        #expect(
            try way(["GET", "/id/userinfo"]).hasPrefix(
                "GET /id/userinfo   401: there is no access token;"))
        #expect(
            try way(["GET", "/id/userinfo", "-H", "Authorization: Bearer a.b.c"])
                == "GET /id/userinfo   401: invalid_token: the access token is no JSON Web Token")
        #expect(
            try way(["GET", "/id/authorize?client_id=web&redirect_uri=https://a.test/"])
                == "GET /id/authorize   302: unsupported_response_type: the response_type must be code")
    }
}
