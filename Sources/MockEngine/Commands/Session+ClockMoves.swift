import MockModel
import Synchronization

/// Moves of the clock, and the jobs on the way.
extension Session {
    /// Whether a driver lets time pass.
    var isVirtual: Bool { ledger.withLock { $0.time.isVirtual } }

    /// What the clock shows.
    var clock: ClockReading {
        let (now, isFrozen) = ledger.withLock { ($0.time.now(facts.ticks), !$0.time.isRunning) }
        return reading(now, isFrozen: isFrozen)
    }

    /// A time that the clock shows.
    func reading(_ now: Int64, isFrozen: Bool) -> ClockReading {
        ClockReading(now: now, isFrozen: isFrozen, offset: now &- facts.wallClock.milliseconds)
    }

    /// Where the first move goes, in milliseconds since 1970.
    var moveTarget: Int64? { ledger.withLock { $0.moves.first?.target } }

    /// Begins with a move; the driver is asked to look at the jobs, or lets the time pass itself.
    func move(to time: Int64) -> PendingCommand {
        let pending = PendingCommand()
        ledger.withLock { $0.moves.append(ClockMove(from: $0.time.now(facts.ticks), to: time, pending)) }
        background?.schedule(id, after: .zero)
        return pending
    }

    /// Ends the first move, which a driver has let pass in virtual time.
    func endMove() {
        let (expired, now) = use { runtime in
            let move = ledger.withLock { $0.moves.first }
            let now = runtime.world.now
            let reading = reading(now, isFrozen: !runtime.world.time.isRunning)
            return (move.map { runtime.world.store.expired(after: $0.start, through: now) } ?? [], reading)
        }
        let pending = ledger.withLock { $0.endMove(expired, at: now) }
        pending.finish()
    }

    /// Begins with what comes next on the way of a move, or ends it.
    func moveOn(_ runtime: inout SessionRuntime, _ project: CompiledProject) -> Progress {
        guard let move = ledger.withLock({ $0.moves.first }) else { return Progress(step: .finished(nil)) }
        let world = runtime.world
        let isDue = world.agenda.nextDue.map { $0 <= max(move.target, world.now) } ?? false
        let time = isDue ? world.agenda.nextDue ?? world.now : move.target
        world.advance(by: max(0, time - world.now))
        var progress =
            isDue ? runtime.beginNextJob(project, self) : Progress(step: .finished(nil))
        progress.moved = MoveProgress(
            time: world.time,
            expired: isDue ? nil : world.store.expired(after: move.start, through: world.now),
            reading: reading(world.now, isFrozen: !world.time.isRunning))
        return progress
    }
}

/// How far a move of the clock came.
final class MoveProgress: Sendable {
    let time: SessionTime
    /// The values whose time to live ended on the way, when the move is over.
    let expired: [(key: String, time: Int64)]?
    /// What the clock shows.
    let reading: ClockReading

    init(time: SessionTime, expired: [(key: String, time: Int64)]?, reading: ClockReading) {
        self.time = time
        self.expired = expired
        self.reading = reading
    }
}

/// What a session may begin with beside its calls.
enum NextJob {
    /// The next timer or webhook is due.
    case due
    /// The clock is moved on.
    case move
}

extension Ledger {
    /// What is to begin now; `nil` for nothing.
    mutating func nextJob(at ticks: Int64) -> NextJob? {
        if !time.isVirtual, let move = moves.first {
            guard case .idle = move.stage else { return nil }
            moves[0].stage = .beginning
            return .move
        }
        guard let nextDue, nextDue <= time.now(ticks) else { return nil }
        return .due
    }

    /// The real time until ``nextJob(at:)`` has something; `nil` when only the end of a job or a move of the clock brings it.
    func timeToNextJob(at ticks: Int64) -> Duration? {
        if !time.isVirtual, let move = moves.first {
            if case .idle = move.stage { return .zero }
            return nil
        }
        return nextDue.flatMap { time.realTime(until: $0, at: ticks) }
    }

    /// Notes how far a job or a move of the clock came.
    mutating func noteJob(_ progress: Progress) {
        if let job = progress.job, !moves.isEmpty { moves[0].note(job, progress.step) }
        guard let moved = progress.moved else { return }
        time = moved.time
        if let expired = moved.expired { settled.append(endMove(expired, at: moved.reading)) }
    }

    /// Ends the first move.
    mutating func endMove(_ expired: [(key: String, time: Int64)], at reading: ClockReading) -> SettledCommand {
        guard !moves.isEmpty else { return SettledCommand(PendingCommand(), .failure(.reset)) }
        let move = moves.removeFirst()
        return SettledCommand(move.pending, .success(.moved(reading, ran: move.ran(with: expired))))
    }

    /// Whether a move of the clock may go on.
    var isMoveReady: Bool {
        guard let move = moves.first, case .idle = move.stage else { return false }
        return !time.isVirtual
    }
}

/// A command whose result is known, to be told outside of the ledger's lock.
struct SettledCommand: Sendable {
    private let pending: PendingCommand
    private let result: CommandResult

    init(_ pending: PendingCommand, _ result: CommandResult) {
        self.pending = pending
        self.result = result
    }

    /// Tells it.
    func finish() { pending.finish(result) }
}
