import MockModel
import Testing

@Suite("A JSON Schema")
struct JSONSchemaTests {
    private static let order = """
        { "type": "object", "required": ["customer", "lines"], "additionalProperties": false, "properties": {
            "customer": { "type": "string", "minLength": 1 },
            "kind": { "enum": ["gift", "sale"] },
            "due": { "type": "string", "format": "date" },
            "payment": { "oneOf": [{ "$ref": "#/$defs/Card" }, { "$ref": "#/$defs/Invoice" }] },
            "note": { "anyOf": [{ "type": "string" }, { "type": "null" }] },
            "lines": { "type": "array", "minItems": 1, "uniqueItems": true, "items": {
                "type": "object", "required": ["sku"], "properties": { "qty": { "type": "integer", "minimum": 1 } } } } },
          "$defs": {
            "Card": { "type": "object", "required": ["number"],
                "properties": { "by": { "const": "card" }, "number": { "pattern": "^[0-9]+$" } } },
            "Invoice": { "type": "object", "required": ["address"], "properties": { "by": { "const": "invoice" } } } } }
        """

    private func findings(
        _ value: String, _ schema: String = order, _ options: JSONSchema.Options = .init()
    ) throws -> [String] {
        let schema = try SchemaLibrary().schema(try JSONValue(parsing: schema), at: "test:/order.json")
        return try schema.findings(in: try JSONValue(parsing: value), options).map { "\($0.path) \($0.message)" }
    }

    @Test(
        "says where and why a value does not fit",
        arguments: [
            (#"[]"#, [" must be an object, but it is an empty list"]),
            (#"{"lines":[{"sku":1}]}"#, [#" needs the property "customer""#]),
            (
                #"{"customer":"","lines":[{"sku":1,"qty":0}]}"#,
                ["/customer must not be empty", "/lines/0/qty must be at least 1, but it is 0"]
            ),
            (
                #"{"customer":"a","kind":"gfit","lines":[{"sku":1}]}"#,
                [#"/kind must be one of "gift", "sale", but it is "gfit"; did you mean "gift"?"#]
            ),
            (
                #"{"customer":"a","linse":1,"lines":[{"sku":1,"qty":"2"}]}"#,
                [
                    #"/linse is not a known property; did you mean "lines"?"#,
                    #"/lines/0/qty must be a whole number, but it is "2""#,
                ]
            ),
            (
                #"{"customer":"a","lines":[{"sku":1},{"sku":1.0}]}"#,
                ["/lines must not have the same element twice, but 0 and 1 are alike"]
            ),
            (#"{"customer":"a","note":5,"lines":[{"sku":1}]}"#, ["/note must be text or null, but it is 5"]),
            (
                #"{"customer":"a","payment":{"by":"invoice"},"lines":[{"sku":1}]}"#,
                [
                    #"/payment must fit one of 2 forms, but fits none; the closest is "Invoice""#,
                    #"/payment needs the property "address""#,
                ]
            ),
            (
                #"{"customer":"a","payment":{"number":"1","address":""},"lines":[{"sku":1}]}"#,
                [#"/payment must fit one form only, but it fits "Card" and "Invoice""#]
            ),
        ])
    func says(value: String, wanted: [String]) throws {
        #expect(try findings(value) == wanted)
    }

    @Test("checks formats when it is asked to")
    func formats() throws {
        let value = #"{"customer":"a","due":"tomorrow","lines":[{"sku":1}]}"#
        #expect(try findings(value) == [])
        #expect(
            try findings(value, Self.order, .init(assertsFormats: true))
                == [#"/due must be a date such as 2026-01-31, but it is "tomorrow""#])
    }

    @Test("takes an empty object for an empty list only where Lua may have meant one")
    func empty() throws {
        let schema = #"{ "properties": { "a": { "type": "array", "minItems": 1 } } }"#
        #expect(try findings(#"{"a":{}}"#, schema) == ["/a must be a list, but it is an object"])
        let loose = JSONSchema.Options(takesEmptyForEither: true)
        #expect(try findings(#"{"a":{}}"#, schema, loose) == ["/a must not be empty"])
        let sent = JSONSchema.Options(takesEmptyForEither: true, original: ["a": [:]])
        #expect(try findings(#"{"a":{}}"#, schema, sent) == ["/a must be a list, but it is an object"])
    }

    @Test(
        "that is broken says what is wrong with it, and where",
        arguments: [
            (#"{ "type": "strnig" }"#, "/type", #""type" is "strnig", which is no type"#),
            (#"{ "properties": { "a": 5 } }"#, "/properties/a", "a schema is an object, true or false, not 5"),
            (#"{ "items": { "minimum": "1" } }"#, "/items/minimum", #""minimum" must be a number, but it is "1""#),
            (##"{ "allOf": [{ "$ref": "#/$defs/a" }] }"##, "/allOf/0", ##""#/$defs/a" leads to nothing"##),
            (#"{ "$ref": "other.json" }"#, "", #"there is no schema "other.json""#),
            (#"{ "required": "a" }"#, "/required", #""required" must be a list, but it is "a""#),
            (#"{ "multipleOf": 0 }"#, "/multipleOf", #""multipleOf" must be more than 0, with at most 18 digits"#),
        ])
    func broken(schema: String, pointer: String, message: String) throws {
        let error = #expect(throws: SchemaError.self) { try findings("1", schema) }
        #expect(error?.pointer == pointer && error?.message == message, "\(String(describing: error))")
    }

    @Test(
        "that leads back to itself is refused",
        arguments: [
            ##"{ "$ref": "#" }"##, ##"{ "allOf": [{ "$ref": "#" }] }"##,
            ##"{ "$ref": "#/$defs/a", "$defs": { "a": { "not": { "$ref": "#/$defs/a" } } } }"##,
        ])
    func circles(schema: String) throws {
        let error = #expect(throws: SchemaError.self) { try findings("1", schema) }
        #expect(error?.message.contains("leads back to itself without an end") == true)
    }

    @Test(
        "that never ends at run time is given up",
        arguments: [
            ##"{ "if": true, "then": { "$ref": "#" } }"##,
            ##"{ "if": true, "then": { "anyOf": [{ "allOf": [{ "$ref": "#" }, false] }, { "$ref": "#" }] } }"##,
            ##"{ "dependentSchemas": { "a": { "$ref": "#" } } }"##,
        ])
    func endless(schema: String) throws {
        #expect(throws: SchemaLimit.self) { try findings(#"{"a":1}"#, schema) }
    }

    @Test("gives up when its patterns take too long together")
    func patterns() throws {
        let text = String(repeating: "a", count: 14)
        let list = (1...5_000).map { _ in "\"\(text)!\"" }.joined(separator: ",")
        #expect(throws: SchemaLimit.self) {
            try findings("[\(list)]", #"{ "items": { "pattern": "^(a+)+$" } }"#)
        }
    }

    @Test("may refer to itself at each level of a deep value")
    func deep() throws {
        let value = String(repeating: "[", count: 240) + String(repeating: "]", count: 240)
        #expect(try findings(value, ##"{ "type": "array", "items": { "$ref": "#" } }"##) == [])
    }

    @Test("compares numbers exactly")
    func numbers() throws {
        #expect(try findings("9007199254740993", #"{ "maximum": 9007199254740992 }"#).count == 1)
        #expect(try findings("1e400", #"{ "maximum": 1e399 }"#).count == 1)
        #expect(try findings("0.3", #"{ "multipleOf": 0.1 }"#) == [])
        #expect(try findings("1e1000000000000000000000", #"{ "multipleOf": 0.5, "type": "integer" }"#) == [])
    }

    @Test("follows the rules of OpenAPI 3.0 in its documents")
    func openAPI() throws {
        var library = SchemaLibrary()
        library.add(
            try JSONValue(
                parsing: """
                    { "openapi": "3.0.3", "components": { "schemas": {
                        "User": { "type": "object", "required": ["id", "name"], "properties": {
                            "id": { "type": "integer", "readOnly": true },
                            "age": { "type": "integer", "minimum": 0, "exclusiveMinimum": true },
                            "name": { "type": "string", "nullable": true }, "boss": { "$ref": "#/components/schemas/User" } } } } } }
                    """), uri: "test:/openapi.json")
        let schema = try library.schema(at: "test:/openapi.json#/components/schemas/User")
        #expect(try schema.findings(in: ["name": .null]) == [])
        #expect(
            try schema.findings(in: ["name": "a", "age": 0, "boss": [:]]).map(\.path) == ["/age", "/boss"])
    }
}
