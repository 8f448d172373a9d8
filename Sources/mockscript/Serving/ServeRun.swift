import Foundation
import MockEngine
import MockModel
import MockScriptKit
import MockServer

/// One run of `serve`: serves the project, announces the port, waits for the end.
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
        if case .failure(let error) = watcher { log.warn("saved files are not noticed: \(error.reason)") }
        let served = try await serve(project, from: loader, log)
        announce(served.server, served.engine.current, readyFile, log)
        let reason = await stops.next()
        readyFile?.remove()
        await served.stop()
        log.close()
        return reason.exitCode
    }

    private func serve(
        _ project: CompiledProject, from loader: ProjectLoader, _ log: CallLog
    ) async throws(CommandFailure) -> ServedProject {
        do throws(ServedProject.Failure) {
            return try await ServedProject.start(project, from: loader, options: choices.serving, observer: log)
        } catch {
            log.close()
            switch error {
            case .scenario(let failure): throw CommandFailure(failure)
            case .address(let error):
                let owner = error.code == .addressInUse ? PortOwner.listening(at: error.port) : nil
                let text = PortText(error: error, owner: owner, arguments: surroundings.arguments).text(
                    surroundings.errors)
                throw CommandFailure(.port, text)
            }
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
        for line in project.project.remarks + project.project.skipped.map({ "skipped: \($0.message)" }) {
            log.remark(line)
        }
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
