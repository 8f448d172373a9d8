/// Walks over one Lua expression token by token.
struct LuaScanner {
    private let bytes: [UInt8]
    private let isInBraces: Bool
    private var index: Int
    private var code: [UInt8] = []
    /// The brackets that are open, with their places.
    private var open: [(bracket: UInt8, place: Int)] = []
    private var names: NameScanner

    init(_ bytes: [UInt8], from start: Int, isInBraces: Bool) {
        self.bytes = bytes
        self.isInBraces = isInBraces
        index = start
        names = NameScanner(bytes)
    }

    private func byte(_ ahead: Int = 0) -> UInt8 {
        index + ahead < bytes.count ? bytes[index + ahead] : 0
    }

    mutating func expression() throws(LuaExpression.Failure) -> LuaExpression {
        while index < bytes.count, !isAtClosingBraces { try token() }
        if let last = open.last { throw .bracket(last.bracket, at: last.place) }
        guard !isInBraces || index < bytes.count else { throw .unclosed }
        guard !code.isBlank else { throw .empty }
        if let place = names.function { throw .function(at: place) }
        return LuaExpression(code: code, end: index, chains: names.chains)
    }

    /// Braces that close a table of the expression are not those of the template.
    private var isAtClosingBraces: Bool {
        isInBraces && byte() == UInt8(ascii: "}") && byte(1) == UInt8(ascii: "}")
            && !open.contains { $0.bracket == UInt8(ascii: "{") }
    }

    private mutating func token() throws(LuaExpression.Failure) {
        switch byte() {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): try shortString()
        case UInt8(ascii: "-") where byte(1) == UInt8(ascii: "-"): try comment()
        case UInt8(ascii: "[") where longBracketLevel(at: index) != nil: try longString(isComment: false)
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
            open.append((byte(), index))
            names.pass(byte(), at: index)
            copy()
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): try close()
        case UInt8(ascii: "$"): try variable()
        case UInt8(ascii: "`"), UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "@"), 0:
            throw .character(byte(), at: index)
        case let first where first.isWord: word()
        default:
            names.pass(byte(), at: index)
            copy()
        }
    }

    /// A name, a keyword or a number.
    private mutating func word() {
        let start = index
        let isNumber = byte().isDigit
        while index < bytes.count, byte().isWord || isNumber && byte() == UInt8(ascii: ".") && byte(1) != byte() {
            copy()
        }
        if isNumber { names.end() } else { names.word(start..<index) }
    }

    private mutating func copy() {
        code.append(bytes[index])
        index += 1
    }

    private static let partner: [UInt8: UInt8] = [
        UInt8(ascii: ")"): UInt8(ascii: "("), UInt8(ascii: "]"): UInt8(ascii: "["),
        UInt8(ascii: "}"): UInt8(ascii: "{"),
    ]

    private mutating func close() throws(LuaExpression.Failure) {
        guard let last = open.last, last.bracket == LuaScanner.partner[byte()] else {
            throw .bracket(byte(), at: index)
        }
        open.removeLast()
        names.pass(byte(), at: index)
        copy()
    }

    /// Postman's variables: a `$` has no meaning in Lua.
    private mutating func variable() throws(LuaExpression.Failure) {
        let name = bytes[(index + 1)...].prefix(while: \.isWord)
        guard !name.isEmpty else { throw .character(byte(), at: index) }
        code += Array("dynamic(\"".utf8) + name + Array("\")".utf8)
        names.variable(index..<index + 1 + name.count)
        index += 1 + name.count
    }

    private mutating func shortString() throws(LuaExpression.Failure) {
        let start = index
        names.end()
        let quote = byte()
        copy()
        while index < bytes.count, byte() != quote {
            if byte() == 0x0A { throw .openString(at: start) }
            if byte() == UInt8(ascii: "\\") { copy() }
            if index < bytes.count { copy() }
        }
        guard index < bytes.count else { throw .openString(at: start) }
        copy()
    }

    /// Line comments end with the line or with the template; their text is left out.
    private mutating func comment() throws(LuaExpression.Failure) {
        index += 2
        if longBracketLevel(at: index) != nil { return try longString(isComment: true) }
        while index < bytes.count, byte() != 0x0A, !isAtClosingBraces { index += 1 }
        code.append(0x20)
    }

    private mutating func longString(isComment: Bool) throws(LuaExpression.Failure) {
        let start = index
        if !isComment { names.end() }
        let level = longBracketLevel(at: index) ?? 0
        let closing = [UInt8(ascii: "]")] + Array(repeating: UInt8(ascii: "="), count: level) + [UInt8(ascii: "]")]
        index += level + 2
        while index < bytes.count, !bytes[index...].starts(with: closing) { index += 1 }
        guard index < bytes.count else { throw .openString(at: start) }
        index += closing.count
        let text = bytes[start..<index]
        code += isComment ? text.map { $0 == 0x0A ? 0x0A : 0x20 } : Array(text)
    }

    /// The number of `=` in `[==[`; `nil` when no long bracket begins there.
    private func longBracketLevel(at place: Int) -> Int? {
        guard place < bytes.count, bytes[place] == UInt8(ascii: "[") else { return nil }
        let signs = bytes[(place + 1)...].prefix { $0 == UInt8(ascii: "=") }
        guard signs.endIndex < bytes.count, bytes[signs.endIndex] == UInt8(ascii: "[") else { return nil }
        return signs.count
    }
}
