import MockModel
import Testing

@testable import MockSources

@Suite("The schemas of a project")
struct SchemaFolderTests {
    @Test("are files in JSON and YAML that refer to each other by name")
    func files() throws {
        let project = try TemporaryFolder([
            "routes/GET.json": "{}",
            "schemas/order.json":
                ##"{ "properties": { "lines": { "items": { "$ref": "parts/line.yaml#/$defs/line" } } } }"##,
            "schemas/parts/line.yaml": """
            $defs:
              line:
                required: [sku]
                properties: { qty: { type: integer, minimum: 1 }, size: { enum: [S, 38, "38", no, true] } }
            """,
        ]).read()
        #expect(project.findings == [])
        #expect(project.schemas.names == ["order", "parts/line"])
        let order = try project.schemas.schema(named: "order")
        let value = try JSONValue(
            parsing:
                #"{"lines":[{"sku":1,"qty":0,"size":38},{"size":"no"},{"sku":1,"size":"38"},{"sku":1,"size":"M"}]}"#)
        #expect(
            try order.findings(in: value).map { "\($0.path) \($0.message)" } == [
                "/lines/0/qty must be at least 1, but it is 0", #"/lines/1 needs the property "sku""#,
                #"/lines/3/size must be one of "S", 38, "38", "no", true, but it is "M""#,
            ])
    }

    @Test("say where they are broken")
    func broken() throws {
        let project = try TemporaryFolder([
            "routes/GET.json": "{}",
            "schemas/a.json": "{\n  \"properties\": {\n    \"x\": { \"type\": \"strng\" }\n  }\n}",
            "schemas/b.yaml": "properties:\n  y:\n    $ref: c.json\n", "schemas/c.jso": "",
            "schemas/d.json": "{ \"type\": }", "schemas/e.json": ##"{ "$ref": "a.json" }"##,
        ]).read()
        #expect(
            project.findings == [
                "error bad-schema schemas/d.json:1:11: this is not JSON: expected a value, found '}'",
                #"error bad-schema schemas/a.json:3:12: "type" is "strng", which is no type"#,
                #"error bad-schema schemas/b.yaml:2:3: there is no schema "c.json""#,
            ])
    }

    @Test("say which keywords are misspelt, and let alone names of their own")
    func misspelt() throws {
        let project = try TemporaryFolder([
            "routes/GET.json": "{}",
            "schemas/a.json": """
            {
              "requird": ["id"], "x-unit": 1, "examples": [1], "ui": {}, "$comment": "requird",
              "properties": { "requird": { "minimun": 1, "min": 2 }, "typ": true, "enum": { "enumm": [1] } },
              "allOf": [ { "additonalProperties": false } ], "const": { "requird": 1 }, "default": { "typ": 1 }
            }
            """,
            "schemas/b.yaml": "$defs:\n  a/b:\n    tpye: object\n",
        ]).read()
        let name = "is no keyword of JSON Schema and checks nothing"
        #expect(
            project.findings.sorted() == [
                #"warning unknown-keyword schemas/a.json:2:3: "requird" \#(name)"#,
                #"warning unknown-keyword schemas/a.json:3:32: "minimun" \#(name)"#,
                #"warning unknown-keyword schemas/a.json:3:81: "enumm" \#(name)"#,
                #"warning unknown-keyword schemas/a.json:4:16: "additonalProperties" \#(name)"#,
                #"warning unknown-keyword schemas/b.yaml:3:5: "tpye" \#(name)"#,
            ])
        #expect(
            project.problems.compactMap(\.replacement).sorted() == [
                "additionalProperties", "enum", "minimum", "required", "type",
            ])
        #expect(
            project.problems.compactMap(\.hint).sorted() == [
                #"did you mean "additionalProperties"?"#, #"did you mean "enum"?"#, #"did you mean "minimum"?"#,
                #"did you mean "required"?"#, #"did you mean "type"?"#,
            ])
    }

    @Test("of an OpenAPI document are found by their place, in YAML with prose as people write it")
    func openAPI() throws {
        let folder = try TemporaryFolder([
            "routes/GET.json": "{}", "mockscript.yaml": "openapi: api/openapi.yaml\n",
            "api/openapi.yaml": """
            openapi: 3.0.3
            info:
              title: Shop
              description: |
                * Some *text* with !important marks, is it ? yes
            paths: {}
            components:
              schemas:
                Order:
                  type: object
                  required: [id, total]
                  properties:
                    id: { type: string, readOnly: true }
                    total: { type: number, minimum: 0, exclusiveMinimum: true }
                    note: { type: string, nullable: true, example: null }
            """,
        ])
        let project = try folder.read()
        #expect(project.findings == [])
        let order = try project.schemas.schema(named: "#/components/schemas/Order")
        #expect(try order.findings(in: ["total": 1, "note": .null]) == [])
        #expect(
            try order.findings(in: ["total": 0]).map(\.message) == ["must be more than 0, but it is 0"])
    }

    @Test("a document that the settings link must be there")
    func missing() throws {
        let project = try TemporaryFolder([
            "routes/GET.json": "{}", "mockscript.yaml": "openapi: opnapi.yaml\n", "openapi.yaml": "openapi: 3.1.0\n",
        ]).read()
        #expect(
            project.findings == [
                #"error bad-schema mockscript.yaml: "openapi" names opnapi.yaml, which is not there"#
            ])
        #expect(project.problems.first?.hint == "did you mean \"openapi.yaml\"?")
    }

    @Test("a text that grows without end by its aliases is refused")
    func bomb() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let names = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(names)]\n"
        }
        let project = try TemporaryFolder(["routes/GET.json": "{}", "schemas/bomb.yaml": text]).read()
        #expect(project.problems.map(\.name) == ["too-large"])
    }
}
