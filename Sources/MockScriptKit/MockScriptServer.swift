import MockEngine
import MockModel
import MockServer
import MockSources

/// A mock that this process serves.
///
///     let server = try await MockScriptServer.start(project: "mocks/shop")
///     // … call server.url …
///     #expect(server.calls.count == 1)
///     await server.stop()
///
/// Each server has an engine, event loops and a port of its own, so that several can run side by side.
public final class MockScriptServer: Sendable {
    /// How a mock is served.
    public struct Options: Sendable {
        /// The address to listen at; only this machine reaches the default.
        public var host: String
        /// The port; 0 takes a free one.
        public var port: Int
        /// The seed of all chance; `nil` takes that of the settings.
        public var seed: UInt64?
        /// The scenario that arranges the session; `nil` takes that of the settings.
        public var scenario: String?
        /// Whether saved files become live without a restart.
        public var isWatching: Bool
        /// Whether the admin API answers at `/_mock`.
        public var hasAdmin: Bool
        /// The token that callers of the admin API show when they come from a browser or another machine.
        public var token: String?

        /// Makes options.
        public init(
            host: String = "127.0.0.1", port: Int = 0, seed: UInt64? = nil, scenario: String? = nil,
            isWatching: Bool = false, hasAdmin: Bool = true, token: String? = nil
        ) {
            self.host = host
            self.port = port
            self.seed = seed
            self.scenario = scenario
            self.isWatching = isWatching
            self.hasAdmin = hasAdmin
            self.token = token
        }
    }

    private let served: ServedProject
    /// The URL of the mock, such as `http://127.0.0.1:53817`, without a slash at its end.
    public let url: String
    /// Problems of single files, which answer 500, and warnings.
    public let problems: [ProjectProblem]

    private init(_ served: ServedProject, url: String, problems: [ProjectProblem]) {
        self.served = served
        self.url = url
        self.problems = problems
    }

    /// Loads a project and serves it.
    ///
    /// - Parameters:
    ///   - path: the path of a folder, a Lua file or a Postman collection.
    ///   - options: where and how.
    /// - Throws: ``MockScriptError`` when nothing can be served; problems of single files are in ``problems``.
    public static func start(
        project path: String, options: Options = Options()
    ) async throws(MockScriptError) -> MockScriptServer {
        let serving = options.serving
        guard !serving.opensAdmin else { throw .openAdmin(host: options.host) }
        var loader = ProjectLoader(source: path, options: SourceOptions())
        if options.isWatching { loader = try loader.watched() }
        let project = try loader.loaded()
        do throws(ServedProject.Failure) {
            let served = try await ServedProject.start(
                project, from: loader, options: serving, observer: SilentObserver())
            return MockScriptServer(
                served, url: ServerURLs(served.server, asked: options.host).local,
                problems: project.problems.map(ProjectProblem.init))
        } catch { throw MockScriptError(error) }
    }

    /// The port.
    public var port: Int { served.server.port }

    /// The newest calls, oldest first, as many as the journal keeps.
    public var calls: [RecordedCall] { served.engine.journal.exchanges.map(RecordedCall.init) }

    /// Puts the session back to its start: state, clock, chance, calls, timers and code.
    ///
    /// - Throws: ``MockScriptError`` when the setup of the session's scenario fails.
    public func reset() throws(MockScriptError) {
        do throws(ScenarioFailure) {
            try served.engine.reset()
        } catch { throw MockScriptError(.scenario(error)) }
    }

    /// Puts the session back to its start and arranges it by a scenario.
    ///
    /// - Parameter scenario: the name of a scenario of the project; `nil` for none.
    /// - Throws: ``MockScriptError`` for a name that does not exist, and for a setup that fails.
    public func use(scenario: String?) throws(MockScriptError) {
        do throws(ScenarioFailure) {
            try served.engine.use(scenario: scenario)
        } catch { throw MockScriptError(.scenario(error)) }
    }

    /// Stops: closes the port and finishes the answers under way; a second call does nothing.
    public func stop() async {
        await served.stop()
    }
}

extension MockScriptServer.Options {
    fileprivate var serving: ServedProject.Options {
        ServedProject.Options(
            host: host, port: port, engine: Engine.Options(seed: seed), scenario: scenario, token: token,
            hasAdmin: hasAdmin)
    }
}

/// Hears everything and reports nothing: the journal has the calls.
private final class SilentObserver: ServingObserver {
    func finished(_ exchange: Exchange, after duration: Duration) {}
    func note(_ event: BackgroundEvent, session: String, call: Exchange?) {}
    func note(_ notice: EdgeNotice) {}
    func note(_ folders: UnwatchedFolders) {}
    func reloaded(_ revision: ProjectRevision, after duration: Duration) {}
}
