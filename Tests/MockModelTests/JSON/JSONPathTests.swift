import MockModel
import Testing

@Suite("JSON paths")
struct JSONPathTests {
    @Test(
        "a path is names, indexes and quoted names",
        arguments: [
            ("a.b[0]", [.name("a"), .name("b"), .index(0)]), ("[2].id", [.index(2), .name("id")]),
            ("a[\"odd.name\"]", [.name("a"), .name("odd.name")]), ("a[0][1]", [.name("a"), .index(0), .index(1)]),
            ("naïve-key", [.name("naïve-key")]), ("[\"\"]", [.name("")]),
        ] as [(String, [JSONPath.Step])])
    func reads(text: String, steps: [JSONPath.Step]) throws {
        let path = try JSONPath(parsing: text)
        #expect(path.steps == steps)
        #expect(path.description == text)
    }

    @Test(
        "a broken path is refused",
        arguments: [
            "", "a..b", ".a", "a.", "a[", "a[x]", "a[-1]", "a[]", "a[\"b]", "$.a", "a[0]b", "a]",
            "a[99999999999999999999]",
        ])
    func refuses(text: String) {
        #expect(throws: ValueError.self) { try JSONPath(parsing: text) }
    }

    @Test("a value is found by its path")
    func lookup() throws {
        let value: JSONValue = ["a": ["b": [["id": 7], 8]], "odd.name": true]
        #expect(value[try JSONPath(parsing: "a.b[0].id")] == 7)
        #expect(value[try JSONPath(parsing: "a.b[1]")] == 8)
        #expect(value[try JSONPath(parsing: "a.b[2]")] == nil)
        #expect(value[try JSONPath(parsing: "a.b.c")] == nil)
        #expect(value[try JSONPath(parsing: "a[0]")] == nil)
        #expect(value[try JSONPath(parsing: "[\"odd.name\"]")] == true)
    }

    @Test("the same data is the same in any order and spelling of numbers")
    func same() throws {
        let first = try JSONValue(parsing: #"{"a":[1,2.0,{"x":null}],"b":"5"}"#)
        #expect(first.isSame(as: try JSONValue(parsing: #"{"b":"5","a":[1.0,2,{"x":null}]}"#)))
        #expect(!first.isSame(as: try JSONValue(parsing: #"{"b":5,"a":[1,2,{"x":null}]}"#)))
        #expect(!first.isSame(as: try JSONValue(parsing: #"{"b":"5"}"#)))
        #expect(!JSONValue.integer(9_007_199_254_740_993).isSame(as: .integer(9_007_199_254_740_992)))
        #expect(
            try !JSONValue(parsing: "12345678901234567890123").isSame(as: JSONValue(parsing: "12345678901234567890124"))
        )
    }
}
