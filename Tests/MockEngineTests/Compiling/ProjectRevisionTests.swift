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

    @Test("keeps a sound example while its file is half-written, and takes a strange one that always was")
    func keepsSound() throws {
        func odd(_ file: String) -> Problem {
            Problem(.warning, "bad-example", "not JSON", at: SourceLocation(file: file, line: 1))
        }
        var before = try project([("a", "a1"), ("b", "b1")])
        before.problems = [odd("b")]
        var after = try project([("a", ""), ("b", "b2")])
        after.problems = [odd("a"), odd("b")]
        let first = CompiledProject(before, compiler: ClosureScripts())
        let next = ProjectRevision(after, after: first, compiler: ClosureScripts())
        #expect(texts(next.project) == ["GET /a": "a1", "GET /b": "b2"])
    }

    @Test("forgets a file that is gone")
    func forgets() throws {
        let first = CompiledProject(try project([("a", "a1"), ("b", "b1")]), compiler: ClosureScripts())
        let next = ProjectRevision(try project([("a", "a1")]), after: first, compiler: ClosureScripts())
        #expect(texts(next.project) == ["GET /a": "a1"])
    }
}
