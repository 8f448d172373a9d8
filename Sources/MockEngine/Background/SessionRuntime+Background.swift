import MockModel

/// What a session does later: timers and webhooks, when their time has come.
extension SessionRuntime {
    /// Begins with the next job, when it is due.
    mutating func beginNextJob(_ project: CompiledProject, _ session: Session) -> Progress {
        guard let job = world.agenda.takeDue(at: world.now) else { return Progress(step: .finished(nil)) }
        var progress =
            switch job.work {
            case .timer(let timer): fire(timer, of: job, project, session)
            case .webhook(let webhook): send(webhook, of: job, project)
            }
        progress.job = JobProgress(job.number, begun: job.begun(at: world.now))
        return progress
    }

    private mutating func fire(
        _ timer: Agenda.Timer, of job: Agenda.Job, _ project: CompiledProject, _ session: Session
    ) -> Progress {
        var job = job
        var timer = timer
        timer.turn += 1
        job.work = .timer(timer)
        if timer.period != nil { world.repeating.insert(job.number) }
        let call = timer.call?.later(random: RandomGenerator(mixed: timer.chance, turn: timer.turn))
        let step = timer.interpreter.fire(Int64(job.number), for: call)
        return proceed(step, call, for: .timer(job), timer.interpreter, project, session)
    }

    private func send(_ webhook: Agenda.Webhook, of job: Agenda.Job, _ project: CompiledProject) -> Progress {
        var job = job
        var webhook = webhook
        webhook.attempts += 1
        webhook.order.signer?.sign(&webhook.order.request, at: world.now)
        job.work = .webhook(webhook)
        let token = facts.nextToken()
        let sending = WebhookSending(webhook: webhook, job: job, time: world.now, began: facts.ticks)
        return Progress(
            step: .wait(.fetch(webhook.order.request), token), held: (token.number, .webhook(sending, project)))
    }

    /// Notes what came of a webhook, and puts a further try on the agenda.
    func finish(_ sending: WebhookSending, with outcome: WaitOutcome, _ session: Session) -> Progress {
        guard case .fetched(let result) = outcome else { return Progress(step: .finished(nil)) }
        let webhook = sending.webhook
        var attempt = attempt(sending, result, retry: nil)
        if !attempt.isAccepted, webhook.attempts <= webhook.order.retries {
            let pause = (webhook.order.backoff * (1 << min(webhook.attempts - 1, 20))).bounded
            attempt = self.attempt(sending, result, retry: pause)
            var job = sending.job
            job.due = world.now + pause.milliseconds
            world.agenda.add(job)
        }
        note(.webhook(attempt), of: webhook.call, session)
        return Progress(step: .finished(nil), job: JobProgress(sending.job.number, outcome: attempt.outcome))
    }

    private func attempt(_ sending: WebhookSending, _ result: OutgoingResult, retry: Duration?) -> WebhookAttempt {
        WebhookAttempt(
            id: sending.webhook.id, number: sending.webhook.attempts, time: sending.time,
            request: sending.webhook.order.request, result: result,
            duration: .nanoseconds(facts.ticks - sending.began), retry: retry)
    }
}

extension WebhookAttempt {
    /// What came of it, as a move of the clock tells.
    fileprivate var outcome: RanJob.Outcome {
        switch result {
        case .response(let response): .status(response.status)
        case .failure(let failure): .failed(failure.message)
        }
    }
}
