import MockModel

/// What a session does later: timers and webhooks, when their time has come.
extension SessionState {
    /// Begins with every job that is due; each step but `.finished` is for the driver to carry out.
    mutating func runDue() -> [Step] {
        let now = world.now
        var steps: [Step] = []
        while steps.count < SessionState.mostDueAtOnce, let job = world.agenda.takeDue(at: now) {
            steps.append(begin(job))
        }
        return steps
    }

    /// Begins with the next job, when it is due.
    mutating func runNextDue() -> Step? {
        world.agenda.takeDue(at: world.now).map { begin($0) }
    }

    /// Jobs in one go; what is left is due again at once.
    private static let mostDueAtOnce = 1_000

    private mutating func begin(_ job: Agenda.Job) -> Step {
        switch job.work {
        case .timer(let timer): fire(timer, of: job)
        case .webhook(let webhook): send(webhook, of: job)
        }
    }

    private mutating func fire(_ timer: Agenda.Timer, of job: Agenda.Job) -> Step {
        var job = job
        var timer = timer
        timer.turn += 1
        job.work = .timer(timer)
        if timer.period != nil { world.repeating.insert(job.number) }
        let call = timer.call?.later(random: RandomGenerator(mixed: timer.chance, turn: timer.turn))
        let step = timer.interpreter.fire(Int64(job.number), for: call)
        return take(step, Running(interpreter: timer.interpreter, call: call, purpose: .timer(job)))
    }

    private mutating func send(_ webhook: Agenda.Webhook, of job: Agenda.Job) -> Step {
        var job = job
        var webhook = webhook
        webhook.attempts += 1
        webhook.order.signer?.sign(&webhook.order.request, at: world.now)
        job.work = .webhook(webhook)
        let token = nextToken()
        waiting[token.number] = .webhook(Sending(webhook: webhook, job: job, time: world.now, began: world.ticks))
        return .wait(.fetch(webhook.order.request), token)
    }

    /// A request on its way.
    struct Sending {
        let webhook: Agenda.Webhook
        let job: Agenda.Job
        let time: Int64
        let began: Int64
    }

    /// Notes what came of a webhook, and puts a further try on the agenda.
    mutating func finish(_ sending: Sending, with outcome: WaitOutcome) -> Step {
        guard case .fetched(let result) = outcome else { return .finished(nil) }
        let webhook = sending.webhook
        var attempt = attempt(sending, result, retry: nil)
        if !attempt.isAccepted, webhook.attempts <= webhook.order.retries {
            let pause = (webhook.order.backoff * (1 << min(webhook.attempts - 1, 20))).bounded
            attempt = self.attempt(sending, result, retry: pause)
            var job = sending.job
            job.due = world.now + pause.milliseconds
            world.agenda.add(job)
        }
        note(.webhook(attempt), of: webhook.call)
        return .finished(nil)
    }

    private func attempt(_ sending: Sending, _ result: OutgoingResult, retry: Duration?) -> WebhookAttempt {
        WebhookAttempt(
            id: sending.webhook.id, number: sending.webhook.attempts, time: sending.time,
            request: sending.webhook.order.request, result: result,
            duration: .nanoseconds(world.ticks - sending.began), retry: retry)
    }

    /// The function of a timer is over: a repeated one goes on the agenda again, unless it was cancelled meanwhile.
    mutating func finish(_ job: Agenda.Job) {
        guard case .timer(let timer) = job.work, let period = timer.period else { return }
        guard world.repeating.remove(job.number) != nil else { return }
        var job = job
        let late = max(0, world.now - job.due)
        job.due += period * (late / period + 1)
        world.agenda.add(job)
    }

    /// Notes what happened under the call that caused it.
    mutating func note(_ event: BackgroundEvent, of call: Call?) {
        if let exchange = call?.exchange { journal.grew(exchange, by: exchange.note(event)) }
        world.events.append((event, call?.number))
    }
}
