/// Base64 (RFC 4648 §4, §5).
public enum Base64 {
    /// How the bytes are spelled.
    public enum Alphabet: Sendable {
        /// `+`, `/`, with padding.
        case standard
        /// `-`, `_`, without padding.
        case url
    }

    /// Bytes, a multiple of three, between two looks at the limit of the run.
    private static let bytesBetweenLooks = 3 << 13

    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// The text of bytes; empty when the limit of the run is reached meanwhile.
    public static func encode(_ bytes: [UInt8], _ alphabet: Alphabet) -> String {
        let table = letters + (alphabet == .url ? [0x2D, 0x5F] : [0x2B, 0x2F])
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            if start % bytesBetweenLooks == 0, WorkLimit.isReached { return "" }
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * (3 - UInt32(group.count)))
            for digit in 0...group.count { text.append(table[Int(bits >> (18 - 6 * UInt32(digit)) & 63)]) }
            if alphabet == .standard { text.append(contentsOf: repeatElement(0x3D, count: 3 - group.count)) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text in either alphabet, with white space, with all of its padding or none; `nil` when it is none.
    public static func decode(_ text: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var bits: UInt32 = 0
        var (digits, padding) = (0, 0)
        for (index, byte) in text.enumerated() {
            if index % bytesBetweenLooks == 0, WorkLimit.isReached { return nil }
            if isSpace(byte) { continue }
            if byte == 0x3D {
                padding += 1
                continue
            }
            guard padding == 0, let value = value(of: byte) else { return nil }
            bits = bits << 6 | value
            digits += 1
            // The first of four digits makes no byte whole, each other one makes one whole.
            if digits % 4 != 1 { bytes.append(UInt8(truncatingIfNeeded: bits >> spareBits(digits))) }
        }
        guard padding <= 2, digits % 4 != 1, padding == 0 || (digits + padding) % 4 == 0 else { return nil }
        return bytes
    }

    /// Bits left over after so many digits.
    private static func spareBits(_ digits: Int) -> UInt32 { UInt32(digits % 4 * 6 % 8) }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private static func value(of digit: UInt8) -> UInt32? {
        switch digit {
        case 0x41...0x5A: UInt32(digit - 0x41)
        case 0x61...0x7A: UInt32(digit - 0x61) + 26
        case 0x30...0x39: UInt32(digit - 0x30) + 52
        case 0x2B, 0x2D: 62
        case 0x2F, 0x5F: 63
        default: nil
        }
    }
}
