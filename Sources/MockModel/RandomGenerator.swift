/// A generator of repeatable numbers (xoshiro256**, Blackman and Vigna 2018), seeded by SplitMix64.
///
/// The same seed gives the same numbers on every machine. Not for secrets.
public struct RandomGenerator: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// Makes a generator of a seed.
    public init(seed: UInt64) {
        var mixer = seed
        state = (
            RandomGenerator.mix(&mixer), RandomGenerator.mix(&mixer), RandomGenerator.mix(&mixer),
            RandomGenerator.mix(&mixer)
        )
    }

    /// Makes the generator of one call: by seed, session, route and turn, never by thread timing.
    public init(seed: UInt64, session: String, route: String, turn: Int) {
        self.init(mixed: RandomGenerator.mixed(seed: seed, session: session, route: route), turn: turn)
    }

    /// Makes the generator of one call of what `mixed` gave.
    public init(mixed: UInt64, turn: Int) {
        self.init(seed: mixed &+ UInt64(truncatingIfNeeded: turn) &* 0x9E37_79B9_7F4A_7C15)
    }

    /// Seed, session and route in one number, from which each turn has a generator of its own.
    public static func mixed(seed: UInt64, session: String, route: String) -> UInt64 {
        hash(route, from: hash(session, from: seed))
    }

    /// Makes the generator that always gives the same numbers for a key.
    public init(seed: UInt64, key: String) {
        self.init(seed: RandomGenerator.hash(key, from: seed ^ 0xA5A5_5A5A_C3C3_3C3C))
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        let result = rotate(state.1 &* 5, by: 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = rotate(state.3, by: 45)
        return result
    }

    /// A number from 0 up to, not including, 1, with 53 random bits.
    public mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    private func rotate(_ value: UInt64, by count: UInt64) -> UInt64 {
        value << count | value >> (64 - count)
    }

    private static func mix(_ state: inout UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// FNV-1a over the text, begun with a seed: the same on every machine, unlike Swift's hashing.
    static func hash(_ text: String, from seed: UInt64) -> UInt64 {
        var hash = 0xCBF2_9CE4_8422_2325 ^ seed
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}
