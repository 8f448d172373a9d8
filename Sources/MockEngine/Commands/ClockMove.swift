import MockModel

/// A move of the clock under way.
///
/// Jobs that are due on the way run one after the other, each with the clock at its own time; the next one begins when the last has
/// ended, or waits for something that no move of the clock brings.
struct ClockMove: Sendable {
    /// What runs of it now.
    enum Stage: Sendable {
        /// Nothing: the next job may begin.
        case idle
        /// The next job begins, once it has the world.
        case beginning
        /// The job of a number.
        case job(Int)
    }

    /// Milliseconds since 1970, when it began.
    let start: Int64
    /// Where it goes.
    let target: Int64
    let pending: PendingCommand
    var stage = Stage.idle
    private(set) var ran: [RanJob] = []
    /// Where each job stands in `ran`, by its number.
    private var places: [Int: Int] = [:]

    init(from start: Int64, to target: Int64, _ pending: PendingCommand) {
        self.start = start
        self.target = target
        self.pending = pending
    }

    /// Notes how far a job came; a move that waits for it goes on when it is over.
    mutating func note(_ progress: JobProgress, _ step: Step) {
        if let begun = progress.begun {
            places[progress.number] = ran.count
            ran.append(begun)
        }
        let outcome = progress.outcome ?? RanJob.Outcome(step)
        if let place = places[progress.number] { ran[place].outcome = outcome }
        switch stage {
        case .beginning where progress.begun != nil: stage = outcome == .running ? .job(progress.number) : .idle
        case .job(progress.number) where outcome != .running: stage = .idle
        case .idle, .beginning, .job: break
        }
    }

    /// What ran, with the values whose time to live ended, in order of time.
    func ran(with expired: [(key: String, time: Int64)]) -> [RanJob] {
        let expiries = expired.map { RanJob(work: .expiry(key: $0.key), time: $0.time, call: nil, outcome: .ended) }
        return (expiries + ran).enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map(\.element)
    }
}

/// How far a job came in one run.
final class JobProgress: Sendable {
    let number: Int
    /// What it is, when it begins with this run.
    let begun: RanJob?
    /// How far it came, where the step does not tell.
    let outcome: RanJob.Outcome?

    init(_ number: Int, begun: RanJob? = nil, outcome: RanJob.Outcome? = nil) {
        self.number = number
        self.begun = begun
        self.outcome = outcome
    }
}

extension RanJob.Outcome {
    /// How far a job came with a step.
    init(_ step: Step) {
        switch step {
        case .finished(nil), .deliver: self = .ended
        case .finished(let failure?): self = .failed(failure.message)
        case .wait(.fetch, _), .wait(.world, _): self = .running
        case .wait: self = .waiting
        }
    }
}

extension Agenda.Job {
    /// The job as a move of the clock tells of it.
    func begun(at time: Int64) -> RanJob {
        switch work {
        case .timer: RanJob(work: .timer, time: time, call: call?.number, outcome: .running)
        case .webhook(let webhook):
            RanJob(
                work: .webhook(
                    id: webhook.id, method: webhook.order.request.method, url: webhook.order.request.url,
                    attempt: webhook.attempts + 1),
                time: time, call: call?.number, outcome: .running)
        }
    }
}
