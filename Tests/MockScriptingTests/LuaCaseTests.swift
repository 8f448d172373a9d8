import Foundation
import MockEngine
import MockModel
import TestSupport
import Testing

/// Tests written in Lua: each file under `Lua/` returns a table of named functions that get `expect` and the request.
@Suite("The Lua API")
struct LuaCaseTests {
    /// One function of a file.
    struct Case: CustomTestStringConvertible, Sendable {
        let file: String
        let name: String
        var testDescription: String { "\(file): \(name)" }
    }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Lua")

    private static func text(_ file: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent("\(file).lua"), encoding: .utf8)
    }

    /// The names of the functions, read from the text: `["a sentence"] = function`.
    static let cases: [Case] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".lua") && $0 != "expect.lua" }.sorted().flatMap { name -> [Case] in
            let file = String(name.dropLast(4))
            let text = (try? text(file)) ?? ""
            return text.matches(of: /\n    \["([^"\n]+)"\] = function/).map { Case(file: file, name: String($0.1)) }
        }
    }()

    @Test("there are cases")
    func present() {
        #expect(LuaCaseTests.cases.count > 40)
    }

    @Test("holds", arguments: cases)
    func holds(_ item: Case) throws {
        let route = """
            local cases, expect = require "cases", require "expect"
            return { ANY = function(req, res) return cases[req.headers["x-case"]](expect, req, res) or 200, "held" end }
            """
        let mock = try LuaMock(
            [
                "routes/items/{id}/route.lua": route, "lib/expect.lua": try LuaCaseTests.text("expect"),
                "lib/cases.lua": try LuaCaseTests.text(item.file),
            ],
            seeds: ["films": LuaCaseTests.films], settings: Settings(seed: 7), disk: CaseFiles())
        try #require(!mock.problems.contains { $0.severity == .error }, "\(mock.problems)")
        let headers = [("X-Case", item.name), ("Authorization", "Basic YWRhOnMzOmNyZXQ="), ("Cookie", "a=1; b=\"2\"")]
        let target = "/items/7%2F8?tag=a&tag=b&q=x+y&empty="
        let delivery = try #require(
            mock.delivery("POST", target, headers: headers, body: #"{"n":5,"none":null,"list":[1,null]}"#))
        if case .failure(_, let failure) = delivery.exchange.reason {
            Issue.record("\(failure.location.map { "\($0): " } ?? "")\(failure.message)")
        } else {
            #expect(delivery.response.text == "held")
        }
    }

    private static let films: JSONValue = [
        ["id": 1, "title": "Alien", "year": 1979, "crew": ["director": "Scott"], "tags": ["space"]],
        ["id": 2, "title": "Brazil", "year": 1985, "seen": true],
        ["id": 3, "title": "Contact", "year": 1997, "seen": false, "note": .null],
        ["id": 4, "title": "Dune", "year": 1984, "crew": ["director": "Lynch"]],
    ]
}

/// One file and one variable.
private struct CaseFiles: ProjectFiles {
    func read(_ path: String) throws(FileAccessError) -> [UInt8] {
        guard path == "data/greeting.txt" else { throw FileAccessError("does not exist") }
        return Array("hello".utf8)
    }

    func environment(_ name: String) throws(FileAccessError) -> String? {
        guard name == "STRIPE_KEY" else { throw FileAccessError("is not listed") }
        return "sk_test"
    }
}
