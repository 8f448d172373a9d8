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
    /// Reloads that began, and the last of them that is live.
    private let begun = Atomic<Int>(0)
    private let live = Atomic<Int>(0)

    /// Makes a gate in front of an engine.
    public init(engine: Engine, watcher: FolderWatcher, reload: @escaping Reload, report: @escaping Report) {
        self.engine = engine
        self.watcher = watcher
        self.reload = reload
        self.report = report
    }

    /// The number of the reload that makes live what lies on disk now; `nil` when it is live.
    ///
    /// A request waits for that one, and for none of the changes that come after it: files that are saved again and again hold no request
    /// back for longer than the reload under way and the next one.
    public var pending: Int? {
        if watcher.hasChanges {
            begin()
            return begun.load(ordering: .sequentiallyConsistent) + 1
        }
        let last = begun.load(ordering: .sequentiallyConsistent)
        return live.load(ordering: .sequentiallyConsistent) < last ? last : nil
    }

    /// Whether a reload is live, or the changes that it was to take were taken by the one before.
    public func isLive(_ reload: Int) -> Bool {
        if live.load(ordering: .sequentiallyConsistent) >= reload { return true }
        if isReloading.load(ordering: .sequentiallyConsistent) { return false }
        guard watcher.hasChanges else { return true }
        begin()
        return false
    }

    /// Begins a reload unless one is under way.
    private func begin() {
        let (won, _) = isReloading.compareExchange(
            expected: false, desired: true, ordering: .sequentiallyConsistent)
        if won { Thread.detachNewThread { self.run() } }
    }

    /// Reloads until no further change came meanwhile.
    private func run() {
        while watcher.hasChanges {
            // Counted before the changes are taken: a request that sees none of them waits for this reload.
            let (_, number) = begun.add(1, ordering: .sequentiallyConsistent)
            if watcher.takeChanges() { revise() }
            live.store(number, ordering: .sequentiallyConsistent)
        }
        isReloading.store(false, ordering: .sequentiallyConsistent)
    }

    private func revise() {
        let start = ContinuousClock.now
        let revision = reload(engine.current)
        engine.replace(with: revision.project)
        report(revision, ContinuousClock.now - start)
    }
}
