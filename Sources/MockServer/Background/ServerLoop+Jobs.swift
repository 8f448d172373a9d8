import MockEngine
import MockModel
import NIOCore

/// Timers and webhooks of sessions, on one loop.
extension ServerLoop {
    /// Sets the timer of a session to its next job; at least a millisecond passes, so that the answer that caused it goes first.
    func scheduleJobs(of session: String) {
        jobTimers.removeValue(forKey: session)?.cancel()
        guard let time = answerer.timeToNextJob(of: session), !isDraining else { return }
        let delay = max(TimeAmount(min(time, .seconds(86_400))), .milliseconds(1))
        jobTimers[session] = eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in
            self?.runJobs(of: session)
        }
    }

    private func runJobs(of session: String) {
        jobTimers[session] = nil
        let steps = answerer.runDue(session)
        for step in steps { carryJob(step) }
        scheduleJobs(of: session)
    }

    /// Carries out the steps of a job until it is over; its failure is told by the engine.
    private func carryJob(_ step: Step) {
        guard case .wait(let wait, let token) = step else { return }
        _ = RunWait(wait, token, on: self) { [weak self] outcome in
            guard let self else { return }
            carryJob(answerer.resume(token, with: outcome))
        }
    }
}
