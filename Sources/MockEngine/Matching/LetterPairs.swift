import MockModel

/// The pairs of neighbouring bytes that texts have, as 128 bits: a quick look at how much two paths may have in common.
struct LetterPairs: Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// Adds the pairs of a text behind a slash, letters in lower case.
    mutating func insert(_ text: String) {
        var last = UInt8(ascii: "/")
        for byte in text.utf8 {
            let byte = byte.lowercased
            let bit = (UInt32(last) &* 31 &+ UInt32(byte)) &* 0x9E37_79B1 >> 25
            if bit < 64 { low |= 1 << UInt64(bit) } else { high |= 1 << UInt64(bit - 64) }
            last = byte
        }
    }

    /// How many pairs it has that another has not.
    func count(without other: LetterPairs) -> Int {
        (low & ~other.low).nonzeroBitCount + (high & ~other.high).nonzeroBitCount
    }
}
