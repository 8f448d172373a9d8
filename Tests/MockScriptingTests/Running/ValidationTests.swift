import MockModel
import TestSupport
import Testing

@Suite("Validation in Lua")
struct ValidationTests {
    private static let schemas: [String: JSONValue] = [
        "schemas/order.json": [
            "type": "object", "required": ["id", "lines"],
            "properties": [
                "id": ["type": "integer"], "mail": ["format": "email"], "note": ["type": ["string", "null"]],
                "lines": ["type": "array", "items": ["$ref": "line.json"]],
            ],
        ],
        "schemas/line.json": ["type": "object", "properties": ["qty": ["type": "integer", "minimum": 1]]],
        "openapi.yaml": ["openapi": "3.1.0", "components": ["schemas": ["Name": ["type": "string", "minLength": 2]]]],
    ]

    private func mock(_ route: String, seeds: [String: JSONValue] = [:]) throws -> LuaMock {
        try LuaMock(
            ["routes/orders/route.lua": route], seeds: seeds, schemas: Self.schemas, openAPI: "openapi.yaml")
    }

    private func run(_ body: String) throws -> LuaMock {
        try mock("return { POST = function(req, res)\n\(body)\nend }")
    }

    @Test(
        "tells whether a value fits, and what is wrong",
        arguments: [
            ("mock.validate({ id = 1, lines = {} }, 'order')", "true []"),
            ("mock.validate({ id = 1.0, lines = mock.array() }, 'order.json')", "true []"),
            ("mock.validate({ id = 1, lines = {}, note = mock.null }, 'order')", "true []"),
            (
                "mock.validate({ id = 1, lines = { { qty = 1 }, { qty = 0 } } }, 'order')",
                #"false [{"path":"/lines/1/qty","message":"must be at least 1, but it is 0"}]"#
            ),
            (
                "mock.validate({ id = 1, lines = {}, mail = 'x' }, 'order')",
                #"false [{"path":"/mail","message":"must be a mail address, but it is \"x\""}]"#
            ),
            ("mock.validate('ab', '#/components/schemas/Name')", "true []"),
            (
                "mock.validate('a', '#/components/schemas/Name')",
                #"false [{"path":"","message":"must have at least 2 characters, but it has 1"}]"#
            ),
            ("mock.validate({ 5 }, { type = 'array', items = { type = 'number' }, required = {} })", "true []"),
            ("mock.validate({ qty = 2 }, { ['$ref'] = 'line.json' })", "true []"),
            ("mock.validate(nil, { type = 'null' })", "true []"),
        ])
    func validate(call: String, wanted: String) throws {
        let mock = try run("local ok, problems = \(call)\nreturn tostring(ok) .. ' ' .. mock.json.encode(problems)")
        #expect(mock.call("POST", "/orders") == "200 \(wanted)")
    }

    @Test(
        "raises when the schema is unknown or broken",
        arguments: [
            ("mock.validate(1, 'ordr')", #"mock.validate: there is no schema "ordr"; did you mean "order"?"#),
            (
                "mock.validate(1, '#/components/schemas/Nam')",
                ##"mock.validate: openapi.yaml: "#/components/schemas/Nam" leads to nothing; did you mean "Name" for "Nam"?"##
            ),
            (
                "mock.validate(1, { type = 'strng' })",
                #"mock.validate: the schema#/type: "type" is "strng", which is no type; did you mean "string"?"#
            ),
            ("mock.validate(1)", "the schema of mock.validate must be text or a table, not nothing"),
            ("req.validate('order')", "call it with a colon: req:validate(schema)"),
            ("req:valdate('order')", "req has no 'valdate'; did you mean 'validate'?"),
            (
                "mock.validate({}, { ['if'] = {}, ['then'] = { ['$ref'] = '#' } })",
                "mock.validate: the schema leads from schema to schema without an end"
            ),
        ])
    func raises(call: String, message: String) throws {
        let failure = try #require(try run(call).failure("POST", "/orders"))
        #expect(failure.message == message)
        #expect(failure.location == SourceLocation(file: "routes/orders/route.lua", line: 2))
    }

    @Test(
        "answers 422 with the findings, or hands over the body",
        arguments: [
            (#"{"id":1,"lines":[]}"#, #"200 {"id":1,"lines":[]}"#),
            (
                #"{"id":1,"lines":{}}"#,
                #"422 {"error":"invalid_body","message":"/lines must be a list, but it is an object","problems":[{"path":"/lines","message":"must be a list, but it is an object"}]}"#
            ),
            (
                #"{}"#,
                #"422 {"error":"invalid_body","message":"the body needs the property \"id\" (and 1 more)","problems":[{"path":"","message":"needs the property \"id\""},{"path":"","message":"needs the property \"lines\""}]}"#
            ),
            (
                "",
                #"422 {"error":"invalid_body","message":"the body is empty, but a JSON value is needed","problems":[{"path":"","message":"is empty, but a JSON value is needed"}]}"#
            ),
        ])
    func request(body: String, wanted: String) throws {
        let mock = try run("local order = req:validate('order')\nreturn order")
        #expect(mock.call("POST", "/orders", body: body).sortedKeys == wanted.sortedKeys)
        #expect(mock.call("POST", "/orders", body: "{").hasPrefix(#"400 {"error":"bad_json""#))
    }

    @Test("a resource refuses what does not fit: new, whole and merged records")
    func resource() throws {
        let mock = try mock(
            "return mock.resource('orders', { schema = 'order' })", seeds: ["orders": [["id": 1, "lines": []]]])
        #expect(mock.problems.isEmpty)
        #expect(mock.call("POST", "/orders", body: #"{"lines":[]}"#).hasPrefix("201"))
        #expect(mock.call("POST", "/orders", body: #"{"lines":[{"qty":0}]}"#).hasPrefix("422"))
        #expect(mock.call("PUT", "/orders/1", body: #"{"lines":{}}"#).hasPrefix("422"))
        #expect(mock.call("PUT", "/orders/1", body: #"{"lines":[],"note":null}"#).hasPrefix("200"))
        #expect(mock.call("PATCH", "/orders/1", body: #"{"note":5}"#).hasPrefix("422"))
        #expect(mock.call("PATCH", "/orders/1", body: #"{"lines":null}"#).hasPrefix("422"))
        #expect(mock.call("PATCH", "/orders/1", body: #"{"note":"x"}"#).hasPrefix("200"))
        #expect(mock.call("GET", "/orders/1").contains(#""note":"x""#))
    }

    @Test("a resource names an unknown schema and a seed that does not fit while the project loads")
    func load() throws {
        let unknown = try mock("return mock.resource('orders', { schema = 'ordr' })")
        #expect(
            unknown.problems.map(\.message) == [#"mock.resource: there is no schema "ordr"; did you mean "order"?"#])
        #expect(unknown.problems.first?.location?.description == "routes/orders/route.lua:1:43")
        let seeded = try mock(
            "return mock.resource('orders', { schema = 'order' })",
            seeds: ["orders": [["id": 1, "lines": []], ["id": "2", "lines": []]]])
        #expect(
            seeded.problems.map(\.message) == [
                #"record 2 of orders does not fit the schema "order": /id must be a whole number, but it is "2""#
            ])
        #expect(seeded.problems.first?.name == "schema-mismatch")
        #expect(seeded.problems.first?.severity == .warning)
    }
}

extension String {
    /// A JSON body of an answer whose members may stand in any order, as letters.
    fileprivate var sortedKeys: String { String(sorted()) }
}
