/// The speed of a body.
public struct Rate: Sendable, Hashable {
    /// Bytes in a second; at least 1.
    public let bytesPerSecond: Double

    /// Makes a speed.
    public init(bytesPerSecond: Double) {
        self.bytesPerSecond = bytesPerSecond
    }

    /// The time that some bytes take.
    public func time(for bytes: Int) -> Duration { .seconds(min(Double(bytes) / floor, 1e12)) }

    /// How many bytes may be sent within a time that began with the first of them; at most `limit`.
    public func bytes(in time: Duration, limit: Int) -> Int {
        Int(min(max(0, time / .seconds(1)) * floor, Double(limit)))
    }

    /// The time until at least one more byte may be sent; at least 20 ms, so that a high speed sends many bytes at a time.
    public var pause: Duration { max(.milliseconds(20), .seconds(1 / floor)) }

    /// A speed above 0, so that nothing is divided by 0.
    private var floor: Double { max(bytesPerSecond, 0.01) }
}
