import MockModel

/// What is published in a session, for those who read it: each value once for each reader.
struct Subscriptions {
    private struct Reader {
        let topic: String
        var values: [PackedValue] = []
        var waiter: WaitToken?
    }

    /// Values that a reader may leave unread; beyond them the oldest are dropped.
    private static let mostUnread = 1_000

    private var readers: [Int: Reader] = [:]
    private var made = 0

    /// Begins to keep what is published under a topic.
    mutating func open(_ topic: String) -> Int {
        made += 1
        readers[made] = Reader(topic: topic)
        return made
    }

    mutating func close(_ number: Int) { readers[number] = nil }

    /// Hands a value to every reader of a topic; returns the runs that waited for it.
    mutating func publish(_ value: PackedValue, under topic: String) -> [WaitToken] {
        var woken: [WaitToken] = []
        for (number, reader) in readers.sorted(by: { $0.key < $1.key }) where reader.topic == topic {
            var reader = reader
            reader.values.append(value)
            if reader.values.count > Subscriptions.mostUnread { reader.values.removeFirst() }
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
        return first
    }

    /// Notes who waits for a reader's next value.
    mutating func wait(_ number: Int, _ token: WaitToken) {
        readers[number]?.waiter = token
    }
}
