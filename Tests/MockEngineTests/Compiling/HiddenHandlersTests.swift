import MockModel
import Testing

@testable import MockEngine

@Suite("Handlers that another file hides")
struct HiddenHandlersTests {
    private func handler(_ name: String, _ file: String, host: String? = nil) throws -> HandlerDeclaration {
        let words = name.split(separator: " ").map(String.init)
        return HandlerDeclaration(
            script: file, key: name, method: words[0], pattern: try PathPattern(parsing: words[1]), host: host,
            location: SourceLocation(file: file, line: 2))
    }

    @Test("are told, whatever their parameters are called")
    func hidden() throws {
        let problems = HiddenHandlers.problems(of: [
            try handler("GET /users/{id}", "routes/route.lua"), try handler("GET /users", "routes/route.lua"),
            try handler("GET /users/{name}", "routes/users/{name}/route.lua"),
        ])
        #expect(
            problems.map(\.message) == [
                "this handler never runs: routes/users/{name}/route.lua:2 answers GET /users/{name}"
            ])
        #expect(problems.first?.location == SourceLocation(file: "routes/route.lua", line: 2))
        #expect(problems.first?.name == "hidden-handler" && problems.first?.severity == .warning)
    }

    @Test("are none where host, method or bytes of the path differ")
    func different() throws {
        let handlers = [
            try handler("GET /a", "a.lua"), try handler("POST /a", "a.lua"), try handler("GET /a", "b.lua", host: "h"),
            try handler("GET /\u{E9}", "c.lua"), try handler("GET /e\u{301}", "d.lua"),
        ]
        #expect(HiddenHandlers.problems(of: handlers).isEmpty)
    }
}
