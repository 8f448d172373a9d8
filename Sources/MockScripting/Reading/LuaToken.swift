/// A word, a number, a string or a sign of Lua source.
struct LuaToken: Equatable {
    /// What it is.
    enum Kind: Equatable {
        case name, keyword, number, string, sign
    }

    let kind: Kind
    /// As it is written; a string without its quotes, with its escapes as they stand.
    let text: String
    /// The bytes of the source that it takes.
    let range: Range<Int>
    /// The line on which it begins, from 1.
    let line: Int

    func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }

    func isKeyword(_ word: String) -> Bool { kind == .keyword && text == word }

    /// Whether it reads like a word: a name, or a string that holds nothing else.
    var isWord: Bool { kind == .name || kind == .string }
}

/// Cuts Lua source into tokens.
///
/// Comments and blanks are left out; what no token of Lua begins with is a sign of one byte.
struct LuaLexer {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var tokens: [LuaToken] = []

    /// The tokens of a text, in their order.
    static func tokens(of bytes: [UInt8]) -> [LuaToken] {
        var lexer = LuaLexer(bytes: bytes)
        while lexer.index < bytes.count { lexer.next() }
        return lexer.tokens
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.first == UInt8(ascii: "#") { skipLine() }
    }

    private func byte(_ ahead: Int = 0) -> UInt8 {
        index + ahead < bytes.count ? bytes[index + ahead] : 0
    }

    private mutating func next() {
        switch byte() {
        case 0x0A:
            line += 1
            index += 1
        case 0x20, 0x09, 0x0B, 0x0C, 0x0D: index += 1
        case UInt8(ascii: "-") where byte(1) == UInt8(ascii: "-"): comment()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): shortString()
        case UInt8(ascii: "[") where longLevel(at: index) != nil: longString(at: index)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): number()
        case UInt8(ascii: ".") where byte(1).isLuaDigit: number()
        case let first where first.isLuaWord: word()
        default: sign()
        }
    }

    private mutating func add(_ kind: LuaToken.Kind, from start: Int, text: Range<Int>, line: Int) {
        let written = String(decoding: bytes[text.lowerBound..<max(text.lowerBound, text.upperBound)], as: UTF8.self)
        tokens.append(LuaToken(kind: kind, text: written, range: start..<index, line: line))
    }

    private mutating func skipLine() {
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    }

    private mutating func comment() {
        let start = index + 2
        guard longLevel(at: start) != nil else { return skipLine() }
        skipLong(at: start)
    }

    private mutating func word() {
        let start = index
        while index < bytes.count, bytes[index].isLuaWord { index += 1 }
        let isKeyword = LuaLexer.keywords.contains(String(decoding: bytes[start..<index], as: UTF8.self))
        add(isKeyword ? .keyword : .name, from: start, text: start..<index, line: line)
    }

    private mutating func number() {
        let start = index
        while index < bytes.count, bytes[index].isLuaWord || bytes[index] == UInt8(ascii: ".") {
            let isExponent = "eEpP".utf8.contains(bytes[index]) && !bytes[start..<index].contains(UInt8(ascii: "x"))
            index += 1
            if isExponent, byte() == UInt8(ascii: "-") || byte() == UInt8(ascii: "+") { index += 1 }
        }
        add(.number, from: start, text: start..<index, line: line)
    }

    private mutating func shortString() {
        let start = index
        let quote = byte()
        let first = line
        index += 1
        while index < bytes.count, bytes[index] != quote, bytes[index] != 0x0A {
            if bytes[index] == UInt8(ascii: "\\") {
                if byte(1) == 0x0A { line += 1 }
                index += 1
            }
            index += 1
        }
        let end = min(index, bytes.count)
        index = min(bytes.count, index + (byte() == quote ? 1 : 0))
        add(.string, from: start, text: start + 1..<max(start + 1, end), line: first)
    }

    private mutating func longString(at start: Int) {
        let first = line
        let level = longLevel(at: start) ?? 0
        skipLong(at: start)
        let inside = start + level + 2
        add(.string, from: start, text: inside..<max(inside, index - level - 2), line: first)
    }

    /// Goes behind the end of a long string or comment.
    private mutating func skipLong(at start: Int) {
        let level = longLevel(at: start) ?? 0
        let closing = [UInt8(ascii: "]")] + Array(repeating: UInt8(ascii: "="), count: level) + [UInt8(ascii: "]")]
        index = start + level + 2
        while index < bytes.count, !bytes[index...].starts(with: closing) {
            if bytes[index] == 0x0A { line += 1 }
            index += 1
        }
        index = min(bytes.count, index + closing.count)
    }

    /// The number of `=` in `[==[`; `nil` when no long bracket begins there.
    private func longLevel(at place: Int) -> Int? {
        guard place < bytes.count, bytes[place] == UInt8(ascii: "[") else { return nil }
        let signs = bytes[(place + 1)...].prefix { $0 == UInt8(ascii: "=") }
        return bytes[signs.endIndex...].first == UInt8(ascii: "[") ? signs.count : nil
    }

    private mutating func sign() {
        let start = index
        let sign = LuaLexer.signs.first { bytes[index...].starts(with: $0.utf8) }
        index += sign?.utf8.count ?? 1
        add(.sign, from: start, text: start..<index, line: line)
    }

    /// Signs of several bytes, longer ones first.
    private static let signs = ["...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>"]

    /// Whether a word belongs to the language.
    static func isKeyword(_ word: String) -> Bool { keywords.contains(word) }

    private static let keywords: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
        "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]
}

extension UInt8 {
    fileprivate var isLuaDigit: Bool { self >= 0x30 && self <= 0x39 }

    /// Whether it may stand in a name of Lua.
    fileprivate var isLuaWord: Bool {
        isLuaDigit || self == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
}
