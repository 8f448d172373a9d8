import MockModel

/// What is published in a session, for those who read it: each value once for each reader.
struct Subscriptions {
    private struct Reader {
        let topic: String
        var waiter: WaitToken?
        private var values: [(value: PackedValue, footprint: Int)] = []
        /// How many of the values were read or dropped.
        private var gone = 0

        init(topic: String) { self.topic = topic }

        /// About how many bytes the unread values take.
        var footprint: Int { values[gone...].reduce(0) { $0 + $1.footprint } }

        /// Keeps a value; of more than may stay unread the oldest goes, of which the size is returned.
        mutating func add(_ value: PackedValue, footprint: Int) -> Int {
            values.append((value, footprint))
            return values.count - gone > Subscriptions.mostUnread ? take()?.footprint ?? 0 : 0
        }

        /// The oldest unread value; room is given back when half of it is not needed, so that each value is moved once.
        mutating func take() -> (value: PackedValue, footprint: Int)? {
            guard gone < values.count else { return nil }
            let first = values[gone]
            values[gone] = (.none, 0)
            gone += 1
            if gone * 2 >= values.count {
                values.removeFirst(gone)
                gone = 0
            }
            return first
        }
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
        footprint -= readers.removeValue(forKey: number)?.footprint ?? 0
    }

    /// Hands a value to every reader of a topic; returns the runs that waited for it.
    mutating func publish(_ value: PackedValue, under topic: String) -> [WaitToken] {
        var woken: [WaitToken] = []
        let meant = readers.keys.filter { readers[$0]?.topic == topic }.sorted()
        let share = Subscriptions.entry + value.bytes.count / max(meant.count, 1)
        for number in meant {
            footprint += share - (readers[number]?.add(value, footprint: share) ?? 0)
            if let waiter = readers[number]?.waiter { woken.append(waiter) }
            readers[number]?.waiter = nil
        }
        return woken
    }

    /// The oldest unread value.
    mutating func take(_ number: Int) -> PackedValue? {
        guard let first = readers[number]?.take() else { return nil }
        footprint -= first.footprint
        return first.value
    }

    /// Notes who waits for a reader's next value.
    mutating func wait(_ number: Int, _ token: WaitToken) {
        readers[number]?.waiter = token
    }
}
