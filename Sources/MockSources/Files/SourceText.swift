import MockModel

/// The bytes of a file, with the lines and columns of its places.
struct SourceText {
    let file: String
    let bytes: [UInt8]

    /// The place of some bytes, with its length in characters on its first line.
    func location(of range: Range<Int>) -> SourceLocation {
        let start = min(range.lowerBound, bytes.count)
        let lineStart = bytes[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let line = bytes[..<lineStart].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
        let end = min(range.upperBound, bytes.count)
        let meant = bytes[start..<max(start, end)].prefix { $0 != 0x0A }
        return SourceLocation(
            file: file, line: line, column: SourceText.characters(bytes[lineStart..<start]) + 1,
            length: max(1, SourceText.characters(meant)))
    }

    private static func characters(_ bytes: ArraySlice<UInt8>) -> Int {
        String(decoding: bytes, as: UTF8.self).count
    }
}

extension Collection<UInt8> {
    /// Whether all of it is white space of ASCII.
    var isBlank: Bool {
        allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
    }
}

extension UInt8 {
    /// Whether it is one of `0` to `9`.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    /// Whether it may stand in a name of Lua.
    var isWord: Bool {
        isDigit || self == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
}
