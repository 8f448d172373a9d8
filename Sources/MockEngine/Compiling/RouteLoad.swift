import Synchronization

/// How long the code of a route keeps the thread that runs it; a route that keeps it for long is heavy, and runs on worker threads.
///
/// A run that took long makes a route suspect, as it may have been a busy machine, or the first run, which loads code: of the next runs the
/// processor time is measured, and one that used much of it makes the route heavy.
final class RouteLoad: Sendable {
    /// Nanoseconds after which a run is long.
    static let longRun: Int64 = 3_000_000
    /// Runs for which a route is suspect after a long one.
    static let suspicion = 16

    /// Runs for which the route is suspect still; -1 for a heavy one.
    private let state = Atomic<Int>(0)

    /// Whether its code is to run on a worker.
    var isHeavy: Bool { state.load(ordering: .relaxed) < 0 }

    /// Whether the processor time of its runs is of interest.
    var isSuspect: Bool { state.load(ordering: .relaxed) > 0 }

    /// Notes a run.
    ///
    /// - Parameters:
    ///   - time: the nanoseconds that it took.
    ///   - processorTime: the nanoseconds for which it computed; `nil` when that was not measured.
    func note(_ time: Int64, processorTime: Int64?) {
        let left = state.load(ordering: .relaxed)
        guard left >= 0 else { return }
        if let processorTime, processorTime >= RouteLoad.longRun {
            state.store(-1, ordering: .relaxed)
        } else if time >= RouteLoad.longRun {
            state.store(RouteLoad.suspicion, ordering: .relaxed)
        } else if left > 0 {
            state.store(left - 1, ordering: .relaxed)
        }
    }
}
