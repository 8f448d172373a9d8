import MockEngine
import MockModel
import MockScriptKit

extension CommandFailure {
    /// What is said when a scenario cannot be used: the scenarios that there are, or why its setup failed.
    init(_ failure: ScenarioFailure) {
        let message = VisibleText(failure.message).escaped
        if case .setup(let failure) = failure {
            self.init(.project, message + (failure.location.map { "\n\n  at \($0)" } ?? ""))
        } else {
            self.init(.usage, message)
        }
    }
}
