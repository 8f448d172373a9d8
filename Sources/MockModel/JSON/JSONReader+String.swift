extension JSONReader {
    /// Reads a string from its opening quote past its closing one; most are names and words of a few letters, which one look sees whole.
    mutating func readString() throws(JSONError) {
        let start = index &+ 1
        if start &+ 8 <= bytes.count {
            let word = bytes.span.word(at: start)
            let length = JSONReader.endsOfPlainText(word).unmarkedBytes
            if length < 8, word.byte(length) == UInt8(ascii: "\""), word.first(length) & UInt64.highBits == 0 {
                index = start &+ length &+ 1
                outline.append(.text, start..<start &+ length)
                return
            }
        }
        try readLongString()
    }

    private mutating func readLongString() throws(JSONError) {
        let opening = index
        let run = plainRun(from: index + 1)
        index = run.end
        guard peek == UInt8(ascii: "\"") else { return try readUnusual(from: opening) }
        index += 1
        let range = opening + 1..<run.end
        if !run.isASCII { try check(bytes.span.extracting(range), at: range.lowerBound) }
        outline.append(.text, range)
    }

    /// Goes on where a string has an escape, or something that may not be in one.
    private mutating func readUnusual(from opening: Int) throws(JSONError) {
        guard peek == UInt8(ascii: "\\") else { return try closeString(opening) }
        try readEscaped(from: opening)
    }

    /// Marks the quotes, backslashes and control characters; none of them has the highest bit, which saves a step of each search.
    @inline(__always)
    private static func endsOfPlainText(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = (word ^ ones &* 0x22) &- ones
        let backslashes = (word ^ ones &* 0x5C) &- ones
        let controls = word &- ones &* 0x20
        return (quotes | backslashes | controls) & ~word & UInt64.highBits
    }

    /// The next quote, backslash or control character, eight bytes at a time; whether all bytes before it are ASCII.
    private func plainRun(from start: Int) -> (end: Int, isASCII: Bool) {
        let span = bytes.span
        var next = start
        var seen: UInt64 = 0
        while next &+ 8 <= span.count {
            let word = span.word(at: next)
            let ends = JSONReader.endsOfPlainText(word)
            guard ends == 0 else {
                seen |= word.first(ends.unmarkedBytes)
                return (next &+ ends.unmarkedBytes, seen & UInt64.highBits == 0)
            }
            seen |= word
            next &+= 8
        }
        while next < span.count, !span[next].endsPlainText {
            seen |= UInt64(span[next])
            next &+= 1
        }
        return (next, seen & UInt64.highBits == 0)
    }

    private mutating func closeString(_ opening: Int) throws(JSONError) {
        guard index < bytes.count else { throw failure("the text that begins here does not end", at: opening) }
        guard bytes[index] == UInt8(ascii: "\"") else {
            let found = found(at: index).text
            throw failure("found \(found) inside a text", at: index, hint: "write it as \(escape(of: bytes[index]))")
        }
        index += 1
    }

    private func escape(of byte: UInt8) -> String {
        switch byte {
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x09: "\\t"
        default: "\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }

    private mutating func readEscaped(from opening: Int) throws(JSONError) {
        let start = opening + 1
        var plain = Array(bytes[start..<index])
        while peek == UInt8(ascii: "\\") {
            try readEscape(into: &plain)
            let from = index
            index = plainRun(from: from).end
            plain.append(contentsOf: bytes[from..<index])
        }
        let range = start..<index
        try closeString(opening)
        try check(plain.span, at: start)
        outline.append(escaped: String(decoding: plain, as: UTF8.self), range)
    }

    private func check(_ text: Span<UInt8>, at start: Int) throws(JSONError) {
        if (try? UTF8Span(validating: text)) == nil {
            throw failure("the text is not valid UTF-8", at: invalidUTF8(from: start))
        }
    }

    /// The first offset whose bytes are no UTF-8.
    private func invalidUTF8(from start: Int) -> Int {
        var decoder = Unicode.UTF8.ForwardParser()
        var rest = bytes[start...].makeIterator()
        var place = start
        while case .valid(let scalar) = decoder.parseScalar(from: &rest) { place += scalar.count }
        return min(place, bytes.count - 1)
    }

    private mutating func readEscape(into plain: inout [UInt8]) throws(JSONError) {
        let start = index
        index += 2
        switch index <= bytes.count ? bytes[index - 1] : 0 {
        case UInt8(ascii: "\""): plain.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): plain.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): plain.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): plain.append(0x08)
        case UInt8(ascii: "f"): plain.append(0x0C)
        case UInt8(ascii: "n"): plain.append(0x0A)
        case UInt8(ascii: "r"): plain.append(0x0D)
        case UInt8(ascii: "t"): plain.append(0x09)
        case UInt8(ascii: "u"): plain.append(contentsOf: String(try readScalar(from: start)).utf8)
        default:
            throw failure(
                "an unknown escape in a text", at: start, length: 2, hint: "a backslash itself is written \\\\")
        }
    }

    /// Reads what follows `\u`: one unit, or the two of a surrogate pair.
    private mutating func readScalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let high = try readUnit(from: start)
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard high < 0xDC00, peek == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "u")
        else { throw failure("half of a surrogate pair", at: start, length: 6) }
        index += 2
        let low = try readUnit(from: start)
        guard low >= 0xDC00, low < 0xE000,
            let scalar = Unicode.Scalar(0x1_0000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
        else { throw failure("half of a surrogate pair", at: start, length: 6) }
        return scalar
    }

    private mutating func readUnit(from start: Int) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = peek.hexDigit else {
                throw failure(expected: "four hexadecimal digits after \\u", at: index)
            }
            unit = unit << 4 | UInt16(digit)
            index += 1
        }
        return unit
    }
}

extension UInt8 {
    /// Whether it is a quote, a backslash or a control character.
    fileprivate var endsPlainText: Bool { self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\") }
}
