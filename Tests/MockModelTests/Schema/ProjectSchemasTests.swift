import Testing

@testable import MockModel

@Suite("The schemas of a project")
struct ProjectSchemasTests {
    /// Files of which each refers to the next, and the last to the first.
    private func ring(_ count: Int) throws -> [String: JSONValue] {
        var documents: [String: JSONValue] = [:]
        for number in 0..<count {
            let text = #"{ "type": "object", "properties": { "a": { "$ref": "s\#((number + 1) % count).json" } } }"#
            documents["schemas/s\(number).json"] = try JSONValue(parsing: text)
        }
        return documents
    }

    @Test("in a ring are compiled once, not once for each file that leads there")
    func ring() throws {
        let documents = try ring(2_000)
        let schemas = ProjectSchemas(documents)
        #expect(schemas.compile(documents.keys.sorted()).isEmpty)
        let first = try schemas.schema(named: "s0")
        let other = try schemas.schema(named: "s1000.json")
        // The root and its property `a`, for each file.
        #expect(first.nodes.count == 4_000)
        #expect(
            first.nodes.withUnsafeBufferPointer(\.baseAddress) == other.nodes.withUnsafeBufferPointer(\.baseAddress))
        let value = try JSONValue(parsing: #"{ "a": { "a": { "a": 5 } } }"#)
        #expect(try first.findings(in: value).map(\.path) == ["/a/a/a"])
        #expect(try other.findings(in: value).map(\.path) == ["/a/a/a"])
    }

    @Test("tell what is wrong in one of them once, and serve the others")
    func broken() throws {
        var documents = try ring(50)
        documents["schemas/s7.json"] = try JSONValue(parsing: #"{ "properties": { "a": { "$ref": "s80.json" } } }"#)
        documents["schemas/s9.json"] = try JSONValue(parsing: #"{ "type": "objekt" }"#)
        documents["schemas/alone.json"] = ["type": "string"]
        let schemas = ProjectSchemas(documents)
        let errors = schemas.compile(documents.keys.sorted())
        #expect(Set(errors.map(\.document)) == ["mockscript:/schemas/s7.json", "mockscript:/schemas/s9.json"])
        #expect(errors.count == 2)
        #expect(try schemas.schema(named: "alone").findings(in: 5).count == 1)
        #expect(throws: SchemaError.self) { try schemas.schema(named: "s0") }
    }

    @Test("tell every circle that never ends")
    func circles() throws {
        let documents: [String: JSONValue] = [
            "schemas/a.json": ["$ref": "b.json"], "schemas/b.json": ["$ref": "a.json"],
            "schemas/c.json": ["allOf": [["$ref": "c.json"]]],
            "schemas/d.json": ["properties": ["d": ["$ref": "d.json"]]],
        ]
        let errors = ProjectSchemas(documents).compile(documents.keys.sorted())
        #expect(errors.count == 2)
        #expect(errors.allSatisfy { $0.message.contains("leads back to itself") })
    }
}
