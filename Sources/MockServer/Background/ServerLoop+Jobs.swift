import MockEngine
import MockModel
import NIOCore

/// Timers and webhooks of sessions, on one loop.
extension ServerLoop {
    /// Sets the timer of a session to its next job; at least a millisecond passes, so that the answer that caused it goes first.
    func scheduleJobs(of session: String) {
        jobTimers.removeValue(forKey: TextKey(session))?.cancel()
        guard let time = answerer.timeToNextJob(of: session), !isDraining else { return }
        let delay = max(TimeAmount(min(time, .seconds(86_400))), .milliseconds(1))
        jobTimers[TextKey(session)] = eventLoop.assumeIsolated().scheduleTask(in: delay) { [weak self] in
            self?.runJobs(of: session)
        }
    }

    /// The jobs of a session are due: they run when it is their turn.
    private func runJobs(of session: String) {
        jobTimers[TextKey(session)] = nil
        guard !isDraining, !busySessions.contains(TextKey(session)), readyJobs.insert(TextKey(session)).inserted else {
            return
        }
        runs.run { [weak self] in
            guard let self else { return }
            readyJobs.remove(TextKey(session))
            runSlice(of: session)
        }
    }

    /// Begins with at least one job that is due, and with further ones for as long as the slice lasts.
    private func runSlice(of session: String) {
        repeat {
            guard !isDraining else { return }
            guard let step = measured({ answerer.runNextDue(session) }) else { return scheduleJobs(of: session) }
            if case .wait(.world, let token) = step { return awaitWorld(of: session, under: token) }
            carryJob(step)
        } while runs.isOpen
        runJobs(of: session)
    }

    /// The session is busy: its next job begins in its turn, and those behind it then.
    private func awaitWorld(of session: String, under token: WaitToken) {
        busySessions.insert(TextKey(session))
        _ = RunWait(.world, token, on: self) { [weak self] outcome in
            guard let self, !isDraining else { return }
            busySessions.remove(TextKey(session))
            let step = measured { answerer.resume(token, with: outcome) }
            if case .wait(.world, let token) = step { return awaitWorld(of: session, under: token) }
            carryJob(step)
            scheduleJobs(of: session)
        }
    }

    /// Carries out the steps of a job until it is over; its failure is told by the engine.
    private func carryJob(_ step: Step) {
        guard case .wait(let wait, let token) = step else { return }
        _ = RunWait(wait, token, on: self) { [weak self] outcome in
            guard let self, !isDraining else { return }
            carryJob(measured { answerer.resume(token, with: outcome) })
        }
    }

    /// Counts a step of code against the slice.
    func measured<Result>(_ step: () -> Result) -> Result {
        let began = NIODeadline.now()
        let result = step()
        runs.count(.now() - began)
        return result
    }
}
