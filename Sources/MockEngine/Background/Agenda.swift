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
    }

    /// Takes the next job whose time has come.
    mutating func takeDue(at now: Int64) -> Job? {
        guard let job = jobs.last, job.due <= now else { return nil }
        hasChanged = true
        return jobs.removeLast()
    }

    /// Takes jobs out.
    mutating func remove(where isUnwanted: (Job) -> Bool) {
        let count = jobs.count
        jobs.removeAll(where: isUnwanted)
        hasChanged = hasChanged || jobs.count != count
    }

    /// The clock was moved: the time until the next job is another one.
    mutating func clockMoved() { hasChanged = !jobs.isEmpty }

    /// The next time was told.
    mutating func told() { hasChanged = false }
}
