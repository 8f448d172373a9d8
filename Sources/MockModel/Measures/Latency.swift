/// A delay, or a distribution of delays.
///
/// Written as `80ms`, `50ms..150ms` (even), `normal 120ms 20ms`, `p50=80ms p95=300ms p99=1.2s`, `forever`.
public enum Latency: Sendable, Hashable {
    /// Always the same.
    case fixed(Duration)
    /// Evenly between two times.
    case even(Duration, Duration)
    /// By a normal distribution; never below zero.
    case normal(mean: Duration, deviation: Duration)
    /// By percentiles, rising; straight lines between them, from zero and past the last one up to its value.
    case percentiles([Percentile])
    /// Never.
    case forever

    /// A time that a share of calls does not exceed.
    public struct Percentile: Sendable, Hashable {
        /// The share, 0 to 100.
        public let rank: Double
        /// The time.
        public let value: Duration

        /// Makes a percentile.
        public init(rank: Double, value: Duration) {
            self.rank = rank
            self.value = value
        }
    }
}
