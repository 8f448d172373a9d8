public import MockModel

/// What came of a command.
public enum SessionReply: Sendable {
    /// It is done.
    case done
    /// A value or a document.
    case value(JSONValue)
    /// A value that may have a time to live.
    case entry(JSONValue, ttl: Duration?)
    /// What the clock shows.
    case clock(ClockReading)
    /// The clock was moved, and what ran on the way, in order.
    case moved(ClockReading, ran: [RanJob])
    /// The name of the scenario; `nil` for none.
    case scenario(String?)
    /// What the session was.
    case snapshot(SessionSnapshot)
    /// Calls, oldest first, and how many older ones were dropped.
    case calls([Exchange], dropped: Int)
    /// Webhooks, each with the number of its call, and how many older ones were dropped.
    case webhooks([SentWebhook], dropped: Int)
    /// Whether the calls are as many as wanted.
    case verdict(CallVerdict)
    /// The calls whose changes were taken back, newest first, and how many changes others had overwritten.
    case undone(calls: [Int], overwritten: Int)
    /// What went wrong in the session.
    case report(SessionReport)
}

/// What the clock of a session shows.
public struct ClockReading: Sendable, Equatable {
    /// Milliseconds since 1970.
    public let now: Int64
    /// Whether it stands still.
    public let isFrozen: Bool
    /// Milliseconds by which it is ahead of the machine's clock.
    public let offset: Int64

    /// How it goes.
    public enum Mode: String, Sendable {
        /// It stands still.
        case frozen
        /// It shows the time of the machine, to within a second.
        case real
        /// It runs at another time.
        case offset
    }

    /// How it goes.
    public var mode: Mode { isFrozen ? .frozen : (-999...999).contains(offset) ? .real : .offset }
}

/// What ran while the clock was moved.
public struct RanJob: Sendable, Equatable {
    /// What it was.
    public enum Work: Sendable, Equatable {
        /// A function of code.
        case timer
        /// A webhook, with the number of its try.
        case webhook(id: String, method: String, url: String, attempt: Int)
        /// The end of the time to live of a value.
        case expiry(key: String)
    }

    /// How far it came.
    public enum Outcome: Sendable, Equatable {
        /// It has begun.
        case running
        /// It has ended.
        case ended
        /// It goes on: its code sleeps, or waits for a message.
        case waiting
        /// Its code failed.
        case failed(String)
        /// The receiver answered.
        case status(Int)
    }

    /// What it was.
    public let work: Work
    /// Milliseconds since 1970 on the session's clock.
    public let time: Int64
    /// The number of the call that caused it.
    public let call: Int?
    /// How far it came.
    public internal(set) var outcome: Outcome
}

/// A webhook that was sent, and by which call.
public struct SentWebhook: Sendable {
    /// What was sent, and what came of it.
    public let attempt: WebhookAttempt
    /// The number of the call that caused it.
    public let call: Int?
}

/// What went wrong in a session.
public struct SessionReport: Sendable {
    /// Calls that nothing answered.
    public let unmatched: [Exchange]
    /// Calls whose code failed.
    public let failed: [Exchange]
    /// How often the function of a timer or of a stream failed.
    public let failedJobs: Int
    /// The routes with a stub that never answered.
    public let unusedStubs: [String]
    /// How many calls there were.
    public let calls: Int
    /// How many of them are no longer kept.
    public let dropped: Int

    /// Whether nothing went wrong.
    public var isFine: Bool { unmatched.isEmpty && failed.isEmpty && failedJobs == 0 }
}
