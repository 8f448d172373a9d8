/// The sets of bytes that the grammar of HTTP/1.1 speaks of (RFC 9110 §5.6.2, RFC 9112).
enum ByteClass {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let colon: UInt8 = 0x3A

    /// Two 64-bit sets, so that a test is a shift and not a look into a table behind a lazy global.
    @inline(__always)
    private static func contains(_ byte: UInt8, _ low: UInt64, _ high: UInt64) -> Bool {
        let set = byte < 64 ? low : high
        return byte < 128 && set &>> UInt64(byte) & 1 == 1
    }

    /// A byte of a token: letters, digits and ``!#$%&'*+-.^_`|~``.
    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool {
        contains(byte, 0x03FF_6CFA_0000_0000, 0x57FF_FFFF_C7FF_FFFE)
    }

    /// A byte of a request target: anything visible but `#`, which would begin a fragment; raw UTF-8 is let through.
    @inline(__always)
    static func isTarget(_ byte: UInt8) -> Bool {
        byte > space && byte != 0x7F && byte != 0x23
    }

    /// A byte of a host without brackets: unreserved characters, `%` and sub-delimiters other than `,` (RFC 3986 §3.2.2).
    ///
    /// A comma is legal there but only ever seen where two `Host` lines were joined to one.
    @inline(__always)
    static func isHost(_ byte: UInt8) -> Bool {
        contains(byte, 0x2BFF_6FF2_0000_0000, 0x47FF_FFFE_87FF_FFFE)
    }

    /// The digits 0 to 9.
    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
