import MockModel

/// Counts calls in fixed windows: the first call opens a window, and past its end a new one begins.
struct CallCounter {
    /// What a call met.
    struct Tally: Equatable {
        /// Whether the call is within the limit.
        let isWithin: Bool
        /// How many calls the window saw, this one with them.
        let seen: Int
        /// How many more it allows.
        let remaining: Int
        /// Milliseconds until the window ends.
        let reset: Int64
    }

    private struct Window {
        var end: Int64
        var seen: Int
    }

    private var windows: [TextKey: Window] = [:]

    /// Counts a call at a time.
    mutating func count(_ key: String, limit: Behavior.Limit, at now: Int64) -> Tally {
        if windows.count > 10_000 { windows = windows.filter { $0.value.end > now } }
        let key = TextKey(key)
        var window =
            windows[key].flatMap { $0.end > now ? $0 : nil } ?? Window(end: now + limit.per.milliseconds, seen: 0)
        window.seen += 1
        windows[key] = window
        return Tally(
            isWithin: window.seen <= limit.requests, seen: window.seen, remaining: max(0, limit.requests - window.seen),
            reset: window.end - now)
    }
}
