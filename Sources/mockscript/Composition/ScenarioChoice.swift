import MockEngine
import MockModel

/// Which scenario a session begins with: as asked for, else that of the settings.
enum ScenarioChoice {
    /// Arranges the default session.
    ///
    /// - Throws: a failure that lists the scenarios when there is none of this name, or says why its setup failed.
    static func use(_ name: String?, in engine: Engine) throws(CommandFailure) {
        guard let name = name ?? engine.current.project.settings.scenario else { return }
        do throws(ScenarioFailure) {
            try engine.use(scenario: name)
        } catch {
            let message = VisibleText(error.message).escaped
            guard case .setup(let failure) = error else { throw CommandFailure(.usage, message) }
            throw CommandFailure(.project, message + (failure.location.map { "\n\n  at \($0)" } ?? ""))
        }
    }
}
