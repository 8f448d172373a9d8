import NIOCore

extension ByteBuffer {
    /// The text of a range of the readable bytes: UTF-8 where they are that, else ISO 8859-1, so that no byte is lost.
    @inline(__always)
    func text(_ range: Range<Int>, isASCII: Bool) -> String {
        if isASCII { return getString(at: readerIndex + range.lowerBound, length: range.count) ?? "" }
        return mixedText(range)
    }

    private func mixedText(_ range: Range<Int>) -> String {
        let bytes = getBytes(at: readerIndex + range.lowerBound, length: range.count) ?? []
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}

extension ByteBuffer {
    /// Writes a number in decimal digits; up to eight of them go as one word.
    mutating func writeDecimal(_ number: Int) {
        guard (0..<100_000_000).contains(number) else { return _ = writeString(String(number)) }
        var digits: UInt64 = 0
        var count = 0
        var left = number
        repeat {
            digits = digits << 8 | UInt64(0x30 + left % 10)
            left /= 10
            count += 1
        } while left > 0
        let start = writerIndex
        writeInteger(digits, endianness: .little)
        moveWriterIndex(to: start + count)
    }

    /// Writes the number that ends a line of a head, and the empty line behind it.
    mutating func writeLastNumber(_ number: Int) {
        writeDecimal(number)
        writeInteger(0x0D0A_0D0A, as: UInt32.self)
    }
}
