import MockModel
import Synchronization

/// Commands on a session as a whole.
extension CommandExecutor {
    func execute(_ command: WholeCommand) throws(CommandFailure) -> SessionReply {
        switch command {
        case .scenario: .scenario(session.scenario)
        case .use(let name): try start(name)
        case .reset: try start(session.scenario)
        case .snapshot: .snapshot(try inWorld { session.snapshot(of: $0) })
        case .restore(let snapshot, let scope): try restore(snapshot, scope)
        case .undo(let count): try undo(count)
        case .finish: try finish()
        }
    }

    private func start(_ name: String?) throws(CommandFailure) -> SessionReply {
        if let name { try check(name) }
        let failure = try inWorld { session.start(name, project, &$0) }
        if let failure { throw .scenario(.setup(failure)) }
        return .done
    }

    /// Refuses the name of a scenario that the project does not have.
    private func check(_ name: String) throws(CommandFailure) {
        guard project.scenarios[TextKey(name)] == nil else { return }
        throw .scenario(.unknown(name, existing: project.scenarios.keys.sorted().map(\.text)))
    }

    private func restore(_ snapshot: SessionSnapshot, _ scope: RestoreScope) throws(CommandFailure) -> SessionReply {
        guard scope == .session else {
            try inWorld { $0.world.restore(snapshot.store) }
            return .done
        }
        if let name = snapshot.scenario { try check(name) }
        let behaviors: LaidBehaviors?
        do throws(ValueError) {
            behaviors = try snapshot.behaviors.map { (rules) throws(ValueError) in
                try LaidBehaviors(rules, over: project)
            }
        } catch { throw .invalid(error) }
        try inWorld { session.restore(snapshot, behaviors, &$0) }
        return .done
    }

    private func undo(_ count: Int) throws(CommandFailure) -> SessionReply {
        let (calls, dropped) = session.ledger.withLock { ($0.callsToUndo(count), $0.journal.dropped) }
        if calls.count < count, dropped > 0 { throw .droppedCalls(dropped) }
        let overwritten = try inWorld { runtime in
            calls.reduce(0) { $0 + runtime.world.takeBack($1.changes) }
        }
        let numbers = calls.map(\.call)
        session.ledger.withLock { $0.undone.formUnion(numbers) }
        return .undone(calls: numbers, overwritten: overwritten)
    }

    private func finish() throws(CommandFailure) -> SessionReply {
        let report = session.ledger.withLock { $0.report }
        try inWorld { session.finish(&$0) }
        return .report(report)
    }
}

extension Ledger {
    /// The last calls whose changes were not taken back, newest first.
    fileprivate func callsToUndo(_ count: Int) -> [Exchange] {
        Array(journal.exchanges.reversed().lazy.filter { !undone.contains($0.call) }.prefix(count))
    }

    /// What went wrong so far.
    fileprivate var report: SessionReport {
        let exchanges = journal.exchanges
        return SessionReport(
            unmatched: exchanges.filter(\.isMiss), failed: exchanges.filter(\.isFailure), failedJobs: failedJobs,
            unusedStubs: arrangement?.unusedStubs ?? [], calls: calls, dropped: journal.dropped)
    }
}

extension SessionWorld {
    /// Takes changes back, newest first.
    ///
    /// - Returns: how many were left because their value was changed since.
    fileprivate func takeBack(_ changes: [StateChange]) -> Int {
        changes.reversed().reduce(0) { left, change in
            guard value(at: change.place) == change.new else { return left + 1 }
            restore(change)
            return left
        }
    }
}
