/// A Lua expression cut out of a text: where it ends and what is compiled for it.
///
/// `{{ {a = "}}"} }}` ends at the last braces: strings, comments and braces are told apart as Lua does.
struct LuaExpression: Equatable {
    /// The expression without comments, and with Postman's `$guid` turned into `dynamic("guid")`; it has as many lines as before.
    let code: [UInt8]
    /// The offset of the closing `}}`, or of the end of the text.
    let end: Int
    /// A chain of names, such as `req.params.id`.
    struct Chain: Equatable {
        /// Its names, by the bytes of the text.
        var names: [Range<Int>]
        /// Whether what it leads to becomes the value of the expression, or a part of it.
        var isValue: Bool
    }

    /// The chains of names that it reads.
    ///
    /// Names that it declares itself are left out.
    var chains: [Chain] = []

    /// Why a text is no expression.
    enum Failure: Error, Equatable {
        /// Nothing but white space.
        case empty
        /// The `}}` never comes.
        case unclosed
        /// A string that does not end on its line, begun there.
        case openString(at: Int)
        /// A bracket without its partner, there.
        case bracket(UInt8, at: Int)
        /// A character that no expression has, there.
        case character(UInt8, at: Int)
        /// A function in the place of a value, there.
        case function(at: Int)
        /// A tag of Handlebars or Mustache such as `#if`.
        case foreign(String)
    }

    /// Reads the expression that begins at an offset and goes up to `}}`.
    static func inBraces(_ bytes: [UInt8], from start: Int) throws(Failure) -> LuaExpression {
        guard hasClosingBraces(bytes, from: start) else { throw .unclosed }
        if let tag = foreignTag(bytes, from: start) { throw .foreign(tag) }
        var scanner = LuaScanner(bytes, from: start, isInBraces: true)
        return try scanner.expression()
    }

    /// Reads an expression that takes the whole text.
    static func whole(_ bytes: [UInt8]) throws(Failure) -> LuaExpression {
        var scanner = LuaScanner(bytes, from: 0, isInBraces: false)
        return try scanner.expression()
    }

    private static func hasClosingBraces(_ bytes: [UInt8], from start: Int) -> Bool {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "}"), bytes[index + 1] == UInt8(ascii: "}") { return true }
            index += 1
        }
        return false
    }

    private static let foreignWords = [
        "#if", "#each", "#unless", "#with", "/if", "/each", "/unless", "/with", "else", "!",
    ]

    private static func foreignTag(_ bytes: [UInt8], from start: Int) -> String? {
        let text = bytes[start...].drop { $0 == 0x20 }
        return foreignWords.first { word in
            guard text.starts(with: word.utf8) else { return false }
            return word == "!" || !(text.dropFirst(word.utf8.count).first?.isWord ?? false)
        }
    }
}
