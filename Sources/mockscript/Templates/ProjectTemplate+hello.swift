// Written by scripts/update-templates from examples/hello; edit that.
// swift-format-ignore-file
extension ProjectTemplate {
    static let hello = ProjectTemplate(
        name: "hello",
        files: [
            .init(
                path: "routes/users/{id}/GET.gone.410.json",
                text: ##"""
                    { "error": "gone" }

                    """##),
            .init(
                path: "routes/users/{id}/GET.json",
                text: ##"""
                    { "id": "{{ req.params.id }}", "name": "Ada", "n": "{{ 1 + 1 }}", "note": "hi {{ req.query.who }}!", "boss": null, "tags": [] }

                    """##),
            .init(
                path: "routes/users/{id}/route.lua",
                text: ##"""
                    ---@type mock.Route
                    return {
                      GET = function(req, res)                    -- res starts as the saved example
                        if req.params.id == "9" then return res:use("gone") end
                        res.json.name = req.query.name or res.json.name
                      end,
                      DELETE = function() return 204 end,
                      PUT = function(req) return req.json end,
                      PATCH = function(req) mock.halt(422, { error = "nope" }) end,
                    }

                    """##),
            .init(
                path: "tests/hello.test.lua",
                text: ##"""
                    describe("hello", function()
                      it("decorates", function(api)
                        api:get("/users/7?name=Bob&who=you"):expect(200, { id = "7", name = "Bob", n = 2, note = "hi you!", tags = any.length(0) })
                        expect(api:get("/users/7?who=x").body):equals('{"id":"7","name":"Ada","n":2,"note":"hi x!","boss":null,"tags":[]}')
                        api:get("/users/9"):expect(410)
                        api:delete("/users/7"):expect(204)
                        expect(api:put("/users/7", { a = mock.null, b = mock.array {} }).body):equals('{"a":null,"b":[]}')
                        api:patch("/users/7", {}):expect(422, { error = "nope" })
                        api:get("/users/7", { headers = { ["X-Mock-Example"] = "gone" } }):expect(410, { error = "gone" })
                      end)
                    end)

                    """##),
        ])
}
