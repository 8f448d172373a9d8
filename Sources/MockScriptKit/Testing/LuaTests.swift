import MockEngine
import MockModel
import MockSources

/// Runs the Lua tests of a project (`*.test.lua`), each in a fresh session whose clock stands still.
///
///     for result in try LuaTests.run(project: "mocks/shop") {
///         #expect(result.failure == nil)
///     }
public enum LuaTests {
    /// A test and its outcome.
    public struct Result: Sendable {
        /// The names of its groups and its own, joined: `checkout > refuses an empty cart`.
        public let name: String
        /// The file, by its path in the project.
        public let file: String
        /// The line of its declaration, from 1.
        public let line: Int?
        /// Why it failed, in one line; `nil` when it passed.
        public let failure: String?
        /// How long it took.
        public let duration: Duration
    }

    /// Runs all tests of a project, in the order of its files.
    ///
    /// - Parameters:
    ///   - path: the path of a folder or a Lua file.
    ///   - seed: the seed of all chance; `nil` takes that of the settings, else 0.
    ///   - workers: how many tests run at once.
    /// - Throws: ``MockScriptError`` when the project has a file that cannot be used.
    public static func run(
        project path: String, seed: UInt64? = nil, workers: Int = 1
    ) throws(MockScriptError) -> [Result] {
        let loader = ProjectLoader(source: path, options: SourceOptions(withTests: true))
        let project = try loader.loaded()
        guard !project.hasErrors else { throw .project(path, project.errors) }
        let suite = TestSuite(
            project: project, tests: project.allTests, files: loader.files(of: project),
            seed: seed ?? project.project.settings.seed ?? 0, workers: workers, stopsAtFailure: false)
        return suite.run().map(Result.init)
    }
}

extension LuaTests.Result {
    fileprivate init(_ result: TestSuite.Result) {
        name = result.test.name
        file = result.test.script
        line = result.test.location.line
        failure = result.outcome.failure.map { $0.message }
        duration = result.duration
    }
}
