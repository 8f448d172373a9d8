import Testing

@testable import MockModel

@Suite("JSON outlines")
struct JSONOutlineTests {
    private static let text = #"""
        {"id": 7, "name": "Zo\u00eb", "tags": ["a", ["b", {}], {"deep": [1.5, -0, 12345678901234567890]}], "id": 8,
         "na\u006de2": true, "empty": [], "none": null, "naïve": "é"}
        """#

    @Test(
        "a place is found without making the rest",
        arguments: [
            ("id", 8), ("name", "Zoë"), ("tags[0]", "a"), ("tags[1][0]", "b"), ("tags[1][1]", [:]),
            ("tags[2].deep[0]", .number(1.5)), ("tags[2].deep[1]", .number(-0.0)),
            ("tags[2].deep[2]", .bigNumber("12345678901234567890")), ("name2", true), ("empty", []), ("none", .null),
            ("naïve", "é"),
        ] as [(String, JSONValue)])
    func finds(path: String, value: JSONValue) throws {
        let path = try JSONPath(parsing: path)
        #expect(try outline(of: Self.text)[path] == value)
        #expect(try JSONValue(parsing: Self.text)[path] == value)
    }

    @Test(
        "a place that is not there is nothing",
        arguments: ["x", "id.x", "id[0]", "tags.a", "tags[3]", "tags[1][2]", "empty[0]", "none.x", "tags[1][1].x"])
    func misses(path: String) throws {
        let path = try JSONPath(parsing: path)
        #expect(try outline(of: Self.text)[path] == nil)
        #expect(try JSONValue(parsing: Self.text)[path] == nil)
    }

    @Test(
        "a text that is no JSON has no outline, wherever the fault is",
        arguments: ["{\"a\": 1,}", "{\"a\": 1} x", "[\"\\x\"]"])
    func refuses(text: String) {
        #expect(throws: JSONError.self) { try outline(of: text) }
    }

    private func outline(of text: String) throws -> JSONOutline {
        var reader = JSONReader(Array(text.utf8))
        return try reader.readDocument()
    }
}
