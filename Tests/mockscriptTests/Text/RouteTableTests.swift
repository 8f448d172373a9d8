import MockModel
import TestSupport
import Testing

@testable import mockscript

@Suite("The table of routes")
struct RouteTableTests {
    private func saved(_ name: String, id: String, status: Int = 200) -> Example {
        var example = Example.text("", name: name, status: status)
        example.origin = ExampleOrigin(id: id)
        return example
    }

    @Test("shows ids where examples of a collection share a name, and requests without an example")
    func collections() throws {
        let table = RouteTable(routes: [
            try .named("GET /a", [saved("OK", id: "1"), saved("Gone", id: "2", status: 410)]),
            try .named("GET /b", [saved("OK", id: "3", status: 201)]), try .named("PUT /b"),
        ])
        let lines = table.text(.plain).split(separator: "\n").map(String.init)
        #expect(lines[0].hasSuffix("OK #1, Gone (410)"))
        #expect(lines[1].hasSuffix("OK #3 (201)"))
        #expect(lines[2].hasSuffix("no example"))
        #expect(table.json.elements?.first?["examples"]?.elements?.last?["id"] == "2")
    }

    @Test("shows no control character of a name as it is")
    func names() throws {
        let table = RouteTable(routes: [
            try .named("GET /\u{1B}]0;a\u{7}", [saved("x\u{9B}2J", id: "1"), saved("\u{202E}y", id: "\u{1B}")])
        ])
        #expect(table.text(.plain).unicodeScalars.allSatisfy { $0 == "\n" || $0.value > 0x1F && $0.value != 0x9B })
        #expect(!table.text(.plain).contains("\u{202E}"))
    }
}
