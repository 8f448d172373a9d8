internal import MockModel

/// The problem behind a message of the Lua compiler that no habit explains: a missing `end`, `then`, `do`, comma or bracket.
struct SyntaxAdvice {
    private let text: LuaText
    private let message: String
    private let line: Int
    private let file: String

    init(_ text: LuaText, _ error: LuaHost.SyntaxError, file: String) {
        self.text = text
        message = error.message
        line = error.line
        self.file = file
    }

    /// The problem with its place and the line to write; `nil` leaves it to the message.
    var problem: Problem? {
        if let word = misspelt { return word }
        if message.hasPrefix("'then' expected") { return missing("then", behind: ["if", "elseif"]) }
        if message.hasPrefix("'do' expected") { return missing("do", behind: ["for", "while"]) }
        if message.hasPrefix("'=' or 'in' expected") || message.hasPrefix("'in' expected") { return iteration }
        if message.hasPrefix("'}' expected"), let found = missingComma { return found }
        let isBalance = [
            "'end' expected", "near <eof>", "'<eof>' expected", "near '}'", "near ')'", "near 'end'", "near ','",
        ]
        return isBalance.contains { message.contains($0) } ? balance : nil
    }

    private func problem(_ message: String, _ range: Range<Int>, _ hint: String?) -> Problem {
        Problem(.error, "syntax", message, at: text.location(of: range, in: file), hint: hint)
    }

    /// A problem that is gone once a line is written so.
    private func rewriting(_ found: Problem, _ line: Int, _ code: String) -> Problem {
        var found = found
        let bytes = text.bytes[text.bytes(ofLine: line)].prefix { $0 == 0x20 || $0 == 0x09 }
        found.rewrites = [.init(line: line, text: String(decoding: bytes, as: UTF8.self) + code)]
        found.isRewriteSure = true
        return found
    }

    private func source(ofLine line: Int) -> String {
        String(String(decoding: text.bytes[text.bytes(ofLine: line)], as: UTF8.self).trimmed)
    }

    // MARK: - Words

    private static let keywords = [
        "function", "return", "local", "then", "elseif", "else", "while", "repeat", "until", "break", "end",
    ]

    /// `functoin() … end`, `retrun 404`.
    private var misspelt: Problem? {
        for place in text.places(onLine: line) where text.tokens[place].kind == .name {
            let word = text.tokens[place].text
            guard word.count > 2, !text.outline.locals.contains(word), !text.isSign(".", at: place - 1),
                !text.isSign(":", at: place - 1), !text.isSign("=", at: place + 1), !text.isSign(",", at: place + 1),
                let near = Suggestion.closest(to: word, among: SyntaxAdvice.keywords), near.count > 3 || word.count == 3
            else { continue }
            var found = problem("\"\(word)\" is no word of Lua here", place..<place + 1, "did you mean '\(near)'?")
            found.replacement = near
            return found
        }
        return nil
    }

    private func missing(_ word: String, behind heads: [String]) -> Problem? {
        guard
            let head = text.tokens.lastIndex(where: {
                $0.line <= line && $0.kind == .keyword && heads.contains($0.text)
            })
        else { return nil }
        let own = text.tokens[head].line
        let last = text.tokens.lastIndex { $0.line == own } ?? head
        let begun = text.tokens[head..<last + 1].contains { $0.isKeyword("return") }
        let code = source(ofLine: own)
        // What the compiler stopped at stands on the line itself: the word belongs in front of it.
        let isInside = line == own && !message.hasSuffix("near <eof>")
        if isInside, !begun {
            return problem(
                "\"\(text.tokens[head].text)\" has no \"\(word)\"", head..<head + 1,
                "put \(word) between the condition and what follows")
        }
        let hint = begun ? nil : "write: \(code) \(word)"
        let found = problem("\"\(text.tokens[head].text)\" has no \"\(word)\"", head..<last + 1, hint)
        return begun || code.contains("--") ? found : rewriting(found, own, "\(code) \(word)")
    }

    /// `for x of list do`.
    private var iteration: Problem? {
        guard let head = text.tokens.lastIndex(where: { $0.line <= line && $0.isKeyword("for") }),
            head + 3 < text.tokens.count
        else { return nil }
        var word = head + 2
        var names = [text.tokens[head + 1].text]
        while text.isSign(",", at: word), word + 2 < text.tokens.count {
            names.append(text.tokens[word + 1].text)
            word += 2
        }
        let rest = text.tokens.indices.filter { $0 > word && text.tokens[$0].line == text.tokens[head].line }
        let list = rest.prefix { !text.tokens[$0].isKeyword("do") && !text.tokens[$0].isSign("{") }
        guard let first = list.first, let last = list.last, text.tokens[word].kind == .name else { return nil }
        let source = text.source(of: first..<last + 1)
        let isIterator = ["pairs(", "ipairs("].contains { source.hasPrefix($0) }
        if names.count == 1, !isIterator { names.insert("_", at: 0) }
        let iterator = isIterator ? source : names[0] == "_" ? "ipairs(\(source))" : "pairs(\(source))"
        return problem(
            "a list is gone through by ipairs, a table by pairs", word..<word + 1,
            "write: for \(names.joined(separator: ", ")) in \(iterator) do")
    }

    // MARK: - Commas

    /// Two members of a table side by side.
    private var missingComma: Problem? {
        let first = text.places(onLine: line).first { place in
            guard place > 0 else { return false }
            let before = text.tokens[place - 1]
            let isValue =
                before.kind == .string || before.kind == .number || before.isSign("}") || before.isSign(")")
                || before.kind == .name || before.isKeyword("end") || before.isKeyword("true")
                || before.isKeyword("false")
            let token = text.tokens[place]
            let begins =
                token.kind == .name || token.isSign("[") && (before.line < token.line || before.isKeyword("end"))
                || token.isSign("{")
            return isValue && begins && message.hasSuffix("near '\(token.text)'")
        }
        guard let place = first else { return nil }
        let before = text.tokens[place - 1]
        let isApart = before.line < text.tokens[place].line
        let hint =
            isApart
            ? "write: \(source(ofLine: before.line)),"
            : "put a comma behind \(text.source(of: place - 1..<place))"
        let found = problem("a comma is missing between two members of a table", place - 1..<place, hint)
        let code = source(ofLine: before.line)
        return isApart && !code.contains("--") ? rewriting(found, before.line, code + ",") : found
    }

    // MARK: - Blocks

    private var balance: Problem? {
        switch BlockBalance(text, stop: stop).finding {
        case .extra(let place):
            return problem(
                "this \(text.tokens[place].text) closes nothing", place..<place + 1,
                "remove it, or open a block before it")
        case .unclosed(let place, let before):
            if let jump = elseIf(in: place..<(before ?? text.tokens.count)) { return jump }
            let word = text.tokens[place].text
            let isBlock = text.tokens[place].kind == .keyword
            let close =
                isBlock ? (word == "repeat" ? "until …" : "end") : ["(": ")", "{": "}", "[": "]"][word] ?? "end"
            let place2 = before.map { " before line \(text.tokens[$0].line)" } ?? " at the end of the file"
            let isHere = before.map { text.tokens[$0].line == text.tokens[place].line } ?? false
            return problem(
                "this \(isBlock ? "\"\(word)\"" : word) has no \(isBlock ? "\"\(close)\"" : close)", place..<place + 1,
                "write: \(close)" + (isHere ? "" : place2))
        case .braced(let place, let block):
            return problem(
                "the block of \"\(text.tokens[block].text)\" ends with \"end\", not with }", place..<place + 1,
                "write end in the place of }")
        case nil: return nil
        }
    }

    /// The comma that the compiler stopped at.
    private var stop: Int? {
        if message.hasSuffix("near '='") {
            let signs = text.places(onLine: line).filter { text.isSign("=", at: $0) && text.isSign(",", at: $0 - 2) }
            return signs.first.map { $0 - 2 }
        }
        guard message.hasSuffix("near ','") else { return nil }
        let commas = text.places(onLine: line).filter { text.isSign(",", at: $0) }
        return commas.first { text.tokens[max($0 - 1, 0)].isKeyword("end") || text.tokens[max($0 - 1, 0)].line < line }
            ?? commas.first
    }

    /// `else if` opens a further block, which is what often lacks its end.
    private func elseIf(in block: Range<Int>) -> Problem? {
        let found = block.first {
            text.tokens[$0].isKeyword("else") && text.tokens.indices.contains($0 + 1)
                && text.tokens[$0 + 1].isKeyword("if") && text.tokens[$0 + 1].line == text.tokens[$0].line
        }
        guard let place = found else { return nil }
        let line = source(ofLine: text.tokens[place].line)
        var problem = problem(
            "a further branch begins with elseif, in one word", place..<place + 2,
            "write: \(line.replacing("else if", with: "elseif"))")
        problem.replacement = "elseif"
        return problem
    }
}
