import MockModel
import TestSupport
import Testing

@testable import MockEngine

@Suite struct UnmetBehaviorsTests {
    private func isUnmet(_ pattern: String, over routes: String...) throws -> Bool {
        let rule = BehaviorRule(
            pattern: pattern, behavior: Behavior(), location: SourceLocation(file: "mockscript.yaml", line: 2))
        let named = try routes.map { try Route.named($0, []) }
        return !UnmetBehaviors.problems(of: [rule], in: named, Project(root: "/")).isEmpty
    }

    @Test(arguments: [
        "/**", "/users/*", "/users/{id}", "GET /users/**", "HEAD /users/{id}", "ANY /users/7", "/**/{id}", "/**/**/7",
        "/users/**/7", "/users/7/**",
    ])
    func `a pattern that some request of the route meets`(pattern: String) throws {
        #expect(try !isUnmet(pattern, over: "GET /users/{id}"))
    }

    @Test(arguments: ["/user/*", "/users", "POST /users/*", "/users/*/*", "/**/orders/x", "/users/7/**/x"])
    func `a pattern that no request of the route meets`(pattern: String) throws {
        #expect(try isUnmet(pattern, over: "GET /users/{id}"))
    }

    @Test func `a pattern in the notation of another tool is told with the pattern to write`() throws {
        let rule = BehaviorRule(
            pattern: "GET /users/:id", behavior: Behavior(), location: SourceLocation(file: "mockscript.yaml", line: 2))
        let problems = UnmetBehaviors.problems(
            of: [rule], in: [try Route.named("GET /users/{id}", [])], Project(root: "/"))
        #expect(problems.map(\.name) == ["foreign-parameter"] && problems[0].hint == "write: \"GET /users/{id}\"")
    }

    @Test func `a rest of the route takes any number of segments`() throws {
        #expect(try !isUnmet("/files/a/b/c", over: "GET /files/{...path}"))
        #expect(try !isUnmet("/files", over: "GET /files/{...path}"))
        #expect(try isUnmet("/file/a", over: "GET /files/{...path}"))
    }

    @Test func `text around a parameter must leave room for it`() throws {
        #expect(try !isUnmet("/v1/x", over: "GET /v{version}/x"))
        #expect(try isUnmet("/v/x", over: "GET /v{version}/x"))
        #expect(try isUnmet("/aba", over: "GET /ab{x}ba"))
    }

    @Test func `texts are compared by their bytes`() throws {
        #expect(try !isUnmet("/caf\u{e9}", over: "GET /caf\u{e9}"))
        #expect(try isUnmet("/caf\u{e9}", over: "GET /cafe\u{301}"))
        #expect(try isUnmet("/v\u{e9}1", over: "GET /ve\u{301}{n}"))
    }

    @Test func `many rests in one pattern are looked at once each`() throws {
        let pattern = String(repeating: "/**/a", count: 200) + "/b"
        let route = "GET " + String(repeating: "/a", count: 400)
        #expect(try isUnmet(pattern, over: route))
        #expect(try !isUnmet(pattern, over: route + "/b"))
    }
}
