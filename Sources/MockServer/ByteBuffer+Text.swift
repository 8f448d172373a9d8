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
