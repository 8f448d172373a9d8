import MockModel

/// Commands on the clock.
extension CommandExecutor {
    func execute(_ command: ClockCommand) throws(CommandFailure) -> CommandStep {
        switch command {
        case .read: .done(.success(.clock(session.clock)))
        case .freeze: try change { time, ticks in time.freeze(at: ticks) }
        case .thaw: try change { time, ticks in time.thaw(at: ticks) }
        case .set(let time): try set(time)
        case .advance(let duration): try move(to: session.now.addingSaturated(duration.bounded.milliseconds))
        }
    }

    private func change(_ body: (inout SessionTime, Int64) -> Void) throws(CommandFailure) -> CommandStep {
        try inWorld { runtime in
            body(&runtime.world.time, session.facts.ticks)
            runtime.world.agenda.clockMoved()
        }
        return .done(.success(.clock(session.clock)))
    }

    private func set(_ time: Int64) throws(CommandFailure) -> CommandStep {
        guard ClockTime.range.contains(time) else { throw .outOfRange }
        if time >= session.now { return try move(to: time) }
        try inWorld { $0.world.advance(by: time - $0.world.now) }
        return .done(.success(.moved(session.clock, ran: [])))
    }

    /// Moves the clock forward: jobs run at their own times on the way, where a driver carries them out.
    private func move(to time: Int64) throws(CommandFailure) -> CommandStep {
        guard ClockTime.range.contains(time) else { throw .outOfRange }
        guard session.isVirtual || session.background != nil else {
            try inWorld { $0.world.advance(by: time - $0.world.now) }
            return .done(.success(.moved(session.clock, ran: [])))
        }
        return .pending(session.move(to: time))
    }
}

extension Int64 {
    /// The sum, or the end of the range that lies beyond it.
    fileprivate func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
