import MockModel
import Testing

@testable import MockSources

@Suite struct TestFinderTests {
    private func project(_ files: [String]) throws -> TemporaryFolder {
        var texts = ["routes/a/GET.json": "{}"]
        for file in files { texts[file] = "it('x', function(api) end)" }
        return try TemporaryFolder(texts)
    }

    @Test func `test files are found anywhere, but not where a package manager or version control put them`() throws {
        let folder = try project([
            "a.test.lua", "tests/deep/b.test.lua", "routes/a/c.test.lua", "lib/d.test.lua", "scenarios/e.test.lua",
            "node_modules/x/f.test.lua", ".git/g.test.lua", "tests/helper.lua", "tests/h.test.lua.bak",
        ])
        let project = try SourceReader.read(folder.path, options: SourceOptions(withTests: true))
        let found = project.scripts.filter { $0.kind == .test }.map(\.name)
        #expect(
            found.sorted() == [
                "a.test.lua", "lib/d.test.lua", "routes/a/c.test.lua", "scenarios/e.test.lua", "tests/deep/b.test.lua",
            ])
        #expect(project.problems.isEmpty, "\(project.problems)")
    }

    @Test func `who does not ask for tests does not read them`() throws {
        let folder = try project(["a.test.lua"])
        let project = try SourceReader.read(folder.path)
        #expect(!project.scripts.contains { $0.kind == .test })
    }

    @Test func `a single Lua file has the tests beside it`() throws {
        let folder = try TemporaryFolder(["api.lua": "return {}", "api.test.lua": "it('x', function() end)"])
        let project = try SourceReader.read(folder.path + "/api.lua", options: SourceOptions(withTests: true))
        #expect(project.scripts.map(\.name).sorted() == ["api.lua", "api.test.lua"])
    }
}
