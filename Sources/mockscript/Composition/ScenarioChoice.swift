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
            let place: String
            if case .setup(let failure) = error {
                place = failure.location.map { "\n\n  at \($0)" } ?? ""
            } else {
                place = ""
            }
            throw CommandFailure(.project, VisibleText(error.message).escaped + place)
        }
    }
}
