import MockModel

/// A word of 8 to 16 bytes that a part of a header line is compared with, in two steps instead of one for each letter.
struct LongWord {
    private let count: Int
    /// The first and the last eight bytes, in lower case.
    private let first: UInt64
    private let last: UInt64

    static let connection = LongWord("connection")
    static let contentLength = LongWord("content-length")
    static let keepAlive = LongWord("keep-alive")

    /// Makes the word of a text of 8 to 16 lower-case letters and hyphens.
    init(_ text: String) {
        let bytes = text.utf8.span
        count = bytes.count
        first = bytes.word(at: 0)
        last = bytes.word(at: bytes.count - 8)
    }

    /// Whether a range holds the word, in any letter case.
    ///
    /// The bit of the case is set in each byte: that makes letters small, and changes no hyphen. Only CR would become a hyphen, which stands in
    /// no name and no value.
    @inline(__always)
    func stands(in bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count == count else { return false }
        let small: UInt64 = 0x2020_2020_2020_2020
        return bytes.word(at: range.lowerBound) | small == first
            && bytes.word(at: range.upperBound &- 8) | small == last
    }
}
