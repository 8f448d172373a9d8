import MockEngine
import MockModel
import MockSources
import TestSupport
import Testing

/// Behaviours 33 to 40 of an API description: choosing the answer.
@Suite struct DescriptionChoiceTests {
    private func mock(_ responses: String, _ more: String = "", version: String = "3.0.3") throws -> DescribedMock {
        try DescribedMock(paths: "  /a:\n    get:\n      responses:\n\(responses)", more, version: version)
    }

    private static func response(_ status: String, _ text: String) -> String {
        "        \(status): {description: d, content: {text/plain: {example: \(text)}}}\n"
    }

    @Test(arguments: [
        (["'404'", "'202'", "'201'"], 201), (["'404'", "2XX", "default"], 200), (["'404'", "default"], 200),
        (["'404'", "'302'", "'301'"], 301), (["'404'", "'500'"], 404),
    ])
    func `33: without a preference the lowest success, successes, the default, a redirection, the first`(
        _ statuses: [String], _ expected: Int
    ) throws {
        let mock = try mock(statuses.map { Self.response($0, "x") }.joined())
        #expect(mock.answer("GET", "/a").status == expected)
    }

    @Test func `34: a status that is asked for is its own, that of its hundred, or the default`() throws {
        let mock = try mock(
            Self.response("'200'", "fine") + Self.response("'404'", "gone") + Self.response("4XX", "yours")
                + Self.response("default", "other"))
        for (code, text) in [(404, "gone"), (409, "yours"), (503, "other")] {
            for headers in [[("Prefer", "return=minimal, code=\(code)")], [("X-Mock-Status", "\(code)")]] {
                let answer = mock.answer("GET", "/a", headers)
                #expect(answer.status == code)
                #expect(answer.text == text)
            }
            #expect(mock.answer("GET", "/a?__code=\(code)").text == text)
            #expect(mock.answer("GET", "/a?__code=\(code)", [("Prefer", "return=minimal")]).text == text)
        }
        #expect(mock.answer("GET", "/a", [("Prefer", "code=404")]).headers["preference-applied"] == "code=404")
        for code in ["000", "101", "199", "600"] {
            #expect(mock.answer("GET", "/a", [("Prefer", "code=\(code)")]).status == 404, "no final status")
        }
        #expect(mock.answer("GET", "/a", [("Prefer", "return=minimal")]).text == "fine")
    }

    @Test func `34: a status that nothing is declared for is 404 and names what is`() throws {
        let mock = try mock(Self.response("'200'", "fine") + Self.response("'404'", "gone"))
        let answer = mock.answer("GET", "/a", [("Prefer", "code=503")])
        #expect(answer.status == 404)
        #expect(answer.headers["content-type"] == "application/problem+json")
        #expect(answer.text.contains("200, 404"))
    }

    @Test func `35: an example that is asked for answers, under whichever status it stands`() throws {
        let mock = try mock(
            """
                    '200':
                      description: d
                      content: {application/json: {examples: {full: {value: [1]}, empty: {value: []}}}}
                    '409': {description: d, content: {application/json: {examples: {taken: {value: 9}}}}}
            """)
        #expect(mock.answer("GET", "/a").text == "[1]")
        #expect(mock.answer("GET", "/a", [("Prefer", "example=empty")]).text == "[]")
        #expect(mock.answer("GET", "/a?__example=empty").text == "[]")
        #expect(mock.answer("GET", "/a", [("X-Mock-Example", "taken")]).status == 409)
        let unknown = mock.answer("GET", "/a", [("Prefer", "example=ful")])
        #expect(unknown.status == 404)
        #expect(unknown.text.contains("full, empty, taken"))
    }

    @Test(arguments: [
        ("examples: {x: {value: 1}}, schema: {type: integer, example: 3}", "1"),
        ("example: 2, schema: {type: integer, example: 3}", "2"),
        ("schema: {type: integer, examples: [3], example: 4}", "3"),
        ("schema: {type: integer, example: 4, default: 5}", "4"),
        ("schema: {type: object, properties: {n: {type: integer, example: 6}}}", #"{"n":6}"#),
        ("schema: {type: integer, default: 5}", "5"), ("schema: {type: integer, enum: [8]}", "8"),
        ("example: 0", "0"), ("example: false", "false"), ("example: ''", "\"\""), ("example: null", "null"),
        ("example: []", "[]"), ("examples: {x: {value: 0}}", "0"),
    ])
    func `36: examples before one example before the schema, and values that count as false are values`(
        _ content: String, _ body: String
    ) throws {
        let mock = try mock(
            "        '200': {description: d, content: {application/json: {\(content)}}}", version: "3.1.0")
        #expect(mock.answer("GET", "/a").text == body)
    }

    @Test func `36: an example may lie in a file beside the document`() throws {
        let mock = try DescribedMock(
            "openapi: 3.0.3\npaths: {/a: {get: {responses: {'200': {description: d, content: {application/json: "
                + "{examples: {x: {externalValue: ./data/x.json}, y: {externalValue: 'https://x.test/y'}}}}}}}}}",
            ["data/x.json": "{ \"a\": 1 }\n"])
        #expect(mock.answer("GET", "/a").text == "{ \"a\": 1 }\n")
        #expect(mock.findings.count == 1)
        #expect(mock.findings.first?.contains("\"https://x.test/y\" cannot be read") == true)
    }

    @Test(
        arguments: [
            (nil, "application/json"), ("*/*;q=0.1", "application/json"), ("application/xml", "application/xml"),
            ("application/json;q=0.1, application/xml", "application/xml"), ("text/*", "text/plain"),
            ("application/json;q=0, */*", "application/xml"), ("application/xml;q=0.5, text/plain;q=0.6", "text/plain"),
            ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
        ] as [(String?, String)])
    func `38: Accept chooses the media type by weight and exactness`(_ accept: String?, _ type: String) throws {
        let mock = try mock(
            """
                    '200':
                      description: d
                      content: {application/json: {example: 1}, application/xml: {example: <a/>}, text/plain: {example: a}}
            """)
        let answer = mock.answer("GET", "/a", accept.map { [("Accept", $0)] } ?? [])
        #expect(answer.headers["content-type"] == type)
    }

    @Test func `38: a type that is akin is taken when no other is, and nothing that fits is 406`() throws {
        let mock = try mock("        '200': {description: d, content: {application/vnd.api+json: {example: 1}}}")
        #expect(mock.answer("GET", "/a", [("Accept", "application/json")]).text == "1")
        let none = mock.answer("GET", "/a", [("Accept", "image/png")])
        #expect(none.status == 406)
        #expect(none.text.contains("application/vnd.api+json"))
        let empty = try self.mock("        '200': {description: d}")
        #expect(empty.answer("GET", "/a", [("Accept", "image/png")]).status == 200)
    }

    @Test func `38: a type with a parameter is sent as it stands, and any type becomes one`() throws {
        let mock = try mock(
            "        '200': {description: d, content: {'application/json;charset=utf-8': {example: 1}}}")
        let answer = mock.answer("GET", "/a", [("Accept", "application/json")])
        #expect(answer.headers["content-type"] == "application/json;charset=utf-8")
        let any = try self.mock("        '200': {description: d, content: {'*/*': {example: {a: 1}}}}")
        #expect(any.answer("GET", "/a").headers["content-type"] == "application/json")
    }

    @Test(arguments: ["204", "205", "304"]) func `39: a status without a body has neither body nor type`(
        _ status: String
    ) throws {
        let mock = try mock("        '\(status)': {description: d, content: {application/json: {example: 1}}}")
        let answer = mock.answer("GET", "/a")
        #expect(answer.status == Int(status))
        #expect(answer.body == .none)
        #expect(answer.headers["content-type"] == nil)
    }

    @Test func `39: declared header fields have values, but not those that the server says itself`() throws {
        let mock = try mock(
            """
                    '200':
                      description: d
                      headers:
                        X-Next: {schema: {type: string}, example: /a?page=2}
                        X-Total: {schema: {type: integer, minimum: 5, maximum: 5}}
                        X-List: {schema: {type: array, items: {type: integer}, example: [3, 4]}}
                        X-Object: {schema: {type: object, default: {role: admin, first: Alex}}}
                        Content-Length: {schema: {type: integer, example: 99}}
                        Content-Encoding: {schema: {type: string, example: gzip}}
                        Date: {schema: {type: string, example: today}}
                      content: {text/plain: {example: a}}
            """)
        let headers = mock.answer("GET", "/a").headers
        #expect(headers["x-next"] == "/a?page=2")
        #expect(headers["x-total"] == "5")
        #expect(headers["x-list"] == "3,4")
        #expect(headers["x-object"] == "role,admin,first,Alex")
        for name in ["content-length", "content-encoding", "date"] { #expect(headers[name] == nil, "\(name)") }
    }

    @Test func `40: a deprecated operation says so`() throws {
        let mock = try DescribedMock(
            paths: "  /a: {get: {deprecated: true, responses: {'200': {description: d}}}}")
        #expect(mock.answer("GET", "/a").headers["deprecation"] == "true")
    }
}
