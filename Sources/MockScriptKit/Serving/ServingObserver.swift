package import MockEngine
package import MockModel
package import MockServer

/// Hears what a served project does, on any thread; must not block.
package protocol ServingObserver: ExchangeObserver {
    /// A session ran a timer, sent a webhook or wrote to the log beside a call.
    func note(_ event: BackgroundEvent, session: String, call: Exchange?)
    /// The edge met something that no exchange tells.
    func note(_ notice: EdgeNotice)
    /// Folders of the project cannot be watched.
    func note(_ folders: UnwatchedFolders)
    /// Saved files are live, or are not.
    func reloaded(_ revision: ProjectRevision, after duration: Duration)
}
