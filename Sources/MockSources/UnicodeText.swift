/// Text files in the encodings that programs write: UTF-8 with or without a byte-order mark, UTF-16 in either order.
enum UnicodeText {
    /// The bytes as UTF-8 without a byte-order mark; bytes that are UTF-8 already are returned as they are.
    ///
    /// UTF-16 is known by its mark, or by a zero byte beside the first character, which no JSON or YAML in UTF-8 has.
    static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), isLittle: true) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), isLittle: false) }
        guard bytes.count >= 2 else { return bytes }
        if bytes[0] != 0, bytes[1] == 0 { return utf16(bytes[...], isLittle: true) }
        if bytes[0] == 0, bytes[1] != 0 { return utf16(bytes[...], isLittle: false) }
        return bytes
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isLittle: Bool) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for index in stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2) {
            let pair = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(isLittle ? pair.1 << 8 | pair.0 : pair.0 << 8 | pair.1)
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
