package import MockModel

/// Choices that replace settings of a project, in each of its versions.
package struct SettingsOverrides: Sendable, Equatable {
    /// The server behind `mock.proxy`; `nil` leaves that of the settings.
    package var upstream: String?
    /// What answers where no route does; `nil` leaves it to the settings.
    package var unmatched: Settings.Unmatched?
    /// Whether pages of every origin may read answers; `false` leaves it to the settings.
    package var cors = false

    /// Makes them; by default the settings stay as they are.
    package init(upstream: String? = nil, unmatched: Settings.Unmatched? = nil, cors: Bool = false) {
        self.upstream = upstream
        self.unmatched = unmatched
        self.cors = cors
    }

    /// Puts them in place.
    ///
    /// - Throws: a problem when calls are to be passed on and no upstream is set.
    package func apply(to project: inout Project) throws(Problem) {
        if let upstream { project.settings.upstream = upstream }
        if cors { project.settings.cors = CORSRules() }
        if let unmatched { project.settings.unmatched = unmatched }
        guard project.settings.unmatched == .proxy, project.settings.upstream == nil else { return }
        throw Problem(
            .error, "missing-upstream", "calls that no route answers are to be passed on, and there is no upstream",
            hint: "write upstream: https://api.example.com in mockscript.yaml, or serve with --upstream URL")
    }
}
