import MockModel
import Synchronization

/// A session as it was: state, clock, scenario, pins, behaviors and turns.
///
/// Code that runs, jobs to come and calls are not in it. As a document it is text that people can read and keep in git.
public struct SessionSnapshot: Sendable {
    var store: any StateStore
    var now: Int64
    var isFrozen: Bool
    var scenario: String?
    var pins: [TextKey: String]
    /// As they were written; `nil` when none were laid.
    var behaviors: JSONValue?
    /// How often each route was called, by its name.
    var turns: [(route: String, turn: Int)]

    /// The version of the document.
    public static let version = 1
}

extension Session {
    /// Everything that can be put back.
    func snapshot(of runtime: SessionRuntime) -> SessionSnapshot {
        let (scenario, arrangement, turns) = ledger.withLock { ($0.scenario, $0.arrangement, $0.turns) }
        return SessionSnapshot(
            store: runtime.world.store, now: runtime.world.now, isFrozen: !runtime.world.time.isRunning,
            scenario: scenario, pins: arrangement?.pins ?? [:], behaviors: arrangement?.behaviors?.document,
            turns: turns)
    }

    /// Ends all code, forgets the calls, and puts a snapshot back.
    func restore(_ snapshot: SessionSnapshot, _ behaviors: LaidBehaviors?, _ runtime: inout SessionRuntime) {
        restart(&runtime)
        runtime.world.restore(snapshot.store)
        runtime.world.time.set(snapshot.now, isFrozen: snapshot.isFrozen, at: facts.ticks)
        ledger.withLock { ledger in
            ledger.scenario = snapshot.scenario
            ledger.restore(turns: snapshot.turns, facts)
            guard !snapshot.pins.isEmpty || behaviors != nil else { return }
            var arrangement = ledger.arrangement ?? SessionArrangement()
            arrangement.pins = snapshot.pins
            arrangement.behaviors = behaviors
            ledger.arrangement = arrangement
        }
    }
}
