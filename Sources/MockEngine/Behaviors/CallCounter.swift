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

    /// Windows that are kept; clients choose the keys, so that there could be any number of them.
    private static let mostWindows = 100_000

    private var windows: [TextKey: Window] = [:]
    /// The number of windows at which those that are over are dropped.
    private var sweepsAt = 10_000

    /// How many windows are kept.
    var windowCount: Int { windows.count }

    /// Counts a call at a time.
    mutating func count(_ key: String, limit: Behavior.Limit, at now: Int64) -> Tally {
        let key = CallCounter.shortened(key)
        if windows.count > sweepsAt { sweep(at: now) }
        var window =
            windows[key].flatMap { $0.end > now ? $0 : nil }
            ?? Window(end: now + limit.per.bounded.milliseconds, seen: 0)
        window.seen += 1
        windows[key] = window
        return Tally(
            isWithin: window.seen <= limit.requests, seen: window.seen, remaining: max(0, limit.requests - window.seen),
            reset: window.end - now)
    }

    /// Drops the windows that are over, and of more than are kept those that end first; half of the room is free again then,
    /// so that a call costs the same on average however many keys there are.
    private mutating func sweep(at now: Int64) {
        windows = windows.filter { $0.value.end > now }
        if windows.count > CallCounter.mostWindows / 2 {
            let ends = windows.values.map(\.end).sorted()
            let first = ends[ends.count - CallCounter.mostWindows / 2]
            windows = windows.filter { $0.value.end > first }
        }
        sweepsAt = max(10_000, windows.count * 2)
    }

    /// A long key is kept as its hash: memory must not grow with what clients send.
    private static func shortened(_ text: String) -> TextKey {
        let key = TextKey(text)
        return text.utf8.count > 64 ? TextKey("\(key.hashValue) \(text.utf8.count)") : key
    }
}
