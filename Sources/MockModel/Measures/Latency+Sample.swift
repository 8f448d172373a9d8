extension Latency {
    /// One delay by chance; `nil` means for ever.
    ///
    /// Percentiles are joined by straight lines that begin at zero; past the last rank its value stands. No delay is longer than
    /// `Duration.longest`.
    public func sample(using random: inout RandomGenerator) -> Duration? {
        switch self {
        case .fixed(let time): time
        case .even(let low, let high): low + (high - low) * random.unit()
        case .normal(let mean, let deviation): max(.zero, mean + deviation * Latency.deviate(using: &random)).bounded
        case .percentiles(let percentiles): Latency.value(at: random.unit() * 100, in: percentiles)
        case .forever: nil
        }
    }

    /// A standard normal number as the sum of twelve even ones (Irwin–Hall).
    ///
    /// It needs no logarithm or cosine, whose last bits differ between machines, and never leaves ±6.
    private static func deviate(using random: inout RandomGenerator) -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + random.unit() }
    }

    static func value(at rank: Double, in percentiles: [Percentile]) -> Duration {
        var below = Percentile(rank: 0, value: .zero)
        for above in percentiles {
            if rank <= above.rank {
                let share = above.rank > below.rank ? (rank - below.rank) / (above.rank - below.rank) : 1
                return below.value + (above.value - below.value) * share
            }
            below = above
        }
        return below.value
    }
}
