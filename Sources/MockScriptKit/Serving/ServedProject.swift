import Foundation
import MockAdmin
package import MockEngine
import MockModel
package import MockServer
import Synchronization

/// A project on a port: engine, background, watch, admin API and listener, put together.
package final class ServedProject: Sendable {
    /// How a project is served.
    package struct Options: Sendable {
        /// The address to listen at.
        package var host: String
        /// The port; `nil` takes that of the settings, else 4000, and 0 a free one.
        package var port: Int?
        /// How the session begins.
        package var engine: Engine.Options
        /// The scenario that arranges the session; `nil` takes that of the settings.
        package var scenario: String?
        /// The token of the admin API.
        package var token: String?
        /// Whether there is an admin API.
        package var hasAdmin: Bool
        /// A file of further authorities for calls to other servers.
        package var authorities: String?
        /// Threads for code that computes for long; `nil` is one a processor, 0 runs all code on event loops.
        package var workers: Int?

        /// Makes options.
        package init(
            host: String = "127.0.0.1", port: Int? = nil, engine: Engine.Options = Engine.Options(),
            scenario: String? = nil, token: String? = nil, hasAdmin: Bool = true, authorities: String? = nil,
            workers: Int? = nil
        ) {
            self.host = host
            self.port = port
            self.engine = engine
            self.scenario = scenario
            self.token = token
            self.hasAdmin = hasAdmin
            self.authorities = authorities
            self.workers = workers
        }

        /// Whether only this machine can reach the server.
        package var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

        /// Whether other machines would reach the admin API without a token; such a server is not to be started.
        package var opensAdmin: Bool { hasAdmin && !isLoopback && token == nil }
    }

    /// Why a project is not served.
    package enum Failure: Error {
        /// Its session could not be arranged.
        case scenario(ScenarioFailure)
        /// The address could not be had.
        case address(ServerError)
    }

    /// Answers the requests.
    package let engine: Engine
    /// Listens.
    package let server: Server
    private let isStopped = Atomic<Bool>(false)

    /// The port when neither options nor settings name one.
    package static let defaultPort = 4_000

    private init(engine: Engine, server: Server) {
        self.engine = engine
        self.server = server
    }

    /// Arranges the session and listens.
    ///
    /// - Parameters:
    ///   - project: the version that is served first.
    ///   - loader: gave the project, and reads the next versions when it has a watcher.
    ///   - options: where and how.
    ///   - observer: hears what happens.
    package static func start(
        _ project: CompiledProject, from loader: ProjectLoader, options: Options, observer: any ServingObserver
    ) async throws(Failure) -> ServedProject {
        let engine = Engine(
            project, options: options.engine, files: loader.files(of: project), wallClock: SystemClock())
        let background = BackgroundRunner { observer.note($0, session: $1, call: $2) }
        engine.attach(background)
        do throws(ScenarioFailure) {
            try engine.arrange(scenario: options.scenario)
        } catch { throw .scenario(error) }
        let answerer = MockAnswerer(
            engine: engine, admin: options.hasAdmin ? options.admin(of: engine, background) : nil,
            reloads: reloads(of: engine, from: loader, observer))
        do throws(ServerError) {
            let server = try await listen(answerer, background, options, project, observer)
            return ServedProject(engine: engine, server: server)
        } catch { throw .address(error) }
    }

    /// Ends: no further connection is accepted, and answers under way are finished.
    ///
    /// A second call does nothing.
    package func stop() async {
        guard !isStopped.exchange(true, ordering: .sequentiallyConsistent) else { return }
        await server.stop()
    }

    private static func listen(
        _ answerer: MockAnswerer, _ background: BackgroundRunner, _ options: Options, _ project: CompiledProject,
        _ observer: any ServingObserver
    ) async throws(ServerError) -> Server {
        let outgoing = OutgoingClient(
            trust: OutgoingTrust(authorities: options.authorities),
            places: OutgoingPlaces.Limits(all: ServerOptions.mostOutgoing))
        let port = options.port ?? project.project.settings.port ?? defaultPort
        let server = try await Server.start(
            answerer: answerer, options: ServerOptions(host: options.host, port: port, workers: options.workers),
            observer: observer, background: background, outgoing: outgoing, notice: { observer.note($0) })
        if options.hasAdmin { outgoing.bar(SelfEndpoint(port: server.port, segment: Route.adminSegment)) }
        return server
    }

    /// Puts the loader's watch in front of the engine.
    private static func reloads(
        of engine: Engine, from loader: ProjectLoader, _ observer: any ServingObserver
    ) -> ReloadGate? {
        guard let watcher = loader.watcher else { return nil }
        watcher.tell { observer.note($0) }
        return ReloadGate(
            engine: engine, watcher: watcher, reload: { loader.revise($0) },
            report: { observer.reloaded($0, after: $1) })
    }
}

extension ServedProject.Options {
    fileprivate func admin(of engine: Engine, _ background: BackgroundRunner) -> AdminAPI {
        let workers = AdminWorkers(start: { Thread.detachNewThread($0) }, wake: { background.wake($0) })
        return AdminAPI(
            engine: engine, token: token, hosts: [host], isLoopback: isLoopback, version: MockScriptVersion.current,
            workers: workers)
    }
}

extension Engine {
    /// Arranges the default session by a scenario, else by that of the settings.
    package func arrange(scenario name: String?) throws(ScenarioFailure) {
        guard let name = name ?? current.project.settings.scenario else { return }
        try use(scenario: name)
    }
}
