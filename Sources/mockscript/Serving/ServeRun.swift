import Foundation
import MockEngine
import MockModel
import MockServer

/// One run of `serve`: composes the parts, announces the port, waits for the end.
struct ServeRun {
    let choices: ServeChoices
    let loader: ProjectLoader
    let surroundings: CommandEnvironment

    func run() async throws(CommandFailure) -> ExitCode {
        let readyFile = choices.readyFile.map(ReadyFile.init)
        let watcher = choices.isWatching ? Result { () throws(WatchError) in try self.loader.watch() } : nil
        let loader = self.loader.observed(by: try? watcher?.get())
        let project = try loader.load(
            surroundings, isStrict: choices.isStrict,
            refusal: "nothing is served because of the errors above" + (choices.isStrict ? " (--strict)" : ""))
        let stops = StopSignals(
            parent: choices.parent, readsInput: choices.isJSON && choices.parent != nil,
            beforeExit: { readyFile?.remove() })
        let log = CallLog(
            choices, settings: project.project.settings, loader: loader, surroundings: surroundings)
        let engine = self.engine(of: project)
        let background = BackgroundRunner { log.note($0, session: $1, call: $2) }
        engine.attach(background)
        do throws(CommandFailure) {
            try ScenarioChoice.use(choices.scenario, in: engine)
        } catch {
            log.close()
            throw error
        }
        let reloads = self.reloads(of: engine, from: loader, watcher, log)
        let server = try await start(engine, background, reloads, log)
        announce(server, engine.current, readyFile, log)
        let tidying = Task { await StartPages.giveBackOnceStarted() }
        let reason = await stops.next()
        tidying.cancel()
        readyFile?.remove()
        await server.stop()
        log.close()
        return reason.exitCode
    }

    private func engine(of project: CompiledProject) -> Engine {
        Engine(
            project, options: choices.engineOptions, files: loader.files(of: project), wallClock: SystemClock())
    }

    private func start(
        _ engine: Engine, _ background: BackgroundRunner, _ reloads: ReloadGate?, _ log: CallLog
    ) async throws(CommandFailure) -> Server {
        let admin = AdminAPI(
            engine: engine, token: choices.token, hosts: [choices.host], isLoopback: choices.isLoopback,
            version: Version.current)
        let answerer = MockAnswerer(
            engine: engine, admin: choices.hasAdmin ? admin : nil, reloads: reloads)
        let port = choices.port ?? engine.current.project.settings.port ?? ServeChoices.defaultPort
        let outgoing = OutgoingClient(
            trust: OutgoingTrust(authorities: choices.authorities),
            places: OutgoingPlaces.Limits(all: ServerOptions.mostOutgoing))
        do throws(ServerError) {
            let server = try await Server.start(
                answerer: answerer, options: ServerOptions(host: choices.host, port: port), observer: log,
                background: background, outgoing: outgoing, notice: { log.note($0) })
            if choices.hasAdmin { outgoing.bar(SelfEndpoint(port: server.port, segment: Route.adminSegment)) }
            return server
        } catch {
            log.close()
            let owner = error.code == .addressInUse ? PortOwner.listening(at: error.port) : nil
            throw CommandFailure(
                .port, PortText(error: error, owner: owner, source: loader.source).text(surroundings.errors))
        }
    }

    /// Puts a watch in front of the engine; without the right to watch, says so and serves the source as it is.
    private func reloads(
        of engine: Engine, from loader: ProjectLoader, _ watcher: Result<FolderWatcher, WatchError>?, _ log: CallLog
    ) -> ReloadGate? {
        do throws(WatchError) {
            guard let watcher = try watcher?.get() else { return nil }
            watcher.tell { log.warn($0.sentence) }
            return ReloadGate(
                engine: engine, watcher: watcher, reload: { loader.revise($0) },
                report: { log.reloaded($0, after: $1) })
        } catch {
            log.warn("saved files are not noticed: \(error.reason)")
            return nil
        }
    }

    private func announce(
        _ server: Server, _ project: CompiledProject, _ readyFile: ReadyFile?, _ log: CallLog
    ) {
        let urls = ServerURLs(server, asked: choices.host)
        let url = urls.local
        let event = ReadyEvent(
            url: url, port: server.port, network: urls.network, admin: choices.hasAdmin ? "\(url)/_mock" : nil,
            pid: ProcessInfo.processInfo.processIdentifier, version: Version.current)
        do {
            try readyFile?.write(event)
        } catch {
            log.warn("the ready file \(choices.readyFile ?? "") cannot be written: \(error.localizedDescription)")
        }
        surroundings.write(choices.isJSON ? event.line : banner(urls, project).text(surroundings.output) + "\n")
        if !choices.isJSON, !surroundings.output.isInteractive, let sentence = facts(project).sentence {
            log.remark(sentence)
        }
        for line in project.project.remarks + project.project.skipped.map({ "skipped: \($0)" }) { log.remark(line) }
    }

    private func banner(_ urls: ServerURLs, _ project: CompiledProject) -> Banner {
        let routes = project.allRoutes
        let scenarios = project.project.scripts.count { if case .scenario = $0.kind { true } else { false } }
        return Banner(
            version: Version.current, name: project.project.settings.name ?? loader.name, url: urls.local,
            network: urls.network,
            routes: routes.count, examples: routes.reduce(0) { $0 + $1.examples.count }, scenarios: scenarios,
            startup: .now - surroundings.started, facts: facts(project))
    }

    private func facts(_ project: CompiledProject) -> ServedFacts {
        let settings = project.project.settings
        return ServedFacts(
            scenario: choices.scenario ?? settings.scenario, seed: choices.seed ?? settings.seed,
            clock: choices.clock ?? settings.clock, delay: choices.delay, behaviors: settings.behaviors,
            broken: Set(project.errors.compactMap { $0.location?.file }).sorted())
    }
}
