import MockModel
import TestSupport
import Testing

@testable import MockEngine

@Suite("The next version of a project")
struct ProjectRevisionTests {
    private func project(_ examples: [(file: String, text: String)], broken: String? = nil) throws -> Project {
        let routes = try examples.map { file, text -> Route in
            var example = Example.text(text)
            example.location = SourceLocation(file: file)
            return try Route.named("GET /\(file)", [example])
        }
        let problems =
            broken.map { [Problem(.error, "bad-example", "broken", at: SourceLocation(file: $0, line: 1))] } ?? []
        return Project(root: "/mocks", routes: routes, problems: problems)
    }

    private func texts(_ project: CompiledProject) -> [String: String] {
        Dictionary(uniqueKeysWithValues: project.allRoutes.map { ($0.name, $0.examples[0].response.text) })
    }

    @Test("takes over what loads, and keeps the last good version of what does not")
    func keepsLastGood() throws {
        let first = CompiledProject(try project([("a", "a1"), ("b", "b1")]), compiler: ClosureScripts())
        let next = ProjectRevision(
            try project([("a", "a2"), ("c", "c2")], broken: "b"), after: first, compiler: ClosureScripts())
        #expect(texts(next.project) == ["GET /a": "a2", "GET /b": "b1", "GET /c": "c2"])
        #expect(next.problems.map { $0.location?.file } == ["b"])
        #expect(!next.project.hasErrors)
    }

    @Test("forgets a file that is gone")
    func forgets() throws {
        let first = CompiledProject(try project([("a", "a1"), ("b", "b1")]), compiler: ClosureScripts())
        let next = ProjectRevision(try project([("a", "a1")]), after: first, compiler: ClosureScripts())
        #expect(texts(next.project) == ["GET /a": "a1"])
    }
}
