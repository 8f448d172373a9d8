import Testing

@testable import MockModel

@Suite("Eight bytes at a time")
struct ByteWordTests {
    /// Bytes that are near those that are looked for, so that borrows happen.
    private static let bytes: [UInt8] = [0, 1, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7F, 0x80, 0xA2, 0xFF]

    @Test("the first mark is the first byte that was looked for", arguments: [UInt64](1...20))
    func marks(seed: UInt64) {
        var random = RandomGenerator(seed: seed)
        for _ in 0..<500 {
            let bytes = (0..<8).map { _ in Self.bytes.randomElement(using: &random) ?? 0 }
            let word = word(bytes)
            #expect(word.marks(of: 0x22).unmarkedBytes == bytes.firstIndex(of: 0x22) ?? 8, "seed \(seed): \(bytes)")
            #expect(
                word.marks(below: 0x20).unmarkedBytes == bytes.firstIndex { $0 < 0x20 } ?? 8, "seed \(seed): \(bytes)")
            let place = Int.random(in: 0..<8, using: &random)
            #expect(word.byte(place) == bytes[place])
            #expect(
                word.first(place) == (Array(bytes[..<place]) + Array(repeating: 0, count: 8 - place)).span.word(at: 0))
        }
    }

    @Test("compares ranges with other bytes")
    func holds() {
        #expect(isHeld("users", in: 1..<6))
        #expect(!isHeld("userz", in: 1..<6))
        #expect(!isHeld("user", in: 1..<6))
    }

    private func isHeld(_ text: String, in range: Range<Int>) -> Bool {
        let bytes = Array("/users/7".utf8)
        let wanted = Array(text.utf8)
        return bytes.span.holds(wanted.span, in: range)
    }

    private func word(_ bytes: [UInt8]) -> UInt64 { bytes.span.word(at: 0) }
}
