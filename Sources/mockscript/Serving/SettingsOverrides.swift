import MockModel

/// Choices of the command line that stand in place of a project's settings, in each of its versions.
struct SettingsOverrides: Sendable, Equatable {
    /// The server behind `mock.proxy`; `nil` leaves that of the settings.
    var upstream: String?
    /// What answers where no route does; `nil` leaves it to the settings.
    var unmatched: Settings.Unmatched?
    /// Whether pages of every origin may read answers; `false` leaves it to the settings.
    var cors = false

    /// Puts them in place.
    ///
    /// - Throws: a problem when calls are to be passed on and nobody said where to.
    func apply(to project: inout Project) throws(Problem) {
        if let upstream { project.settings.upstream = upstream }
        if cors { project.settings.cors = CORSRules() }
        if let unmatched { project.settings.unmatched = unmatched }
        guard project.settings.unmatched == .proxy, project.settings.upstream == nil else { return }
        throw Problem(
            .error, "missing-upstream", "calls that no route answers are to be passed on, and there is no upstream",
            hint: "write upstream: https://api.example.com in mockscript.yaml, or serve with --upstream URL")
    }
}
