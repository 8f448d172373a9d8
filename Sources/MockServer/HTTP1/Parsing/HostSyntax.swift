/// The grammar of `Host`: a host, and perhaps a colon and a port (RFC 9110 §7.2).
enum HostSyntax {
    /// Whether a range of bytes is one; an empty one is legal.
    static func isValid(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard let first = range.first else { return true }
        let host = bytes[first] == 0x5B ? bracketed(bytes, range) : named(bytes, range)
        guard let end = host else { return false }
        guard end < range.upperBound else { return true }
        guard bytes[end] == ByteClass.colon, range.upperBound - end <= 6 else { return false }
        var digit = end + 1
        while digit < range.upperBound, ByteClass.isDigit(bytes[digit]) { digit &+= 1 }
        return digit == range.upperBound
    }

    /// The end of a host name or IPv4 address.
    private static func named(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound, ByteClass.isHost(bytes[index]) { index &+= 1 }
        return index > range.lowerBound ? index : nil
    }

    /// The end of an IPv6 address in brackets, past the closing one.
    private static func bracketed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var index = range.lowerBound + 1
        while index < range.upperBound, isAddress(bytes[index]) { index += 1 }
        guard index < range.upperBound, bytes[index] == 0x5D, index > range.lowerBound + 1 else { return nil }
        return index + 1
    }

    private static func isAddress(_ byte: UInt8) -> Bool {
        ByteClass.isDigit(byte) || byte == ByteClass.colon || byte == 0x2E || (0x61...0x66).contains(byte | 0x20)
    }
}
