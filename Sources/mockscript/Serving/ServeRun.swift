import Foundation
import MockEngine
import MockModel
import MockServer

/// One run of `serve`: composes the parts, announces the port, waits for the end.
struct ServeRun {
    let choices: ServeChoices
    let loader: ProjectLoader
    let surroundings: Surroundings

    func run() async throws(CommandFailure) -> ExitCode {
        let project = try loader.load(surroundings)
        let stops = StopSignals(parent: choices.parent, readsInput: choices.isJSON && choices.parent != nil)
        let log = CallLog(
            choices, settings: project.project.settings, loader: loader, surroundings: surroundings)
        let engine = engine(of: project)
        let background = BackgroundRunner { log.note($0, session: $1, call: $2) }
        engine.attach(background)
        do throws(CommandFailure) {
            try ScenarioChoice.use(choices.scenario, in: engine)
        } catch {
            log.close()
            throw error
        }
        let server = try await start(engine, background, log)
        announce(server, engine.current, log)
        let tidying = Task { await StartPages.giveBackOnceStarted() }
        let reason = await stops.next()
        tidying.cancel()
        await server.stop()
        log.close()
        return reason.exitCode
    }

    private func engine(of project: CompiledProject) -> Engine {
        Engine(
            project, options: choices.engineOptions, files: loader.files(of: project), wallClock: SystemClock())
    }

    private func start(
        _ engine: Engine, _ background: BackgroundRunner, _ log: CallLog
    ) async throws(CommandFailure) -> Server {
        let admin = AdminAPI(
            engine: engine, token: choices.token, hosts: [choices.host], isLoopback: choices.isLoopback,
            version: Version.current)
        let answerer = MockAnswerer(
            engine: engine, admin: choices.hasAdmin ? admin : nil, reloads: reloads(of: engine, log))
        let port = choices.port ?? engine.current.project.settings.port ?? ServeChoices.defaultPort
        let outgoing = OutgoingClient(
            trust: OutgoingTrust(authorities: choices.authorities),
            places: OutgoingPlaces.Limits(all: ServerOptions.mostOutgoing))
        do throws(ServerError) {
            let server = try await Server.start(
                answerer: answerer, options: ServerOptions(host: choices.host, port: port), observer: log,
                background: background, outgoing: outgoing, notice: { log.note($0) })
            if choices.hasAdmin { outgoing.bar(OwnDoor(port: server.port, segment: Route.adminSegment)) }
            return server
        } catch {
            log.close()
            let owner = error.code == .addressInUse ? PortOwner.listening(at: error.port) : nil
            throw CommandFailure(.port, PortText(error: error, owner: owner).text(surroundings.errors))
        }
    }

    /// Watches the source; without the right to, says so and serves it as it is.
    private func reloads(of engine: Engine, _ log: CallLog) -> ReloadGate? {
        guard choices.isWatching else { return nil }
        do throws(WatchError) {
            let watcher = try loader.watch()
            return ReloadGate(
                engine: engine, watcher: watcher, reload: { loader.revise($0) },
                report: { log.reloaded($0, after: $1) })
        } catch {
            log.warn("saved files are not noticed: \(error.reason)")
            return nil
        }
    }

    private func announce(_ server: Server, _ project: CompiledProject, _ log: CallLog) {
        let urls = ServerURLs(server, asked: choices.host)
        let url = urls.local
        let event = ReadyEvent(
            url: url, port: server.port, network: urls.network, admin: choices.hasAdmin ? "\(url)/_mock" : nil,
            pid: ProcessInfo.processInfo.processIdentifier, version: Version.current)
        if let path = choices.readyFile { writeReadyFile(event, path, log) }
        surroundings.write(choices.isJSON ? event.line : banner(urls, project).text(surroundings.output) + "\n")
        for line in project.project.remarks + project.project.skipped.map({ "skipped: \($0)" }) { log.remark(line) }
    }

    private func banner(_ urls: ServerURLs, _ project: CompiledProject) -> Banner {
        let routes = project.allRoutes
        let scenarios = project.project.scripts.count { if case .scenario = $0.kind { true } else { false } }
        return Banner(
            version: Version.current, name: project.project.settings.name ?? loader.name, url: urls.local,
            network: urls.network,
            routes: routes.count, examples: routes.reduce(0) { $0 + $1.examples.count }, scenarios: scenarios,
            startup: .now - surroundings.started)
    }

    /// Whole or not at all: whoever waits for the file never reads half of it.
    private func writeReadyFile(_ event: ReadyEvent, _ path: String, _ log: CallLog) {
        do {
            try Data(event.line.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            log.warn("the ready file \(path) cannot be written: \(error.localizedDescription)")
        }
    }
}
