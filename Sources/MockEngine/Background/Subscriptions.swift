import MockModel

/// What is published in a session, for those who read it: each value once for each reader.
struct Subscriptions {
    private struct Reader {
        let topic: String
        var values: [(value: PackedValue, footprint: Int)] = []
        var waiter: WaitToken?
    }

    /// Values that a reader may leave unread; beyond them the oldest are dropped.
    private static let mostUnread = 1_000

    private var readers: [Int: Reader] = [:]
    private var made = 0
    /// About how many bytes the unread values take; one that several readers share counts once.
    private(set) var footprint = 0
    private static let entry = 96

    /// Begins to keep what is published under a topic.
    mutating func open(_ topic: String) -> Int {
        made += 1
        readers[made] = Reader(topic: topic)
        return made
    }

    mutating func close(_ number: Int) {
        footprint -= readers.removeValue(forKey: number)?.values.reduce(0) { $0 + $1.footprint } ?? 0
    }

    /// Hands a value to every reader of a topic; returns the runs that waited for it.
    mutating func publish(_ value: PackedValue, under topic: String) -> [WaitToken] {
        var woken: [WaitToken] = []
        let meant = readers.filter { $0.value.topic == topic }.sorted { $0.key < $1.key }
        let share = Subscriptions.entry + value.bytes.count / max(meant.count, 1)
        for (number, reader) in meant {
            var reader = reader
            reader.values.append((value, share))
            footprint += share
            if reader.values.count > Subscriptions.mostUnread { footprint -= reader.values.removeFirst().footprint }
            if let waiter = reader.waiter { woken.append(waiter) }
            reader.waiter = nil
            readers[number] = reader
        }
        return woken
    }

    /// The oldest unread value.
    mutating func take(_ number: Int) -> PackedValue? {
        guard let first = readers[number]?.values.first else { return nil }
        readers[number]?.values.removeFirst()
        footprint -= first.footprint
        return first.value
    }

    /// Notes who waits for a reader's next value.
    mutating func wait(_ number: Int, _ token: WaitToken) {
        readers[number]?.waiter = token
    }
}
