public import MockEngine
public import MockModel
import Synchronization

/// Carries out the steps of an engine one at a time, at a test's word, and writes down what it saw.
public final class HandDriver: BackgroundDriver {
    private let engine: Engine
    private let seen = Mutex(Seen())

    private struct Seen {
        var woken: [WaitToken] = []
        var events: [(event: BackgroundEvent, call: Int?)] = []
        var due: Duration?
    }

    /// Drives an engine, as its background too.
    public init(_ engine: Engine) {
        self.engine = engine
        engine.attach(self)
    }

    /// Remembers when the next job is due.
    public func schedule(_ session: String, after time: Duration?) { seen.withLock { $0.due = time } }

    /// Remembers whom to wake.
    public func wake(_ token: WaitToken) { seen.withLock { $0.woken.append(token) } }

    /// Remembers what happened.
    public func note(_ event: BackgroundEvent, session: String, call: Exchange?) {
        seen.withLock { $0.events.append((event, call?.call)) }
    }

    /// What happened beside the answers.
    public var events: [(event: BackgroundEvent, call: Int?)] { seen.withLock { $0.events } }

    /// When the next job is due; `nil` for none.
    public var due: Duration? { seen.withLock { $0.due } }

    /// The runs to wake, each told once.
    public func takeWoken() -> [WaitToken] {
        seen.withLock { seen in
            defer { seen.woken = [] }
            return seen.woken
        }
    }

    /// Plays a step until the run is over or waits for what `answer` has no outcome for.
    ///
    /// Time waited for passes on the session's clock; parts of a stream are taken at once. Bounded to 10,000 steps.
    public func play(_ step: Step, answer: (Wait) -> WaitOutcome? = { _ in nil }) -> Played {
        var played = Played()
        var step = step
        for _ in 0..<10_000 {
            switch step {
            case .deliver(let delivery):
                played.delivery = delivery
                guard let stream = delivery.stream else { return played }
                step = engine.resume(stream.token, with: .opened)
            case .finished(let failure):
                played.failure = failure
                played.isFinished = true
                return played
            case .wait(let wait, let token):
                guard let outcome = answer(wait) ?? pass(wait, &played) else {
                    played.waiting = (wait, token)
                    return played
                }
                step = engine.resume(token, with: outcome)
            }
        }
        return played
    }

    private func pass(_ wait: Wait, _ played: inout Played) -> WaitOutcome? {
        switch wait {
        case .sleep(let time?):
            engine.advance(by: time)
            return .elapsed
        case .send(let part):
            played.parts.append(part)
            return .sent
        default: return nil
        }
    }

    /// Moves the clock from job to job up to a time, and plays each.
    public func advance(by time: Duration, answer: (Wait) -> WaitOutcome? = { _ in nil }) -> [Played] {
        var played: [Played] = []
        let end = engine.now + Int64(time / .milliseconds(1))
        for _ in 0..<10_000 {
            guard let due = engine.nextDue(), due <= end else { break }
            engine.advance(by: .milliseconds(max(0, due - engine.now)))
            for step in engine.runDue("default") { played.append(play(step, answer: answer)) }
        }
        engine.advance(by: .milliseconds(max(0, end - engine.now)))
        return played
    }
}

/// What was seen of a run.
public struct Played {
    /// The answer.
    public var delivery: Delivery?
    /// What its stream sent.
    public var parts: [StreamPart] = []
    /// What it waits for now.
    public var waiting: (wait: Wait, token: WaitToken)?
    /// Whether its stream or timer is over.
    public var isFinished = false
    /// Why, when it failed.
    public var failure: ScriptFailure?

    /// The parts as text.
    public var text: String {
        parts.map { part in
            switch part {
            case .bytes(let bytes), .text(let bytes): String(decoding: bytes, as: UTF8.self)
            case .binary(let bytes): "<\(bytes.count) bytes>"
            case .close(let code, let reason): "<close \(code) \(reason)>"
            }
        }.joined()
    }
}
