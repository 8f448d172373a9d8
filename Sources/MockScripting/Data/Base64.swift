/// Base64 (RFC 4648 §4, §5).
enum Base64 {
    /// How the bytes are spelled.
    enum Alphabet {
        /// `+`, `/`, with padding.
        case standard
        /// `-`, `_`, without padding.
        case url
    }

    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    static func encode(_ bytes: [UInt8], _ alphabet: Alphabet) -> String {
        let table = letters + (alphabet == .url ? [0x2D, 0x5F] : [0x2B, 0x2F])
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * (3 - UInt32(group.count)))
            for digit in 0...group.count { text.append(table[Int(bits >> (18 - 6 * UInt32(digit)) & 63)]) }
            if alphabet == .standard { text.append(contentsOf: repeatElement(0x3D, count: 3 - group.count)) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text in either alphabet, with or without padding and white space; `nil` when it is none.
    static func decode(_ text: [UInt8]) -> [UInt8]? {
        let digits = text.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let body = digits.prefix { $0 != 0x3D }
        guard digits.dropFirst(body.count).allSatisfy({ $0 == 0x3D }), digits.count - body.count <= 2,
            body.count % 4 != 1
        else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(body.count * 3 / 4)
        var bits: UInt32 = 0
        var held = 0
        for digit in body {
            guard let value = value(of: digit) else { return nil }
            bits = bits << 6 | value
            held += 6
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
            }
        }
        return bytes
    }

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
