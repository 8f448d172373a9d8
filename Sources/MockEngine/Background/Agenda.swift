import MockModel

/// What a session does later: timers and webhooks, in order of their time, then of their making.
struct Agenda {
    /// One of them.
    struct Job {
        let number: Int
        /// Milliseconds since 1970 on the session's clock.
        var due: Int64
        var work: Work
    }

    /// What is done.
    enum Work {
        case timer(Timer)
        case webhook(Webhook)
    }

    /// A function of code.
    struct Timer {
        let interpreter: any Interpreter
        /// Milliseconds between two times; `nil` fires once.
        let period: Int64?
        let isOfFile: Bool
        /// The call that started it.
        let call: Call?
        /// Where its chance begins.
        let chance: UInt64
        /// How often it has fired.
        var turn = 0
    }

    /// A request that is sent on its own.
    struct Webhook {
        let id: String
        var order: WebhookOrder
        /// The call that caused it.
        let call: Call?
        /// How often it was sent.
        var attempts = 0
    }

    /// The latest first, so that the next one is taken from the end.
    private var jobs: [Job] = []
    private var made = 0
    /// About how many bytes the jobs take, with the requests of the calls that made them.
    private(set) var footprint = 0
    private var requests = RequestUses()
    /// Whether the next time may have changed since this was last asked.
    private(set) var hasChanged = false

    /// The time of the next job.
    var nextDue: Int64? { jobs.last?.due }

    /// A number for a job, never given twice.
    mutating func nextNumber() -> Int {
        made += 1
        return made
    }

    /// Puts a job behind those of the same time.
    mutating func add(_ job: Job) {
        var low = 0
        var high = jobs.count
        while low < high {
            let middle = (low + high) / 2
            if jobs[middle].due > job.due { low = middle + 1 } else { high = middle }
        }
        hasChanged = hasChanged || low == jobs.count
        jobs.insert(job, at: low)
        footprint += job.footprint + requests.add(job.call)
    }

    /// Takes the next job whose time has come.
    mutating func takeDue(at now: Int64) -> Job? {
        guard let job = jobs.last, job.due <= now else { return nil }
        hasChanged = true
        footprint -= job.footprint + requests.remove(job.call)
        return jobs.removeLast()
    }

    /// Takes jobs out.
    mutating func remove(where isUnwanted: (Job) -> Bool) {
        let count = jobs.count
        for job in jobs where isUnwanted(job) { footprint -= job.footprint + requests.remove(job.call) }
        jobs.removeAll(where: isUnwanted)
        hasChanged = hasChanged || jobs.count != count
    }

    /// The clock was moved: the time until the next job is another one.
    mutating func clockMoved() { hasChanged = !jobs.isEmpty }

    /// The next time was told.
    mutating func told() { hasChanged = false }
}

/// How many jobs keep the request of a call: it counts once.
private struct RequestUses {
    private var uses: [Int: Int] = [:]

    /// Notes a job; returns the bytes that it adds.
    mutating func add(_ call: Call?) -> Int {
        guard let call else { return 0 }
        uses[call.number, default: 0] += 1
        return uses[call.number] == 1 ? call.request.body.count : 0
    }

    /// Forgets a job; returns the bytes that it frees.
    mutating func remove(_ call: Call?) -> Int {
        guard let call, let count = uses[call.number] else { return 0 }
        uses[call.number] = count > 1 ? count - 1 : nil
        return count > 1 ? 0 : call.request.body.count
    }
}

extension Agenda.Job {
    /// The call that made it.
    var call: Call? {
        switch work {
        case .timer(let timer): timer.call
        case .webhook(let webhook): webhook.call
        }
    }

    fileprivate var footprint: Int {
        switch work {
        case .timer: 512
        case .webhook(let webhook): 512 + webhook.order.footprint
        }
    }
}
