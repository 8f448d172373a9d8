import MockEngine
import MockModel
import MockSources
import TestSupport
import Testing

/// Behaviours 11 to 15 of an API description: routing.
@Suite struct DescriptionRoutingTests {
    private func text(_ answer: String) -> String {
        "{responses: {'200': {description: d, content: {text/plain: {example: '\(answer)'}}}}}"
    }

    @Test func `11: every value of a variable of the server has routes, and others are told the values`() throws {
        let mock = try DescribedMock(
            paths: "  /users: {get: \(text("all"))}",
            "servers: [{url: 'https://{env}.x.test/{ver}/api', variables: {env: {default: prod}, "
                + "ver: {default: v1, enum: [v1, v2]}}}]")
        #expect(mock.answer("GET", "/v1/api/users").text == "all")
        #expect(mock.answer("GET", "/v2/api/users").text == "all")
        let other = mock.answer("GET", "/v3/api/users")
        #expect(other.status == 404)
        #expect(other.text.contains("/v1/api/users") && other.text.contains("/v2/api/users"))
        let bare = mock.answer("GET", "/users")
        #expect(bare.status == 404)
        #expect(bare.text.contains("/v1/api/users"))
    }

    @Test func `12: servers of a path or an operation stand in place of those of the document`() throws {
        let mock = try DescribedMock(
            paths: """
                  /a: {get: \(text("a"))}
                  /b: {servers: [{url: /path}], get: \(text("b")), post: {servers: [{url: /own}], responses: {'201': {description: d}}}}
                """, "servers: [{url: 'http://x.test/all/'}]")
        #expect(mock.answer("GET", "/all/a").text == "a")
        #expect(mock.answer("GET", "/path/b").text == "b")
        #expect(mock.answer("POST", "/own/b").status == 201)
        #expect(mock.answer("GET", "/all/b").status == 404)
    }

    @Test func `13: text beats a parameter, and parameters may have text beside them`() throws {
        let mock = try DescribedMock(
            paths: """
                  /users/{id}: {get: \(text("one"))}
                  /users/me: {get: \(text("me"))}
                  /files/{name}.{ext}: {get: \(text("file"))}
                  /jobs/{id}:cancel: {post: \(text("stopped"))}
                """)
        #expect(mock.answer("GET", "/users/7").text == "one")
        #expect(mock.answer("GET", "/users/me").text == "me")
        #expect(mock.answer("GET", "/users/a%2Fb").text == "one")
        #expect(mock.answer("GET", "/files/a.txt").text == "file")
        #expect(mock.answer("POST", "/jobs/7:cancel").text == "stopped")
    }

    @Test func `15: other methods are 405 with Allow, HEAD follows GET, unknown paths name the nearest`() throws {
        let mock = try DescribedMock(paths: "  /users: {get: \(text("all"))}")
        let other = mock.answer("PUT", "/users")
        #expect(other.status == 405)
        #expect(other.headers["allow"] == "GET, HEAD, OPTIONS")
        let head = mock.answer("HEAD", "/users")
        #expect(head.status == 200)
        #expect(head.headers["content-type"] == "text/plain")
        #expect(mock.answer("OPTIONS", "/users").status == 204)
        #expect(mock.answer("GET", "/user").text.contains("/users"))
    }
}
