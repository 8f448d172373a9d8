extension JSONReader {
    /// What was expected at the index, or elsewhere, and what stands there instead.
    func failure(expected: String, at offset: Int? = nil, hint: String? = nil) -> JSONError {
        let place = offset ?? index
        let found = found(at: place)
        let message = "expected \(expected), found \(found.text)"
        return failure(message, at: place, length: found.length, hint: hint ?? self.hint(at: place, expected: expected))
    }

    /// A failure in words of its own.
    func failure(_ message: String, at offset: Int, length: Int = 1, hint: String? = nil) -> JSONError {
        let before = bytes[..<min(offset, bytes.count)]
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
        let column = String(decoding: before[lineStart...], as: UTF8.self).count + 1
        return JSONError(message: message, hint: hint, line: line, column: column, length: length, offset: offset)
    }

    /// Whether a letter, digit or `_` stands there.
    func isWordByte(at place: Int) -> Bool {
        guard place < bytes.count else { return false }
        let byte = bytes[place]
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        return byte.isDigit || byte == UInt8(ascii: "_") || letters.contains(byte | 0x20)
    }

    /// The word or character at a place, in words, with its length in characters.
    func found(at place: Int) -> (text: String, length: Int) {
        guard place < bytes.count else { return ("the end of the text", 1) }
        let word = word(at: place)
        if !word.isEmpty { return ("'\(word)'", word.count) }
        switch bytes[place] {
        case 0x0A, 0x0D: return ("the end of the line", 1)
        case 0x09: return ("a tab", 1)
        case ..<0x20, 0x7F: return ("the control character 0x\(hex(bytes[place]))", 1)
        default: return (character(at: place), 1)
        }
    }

    private func word(at place: Int) -> String {
        var end = place
        while end < place + 24, isWordByte(at: end) { end += 1 }
        return String(decoding: bytes[place..<end], as: UTF8.self)
    }

    private func character(at place: Int) -> String {
        var decoder = Unicode.UTF8()
        var rest = bytes[place...].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return "the byte 0x\(hex(bytes[place]))" }
        return scalar == "\u{FEFF}" ? "a byte order mark" : "'\(scalar)'"
    }

    private func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }

    /// Advice for what people write when they think of another language.
    private func hint(at place: Int, expected: String) -> String? {
        guard place < bytes.count else { return nil }
        switch bytes[place] {
        case UInt8(ascii: "'"): return "JSON has double quotes only"
        case UInt8(ascii: "/"), UInt8(ascii: "#"): return "JSON has no comments"
        case UInt8(ascii: "+"): return "leave out the plus sign"
        case UInt8(ascii: "."): return "write a digit before the point: 0.5"
        case UInt8(ascii: "]"), UInt8(ascii: "}"): return followsComma(place) ? "remove the comma before it" : nil
        case UInt8(ascii: "\""): return expected.hasPrefix("','") ? "a comma is missing before it" : nil
        default: return wordHint(word(at: place), expected: expected)
        }
    }

    private func wordHint(_ word: String, expected: String) -> String? {
        guard !word.isEmpty else { return nil }
        if expected.hasPrefix("a name") { return "write \"\(word)\"" }
        guard expected == "a value" else { return nil }
        switch word.lowercased() {
        case "true", "yes", "on": return "write true"
        case "false", "no", "off": return "write false"
        case "null", "none", "nil", "undefined", "nan", "infinity": return "write null"
        default: return "text stands in double quotes"
        }
    }

    private func followsComma(_ place: Int) -> Bool {
        let blank: Set<UInt8> = [0x20, 0x0A, 0x0D, 0x09]
        return bytes[..<place].last { !blank.contains($0) } == UInt8(ascii: ",")
    }
}
