import MockModel

/// The newest exchanges of a session: at most so many, and at most so many bytes.
struct Journal {
    /// How much a journal keeps.
    struct Capacity: Sendable {
        /// Exchanges.
        var exchanges = 1_000
        /// Bytes of all that is kept: requests, responses, reasons, lines, changes, and what came after the answers.
        var bytes = 64 << 20
    }

    /// How many exchanges were dropped to make room.
    private(set) var dropped = 0
    private var ring: [(exchange: Exchange, weight: Int)?] = []
    private var oldest = 0
    private var count = 0
    private var bytes = 0
    private let capacity: Capacity

    init(capacity: Capacity = Capacity()) {
        self.capacity = capacity
    }

    /// The exchanges kept, oldest first.
    var exchanges: [Exchange] {
        (0..<count).compactMap { ring[wrapped(oldest + $0)]?.exchange }
    }

    /// Adds an exchange and drops the oldest ones that no longer fit.
    mutating func append(_ exchange: Exchange) {
        if ring.count < capacity.exchanges && count == ring.count { grow() }
        if count == ring.count { dropOldest() }
        let weight = exchange.footprint
        ring[wrapped(oldest + count)] = (exchange, weight)
        count += 1
        bytes += weight
        makeRoom()
    }

    /// Notes that an exchange grew after it was added; one that was dropped meanwhile does not count.
    mutating func grew(_ exchange: Exchange, by growth: Int) {
        guard growth != 0, let index = index(of: exchange) else { return }
        ring[index]?.weight += growth
        bytes += growth
        makeRoom()
    }

    /// The index in the ring; what grows is most often new.
    private func index(of exchange: Exchange) -> Int? {
        for age in 1..<max(count + 1, 1) {
            let index = wrapped(oldest + count - age)
            if ring[index]?.exchange === exchange { return index }
        }
        return nil
    }

    private mutating func makeRoom() {
        while bytes > capacity.bytes && count > 1 { dropOldest() }
    }

    /// Forgets everything.
    mutating func removeAll() {
        self = Journal(capacity: capacity)
    }

    private mutating func grow() {
        let kept = (0..<count).map { ring[wrapped(oldest + $0)] }
        let size = min(capacity.exchanges, max(16, ring.count * 2))
        ring = kept + Array(repeating: nil, count: size - kept.count)
        oldest = 0
    }

    /// A place in the ring for one that may lie past its end, by less than its size.
    private func wrapped(_ place: Int) -> Int { place < ring.count ? place : place - ring.count }

    private mutating func dropOldest() {
        guard let weight = ring[oldest]?.weight else { return }
        bytes -= weight
        ring[oldest] = nil
        oldest = wrapped(oldest + 1)
        count -= 1
        dropped += 1
    }
}
