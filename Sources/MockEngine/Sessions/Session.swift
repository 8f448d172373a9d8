import MockModel
import Synchronization

/// One isolated world: state, clock, chance, turns, journal, and the code that runs in it.
///
/// Its lock is held for the microseconds of `begin` or `resume` and given up while a handler waits: a handler runs alone
/// in its session until it waits.
final class Session: Sendable {
    let id: String
    private let state: Mutex<SessionState>

    init(
        id: String, project: CompiledProject, options: Engine.Options, files: any ProjectFiles,
        wallClock: any WallClock
    ) {
        self.id = id
        let settings = project.project.settings
        let clock = options.clock ?? settings.clock
        state = Mutex(
            SessionState(
                world: SessionWorld(
                    id: id, seed: options.seed ?? settings.seed ?? 0,
                    clock: SessionClock(start: clock.start, isFrozen: clock.isFrozen, real: wallClock.milliseconds),
                    wallClock: wallClock, seeds: project.seeds, files: files),
                delay: options.delay))
    }

    func begin(_ request: Request, _ project: CompiledProject) -> Step {
        if let collection = project.collection {
            let match = collection.match(request)
            return state.withLock { $0.answer(request, match, project) }
        }
        let outcome = project.matcher.match(request)
        return state.withLock { $0.answer(request, outcome, project) }
    }

    func resume(_ token: WaitToken, with outcome: WaitOutcome) -> Step {
        state.withLock { $0.resume(token, with: outcome) }
    }

    func cancel(_ token: WaitToken) {
        state.withLock { $0.cancel(token) }
    }

    func refuse(_ request: Request, unknownSession wanted: String, header: String) -> Step {
        state.withLock { $0.refuse(request, unknownSession: wanted, header: header, existing: [id]) }
    }

    func advance(by duration: Duration) {
        state.withLock { $0.world.advance(by: duration.milliseconds) }
    }

    var callCount: Int { state.withLock { $0.calls } }

    var journal: (exchanges: [Exchange], dropped: Int) {
        state.withLock { ($0.journal.exchanges, $0.journal.dropped) }
    }
}
