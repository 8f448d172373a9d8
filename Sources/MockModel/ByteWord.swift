/// Eight bytes looked at in one go, as one number whose lowest byte is the first of them.
extension Span<UInt8> {
    /// The eight bytes from a place on, which must lie inside; the reads become one load.
    @inlinable @inline(__always)
    public func word(at place: Int) -> UInt64 {
        let bytes = extracting(place..<place &+ 8)
        return UInt64(bytes[0]) | UInt64(bytes[1]) << 8 | UInt64(bytes[2]) << 16 | UInt64(bytes[3]) << 24
            | UInt64(bytes[4]) << 32 | UInt64(bytes[5]) << 40 | UInt64(bytes[6]) << 48 | UInt64(bytes[7]) << 56
    }

    /// Whether a range holds exactly these bytes.
    @inlinable
    public func holds(_ other: Span<UInt8>, in range: Range<Int>) -> Bool {
        guard range.count == other.count else { return false }
        var place = 0
        while place < other.count {
            guard self[range.lowerBound &+ place] == other[place] else { return false }
            place &+= 1
        }
        return true
    }
}

/// Marks of bytes in a word: the highest bit of each byte that was looked for.
///
/// The lowest mark is exact, which is the first such byte; a borrow can set further ones behind it.
extension UInt64 {
    /// The highest bit of each byte.
    @inlinable @inline(__always)
    public static var highBits: UInt64 { 0x8080_8080_8080_8080 }

    /// Marks the bytes that are equal to one.
    @inlinable @inline(__always)
    public func marks(of byte: UInt8) -> UInt64 {
        let difference = self ^ UInt64(byte) &* 0x0101_0101_0101_0101
        return (difference &- 0x0101_0101_0101_0101) & ~difference & UInt64.highBits
    }

    /// Marks the bytes that are less than one of at most 128.
    @inlinable @inline(__always)
    public func marks(below byte: UInt8) -> UInt64 {
        (self &- UInt64(byte) &* 0x0101_0101_0101_0101) & ~self & UInt64.highBits
    }

    /// One of its bytes, the first being 0.
    @inlinable @inline(__always)
    public func byte(_ place: Int) -> UInt8 { UInt8(truncatingIfNeeded: self &>> UInt64(place &* 8)) }

    /// How many bytes stand before the first mark; 8 when there is none.
    @inlinable @inline(__always)
    public var unmarkedBytes: Int { trailingZeroBitCount >> 3 }

    /// The first bytes, fewer than eight, and zeros behind them.
    @inlinable @inline(__always)
    public func first(_ count: Int) -> UInt64 { self & ((1 &<< UInt64(count &* 8)) &- 1) }
}
