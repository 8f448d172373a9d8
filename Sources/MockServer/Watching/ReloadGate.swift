import Foundation
public import MockEngine
import Synchronization

/// Holds requests back for the moment in which saved files become live: a saved file answers the next request.
public final class ReloadGate: Sendable {
    /// Reads the files anew and gives the next version; runs on a thread of its own.
    public typealias Reload = @Sendable (CompiledProject) -> ProjectRevision
    /// Hears what came of a reload.
    public typealias Report = @Sendable (ProjectRevision, Duration) -> Void

    private let engine: Engine
    private let watcher: FolderWatcher
    private let reload: Reload
    private let report: Report
    private let isReloading = Atomic<Bool>(false)

    /// Makes a gate in front of an engine.
    public init(engine: Engine, watcher: FolderWatcher, reload: @escaping Reload, report: @escaping Report) {
        self.engine = engine
        self.watcher = watcher
        self.reload = reload
        self.report = report
    }

    /// Whether the engine serves what lies on disk; when it does not, a reload begins unless one is under way.
    public var isSettled: Bool {
        if isReloading.load(ordering: .acquiring) { return false }
        guard watcher.hasChanges else { return true }
        let (won, _) = isReloading.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing)
        if won { Thread.detachNewThread { self.run() } }
        return false
    }

    /// Reloads until no further change came meanwhile.
    private func run() {
        while watcher.takeChanges() {
            let began = ContinuousClock.now
            let revision = reload(engine.current)
            engine.replace(with: revision.project)
            report(revision, ContinuousClock.now - began)
        }
        isReloading.store(false, ordering: .releasing)
    }
}
