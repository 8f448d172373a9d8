import MockModel

/// What code starts that goes on after its answer.
extension SessionWorld {
    func startTimer(_ timer: TimerOrder, in interpreter: any Interpreter, call: Call?) -> Int64 {
        let number = agenda.nextNumber()
        let chance = call?.random.next() ?? RandomGenerator.mixed(seed: seed, session: id, route: "timer \(number)")
        let work = Agenda.Timer(
            interpreter: interpreter, period: timer.period.map { max(1, $0.bounded.milliseconds) },
            isOfFile: timer.isOfFile, call: call,
            chance: chance)
        agenda.add(Agenda.Job(number: number, due: now + timer.delay.bounded.milliseconds, work: .timer(work)))
        return Int64(number)
    }

    func cancelTimer(_ number: Int64) {
        agenda.remove { $0.number == number }
        repeating.remove(Int(clamping: number))
    }

    /// Drops the timers that files started while an interpreter loaded them: their next version starts its own.
    func dropTimers(ofFilesIn interpreter: any Interpreter) {
        agenda.remove { job in
            guard case .timer(let timer) = job.work else { return false }
            return timer.isOfFile && timer.interpreter === interpreter
        }
    }

    /// A webhook of a call that is not answered yet goes out after the answer.
    func startWebhook(_ webhook: WebhookOrder, call: Call?) -> String {
        let id = "webhook_\(nextNumber(of: "webhook"))"
        if let call, call.exchange == nil {
            call.add(webhook, id: id)
        } else {
            add(id, webhook, call, after: 0)
        }
        return id
    }

    /// Sends the webhooks of a call whose answer is decided.
    func release(_ call: Call, after delay: Duration) {
        for (id, webhook) in call.takeWebhooks() { add(id, webhook, call, after: delay.bounded.milliseconds) }
    }

    private func add(_ id: String, _ webhook: WebhookOrder, _ call: Call?, after delay: Int64) {
        let work = Agenda.Webhook(id: id, order: webhook, call: call)
        let due = now + delay + webhook.delay.bounded.milliseconds
        agenda.add(Agenda.Job(number: agenda.nextNumber(), due: due, work: .webhook(work)))
    }

    func subscribe(to topic: String) -> Int { subscriptions.open(topic) }

    func unsubscribe(_ subscription: Int) { subscriptions.close(subscription) }

    func publish(_ value: PackedValue, under topic: String) {
        woken += subscriptions.publish(value, under: topic)
    }

    func takeMessage(of subscription: Int) -> PackedValue? { subscriptions.take(subscription) }

    /// What the driver has to hear; `nil` for most calls.
    func takeEvents() -> SessionEvents? {
        guard agenda.hasChanged || !woken.isEmpty || !events.isEmpty else { return nil }
        var news = SessionEvents(nextDue: agenda.nextDue, woken: woken, events: events)
        if agenda.hasChanged { news.schedule = .after(realTimeToNextJob) }
        agenda.told()
        woken = []
        events = []
        return news
    }

    private var realTimeToNextJob: Duration? { agenda.nextDue.flatMap { realTime(until: $0) } }

    /// The function of a timer is over: a repeated one goes on the agenda again, unless it was cancelled meanwhile.
    func repeatTimer(_ job: Agenda.Job) {
        guard case .timer(let timer) = job.work, let period = timer.period else { return }
        guard repeating.remove(job.number) != nil else { return }
        var job = job
        let late = max(0, now - job.due)
        job.due += period * (late / period + 1)
        agenda.add(job)
    }

    /// Takes back a call's changes, newest first, timers, webhooks and lines; a value that another call changed since stays.
    func undo(_ call: Call) {
        for change in call.takeChanges().reversed() where value(at: change.place) == change.new { restore(change) }
        _ = call.takeWebhooks()
        keepFirstLines(of: call)
        agenda.remove { $0.call === call }
    }

    /// The first lines of a call stay, as they may tell what went wrong.
    private func keepFirstLines(of call: Call) {
        var room = 1 << 16
        for line in call.takeLog() {
            room -= line.footprint
            if room < 0 { return }
            call.write(line)
        }
    }

    func value(at place: StateChange.Place) -> PackedValue? {
        switch place {
        case .key(let key): store.value(of: key, at: now)
        case .record(let collection, let id): store.record(id, in: collection)
        }
    }
}
