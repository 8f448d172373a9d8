import MockModel
import Testing

/// Paths in the notation of other tools.
@Suite struct PathNotationTests {
    @Test(arguments: [
        ("/users/:id", "/users/{id}"), ("GET /users/:id?", "GET /users/{id}"), ("/a/:id(\\d+)/b", "/a/{id}/b"),
        ("/files/:path*", "/files/{...path}"), ("/files/*", "/files/{...path}"), ("/files/**", "/files/{...path}"),
        ("/a/*/b", "/a/{name}/b"), ("/files/*path", "/files/{...path}"), ("/u/<id>", "/u/{id}"),
        ("/u/<int:id>", "/u/{id}"), ("/u/<path:rest>", "/u/{...rest}"), ("/u/[id]", "/u/{id}"),
        ("/u/[...slug]", "/u/{...slug}"), ("/u/[[...slug]]", "/u/{...slug}"), ("/u/{id?}", "/u/{id}"),
        ("/u/{id:int}", "/u/{id}"), ("/u/{id:[0-9]+}", "/u/{id}"), ("/u/{path*}", "/u/{...path}"),
        ("/u/{*path}", "/u/{...path}"), ("/u/{+path}", "/u/{...path}"), ("/u/{file:path}", "/u/{...file}"),
        ("/u/${id}", "/u/{id}"), ("/u/#{id}", "/u/{id}"), ("/u/{{id}}", "/u/{id}"), ("/u/{id}?", "/u/{id}"),
        ("GET /z?page=1&q", "GET /z"), ("/z/?a=b", "/z"), ("/z#top", "/z"),
        ("GET http://h.example/x/:id", "GET /x/{id}"),
        ("https://h", "/"), ("^/users$", "/users"), ("GET ^/users/:id$", "GET /users/{id}"),
    ])
    func `another notation has its path here`(text: String, meant: String) throws {
        #expect(try #require(PathNotation(text)).meant == meant)
    }

    @Test(arguments: ["/(a|b)", "/users/(\\d+)", "/x/.*", "/x/[0-9]+", "/x/<a b>"])
    func `a regular expression has none`(text: String) throws {
        #expect(try #require(PathNotation(text)).meant == nil)
    }

    @Test(arguments: [
        "/users/{id}", "GET /files/{...path}", "/v{n}/x", "/{id}.json", "/", "GET", "/items/{id}:cancel", "/a:b",
        "/$metadata", "/a+b", "/~user", "/@me", "/a-b_c.d", "/x(1)", "/caf\u{e9}", "/100%25", "",
    ])
    func `a path of this notation is let alone`(text: String) { #expect(PathNotation(text) == nil) }

    @Test func `stars are segments in patterns of behaviors`() {
        #expect(PathNotation("/payments/*", hasStars: true) == nil)
        #expect(PathNotation("GET /**", hasStars: true) == nil)
        #expect(PathNotation("/payments/:id", hasStars: true)?.meant == "/payments/{id}")
    }
}
