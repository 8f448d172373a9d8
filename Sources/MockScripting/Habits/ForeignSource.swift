/// The parts of a source that the Lua lexer would misread: comments, template strings and patterns of other languages.
struct ForeignSource {
    /// The kind of a part.
    enum Kind {
        case lineComment, blockComment, hash, template, pattern, decrement
    }

    /// One part.
    struct Part {
        let kind: Kind
        let range: Range<Int>
    }

    let bytes: [UInt8]
    /// In the order of the source.
    private(set) var parts: [Part] = []
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        while index < bytes.count { step() }
    }

    /// The source with comments blank and other parts as plain words, so that every token keeps its line and its bytes.
    var masked: [UInt8] {
        var masked = bytes
        for part in parts {
            let isBlank = [.lineComment, .blockComment, .hash, .decrement].contains(part.kind)
            for place in part.range where masked[place] != 0x0A { masked[place] = UInt8(ascii: isBlank ? " " : "x") }
        }
        return masked
    }

    private func byte(_ place: Int) -> UInt8 { bytes.indices.contains(place) ? bytes[place] : 0 }

    private mutating func step() {
        switch (byte(index), byte(index + 1)) {
        case (UInt8(ascii: "\""), _), (UInt8(ascii: "'"), _): skipString()
        case (UInt8(ascii: "-"), UInt8(ascii: "-")): dashes()
        case (UInt8(ascii: "["), UInt8(ascii: "[")): index = end(of: "]]", from: index + 2)
        case (UInt8(ascii: "/"), UInt8(ascii: "*")): add(.blockComment, to: end(of: "*/", from: index + 2))
        case (UInt8(ascii: "/"), UInt8(ascii: "/")): slashes()
        case (UInt8(ascii: "/"), _): pattern()
        case (UInt8(ascii: "#"), 0x20) where isFirst: add(.hash, to: lineEnd)
        case (UInt8(ascii: "`"), _): add(.template, to: end(of: "`", from: index + 1))
        default: index += 1
        }
    }

    private mutating func add(_ kind: Kind, to end: Int) {
        parts.append(Part(kind: kind, range: index..<end))
        index = end
    }

    private mutating func skipString() {
        let quote = byte(index)
        index += 1
        while index < bytes.count, bytes[index] != quote, bytes[index] != 0x0A {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index = min(index + 1, bytes.count)
    }

    /// The place behind a mark; the end of the source when it is missing.
    private func end(of mark: String, from start: Int) -> Int {
        var place = min(start, bytes.count)
        while place < bytes.count, !bytes[place...].starts(with: mark.utf8) { place += 1 }
        return min(bytes.count, place + mark.utf8.count)
    }

    /// Whether only blanks stand before it on its line.
    private var isFirst: Bool {
        let before = bytes[..<index].last { $0 != 0x20 && $0 != 0x09 }
        return before == nil || before == 0x0A
    }

    private var lineEnd: Int { bytes[index...].firstIndex(of: 0x0A) ?? bytes.count }

    /// A comment of Lua, or `i--` at the end of a statement.
    private mutating func dashes() {
        let rest = bytes[min(index + 2, bytes.count)..<lineEnd].filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
        let isEnd = rest.isEmpty || rest.first == UInt8(ascii: ";") || rest.first == UInt8(ascii: ")")
        if index > 0, bytes[index - 1].isWordByte, isEnd { return add(.decrement, to: index + 2) }
        if byte(index + 2) == UInt8(ascii: "["), byte(index + 3) == UInt8(ascii: "[") {
            index = end(of: "]]", from: index + 4)
        } else {
            index = lineEnd
        }
    }

    /// A comment, unless it may be the division of two values.
    private mutating func slashes() {
        let start = bytes[..<index].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let before = bytes[start..<index].last { $0 != 0x20 && $0 != 0x09 }
        let isAfterMark = before.map { ";,{}".utf8.contains($0) } ?? true
        guard isAfterMark || hasProse(bytes[index + 2..<lineEnd]) else {
            index += 2
            return
        }
        add(.lineComment, to: lineEnd)
    }

    /// Whether two words stand side by side, which no expression has.
    func hasProse(_ text: ArraySlice<UInt8>) -> Bool {
        let words = String(decoding: text, as: UTF8.self).split { $0.isWhitespace }
        let reserved: Set<Substring> = ["and", "or", "then", "do", "end", "return", "else", "local"]
        return zip(words, words.dropFirst()).contains { first, second in
            [first, second].allSatisfy { word in
                !reserved.contains(word) && word.allSatisfy { $0.isLetter || $0 == "'" }
            }
        }
    }

    /// `/^a+$/i` where a value belongs.
    private mutating func pattern() {
        let head = bytes[..<index].last { $0 != 0x20 && $0 != 0x09 }.map { "(=,:!&|?[{;".utf8.contains($0) } ?? false
        guard head || followsWord && byte(index + 1) != 0x20, let close = patternEnd else {
            index += 1
            return
        }
        let flags = bytes[(close + 1)...].prefix { "gimsuy".utf8.contains($0) }
        add(.pattern, to: flags.endIndex)
    }

    /// Whether a word stands before it that a value follows.
    private var followsWord: Bool {
        let before = bytes[..<index].suffix(24)
        let words = String(decoding: before, as: UTF8.self).split {
            !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ")" || $0 == "]")
        }
        let isApart = before.last.map { $0 == 0x20 || $0 == 0x09 } ?? false
        return isApart && words.last.map { ["return", "and", "or", "not"].contains($0) } ?? false
    }

    /// The slash that closes a pattern; one behind a backslash or in brackets does not.
    private var patternEnd: Int? {
        let end = lineEnd
        var place = index + 1
        var isClass = false
        while place < end {
            switch bytes[place] {
            case UInt8(ascii: "\\"): place += 1
            case UInt8(ascii: "["): isClass = true
            case UInt8(ascii: "]"): isClass = false
            case UInt8(ascii: "/") where !isClass: return place
            default: break
            }
            place += 1
        }
        return nil
    }
}

extension UInt8 {
    /// Whether it may stand in a name.
    fileprivate var isWordByte: Bool {
        self == UInt8(ascii: "_") || (0x30...0x39).contains(self) || (0x61...0x7A).contains(self | 0x20)
    }
}
