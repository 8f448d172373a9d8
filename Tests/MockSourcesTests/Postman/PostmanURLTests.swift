import MockModel
import Testing

@testable import MockSources

@Suite("An address in a collection")
struct PostmanURLTests {
    private static let variables = PostmanVariables(
        collection: [
            ["key": "url", "value": "https://{{host}}/api/v1"], ["key": "host", "value": "h.example:8080"],
            ["key": "id", "value": 7], ["key": "empty", "value": ""], ["key": "off", "value": "x", "disabled": true],
            ["key": "slash", "value": "a/b"],
        ])

    @Test(
        "loses everything before the path, and what is left open becomes a parameter",
        arguments: [
            ("https://h.example/users/1", "/users/1"), ("http:///forecast/{region}", "/forecast/{region}"),
            ("http://film", "/"), ("/users", "/users"), ("h.example/users", "/users"), ("", "/"),
            ("{{unknown}}/users/:id", "/users/{id}"), ("{{proto}}://{{h}}:{{p}}/a", "/a"),
            ("https://{{host}}/a//b/", "/a/b"), ("{{url}}/users", "/api/v1/users"), ("{{url}}", "/api/v1"),
            ("h/{{id}}/{{empty}}/{{off}}", "/7/{empty}/{off}"), ("h/{{slash}}/c", "/a/b/c"),
            ("h/{{x}}/{{x}}/:x", "/{x}/{x2}/{x3}"), ("h/<string>/%3Cinteger%3E", "/{string}/{integer}"),
            ("h/{{a}}.json/v{{b}}", "/{a}.json/v{b}"), ("h/:id.json/:id:cancel", "/{id}.json/{id2}:cancel"),
            ("h/me:batchGet/$access", "/me:batchGet/$access"), ("h/{{$guid}}/{{}}", "/{guid}/{value}"),
            ("h/{{a}}-{{b}}.csv", "/{a}.csv"), ("h/a%20b/c d", "/a b/c d"), ("h/a?x=1#f", "/a"), ("h/a#f?x=1", "/a"),
        ])
    func pattern(raw: String, expected: String) {
        let url = PostmanURL(.string(raw), variables: Self.variables)
        #expect(PostmanPath.pattern(of: url).description == expected)
    }

    @Test("is read from host and path where there is no raw text")
    func objects() {
        let shapes: [JSONValue] = [
            ["host": ["{{base}}"], "path": ["users", ":id", ""]],
            ["host": "{{base}}", "path": "users/:id/"],
            ["raw": "{{base}}/users/:id/"],
            [
                "raw": "stale", "host": ["a", "example", "com"],
                "path": ["users", ["type": "any", "value": ":id"], ""],
            ],
        ]
        for shape in shapes {
            let url = PostmanURL(shape, variables: Self.variables)
            #expect(PostmanPath.pattern(of: url).description == "/users/{id}")
            #expect(url.hasTrailingSlash)
        }
    }

    @Test("takes a listed path variable whole, and its value")
    func pathVariables() {
        let url = PostmanURL(
            [
                "path": [":file.name"],
                "variable": [["key": "file.name", "value": "{{id}}"], ["key": "x", "value": "<y>"]],
            ],
            variables: Self.variables)
        #expect(PostmanPath.pattern(of: url).description == "/{file.name}")
        #expect(url.values == ["file.name": "7"])
    }

    @Test("keeps the enabled entries of its query")
    func query() {
        let url = PostmanURL(
            [
                "path": ["a"],
                "query": [
                    ["key": "on", "value": "{{id}}"], ["key": "off", "value": "1", "disabled": true],
                    ["key": "none", "value": .null], ["key": .null, "value": "x"],
                ],
            ], variables: Self.variables)
        #expect(url.query.map(\.name) == ["on", "none"])
        #expect(url.query.map(\.value) == ["7", nil])
        let inPath = PostmanURL(["path": ["events?filter[a]=1&b"]], variables: Self.variables)
        #expect(inPath.query.map(\.name) == ["filter[a]", "b"])
        #expect(inPath.path == ["events"])
    }
}
