extension Condition {
    /// Reads `PART OP VALUE`, such as `query.page = 2` or `header.authorization present`.
    ///
    /// Text may stand in double quotes, with the escapes of JSON: to be empty, to keep white space at its ends, to be no number. A regular
    /// expression is taken as it stands.
    /// - Parameters:
    ///   - text: the line without `@match`.
    ///   - location: where the text begins.
    /// - Throws: `Problem` named `bad-match`, at the column and over the length of what is wrong.
    public convenience init(parsing text: String, at location: SourceLocation) throws(Problem) {
        let line = ConditionLine(text, at: location)
        let part = try line.part()
        let test = try line.test()
        self.init(
            part: part, test: test, text: String(text.trimmed), location: line.location(of: Substring(text.trimmed)))
    }
}

/// A condition as written, cut into its three pieces.
private struct ConditionLine {
    private let text: String
    private let start: SourceLocation
    private let place: Substring
    private let sign: Substring
    private let value: Substring

    init(_ text: String, at start: SourceLocation) {
        self.text = text
        self.start = start
        place = ConditionLine.place(in: text.trimmed)
        let rest = text[place.endIndex...].trimmed
        sign = rest.prefix(
            while: ConditionLine.isSign(rest.first) ? { ConditionLine.isSign($0) } : { !$0.isWhitespace })
        value = text[sign.endIndex...].trimmed
    }

    /// The first word, up to white space or a sign; what stands in brackets belongs to it.
    private static func place(in text: Substring) -> Substring {
        var inBrackets = false
        let end = text.indices.first { index in
            if text[index] == "[" { inBrackets = true }
            if text[index] == "]" { inBrackets = false }
            return !inBrackets && (text[index].isWhitespace || isSign(text[index]))
        }
        return text[..<(end ?? text.endIndex)]
    }

    private static func isSign(_ character: Character?) -> Bool {
        character.map { "=!<>~".contains($0) } ?? false
    }

    func location(of piece: Substring) -> SourceLocation {
        var location = start
        location.column = (start.column ?? 1) + text.distance(from: text.startIndex, to: piece.startIndex)
        location.length = max(1, piece.count)
        return location
    }

    private func problem(_ message: String, at piece: Substring, hint: String? = nil) -> Problem {
        Problem(.error, "bad-match", message, at: location(of: piece), hint: hint)
    }

    private static let places = ["query", "header", "cookie", "param", "form", "body"]

    func part() throws(Problem) -> Condition.Part {
        guard !place.isEmpty else {
            throw problem("@match needs a part, a test and a value, such as \"query.page = 2\"", at: place)
        }
        let kind = place.prefix { $0 != "." && $0 != "[" }
        let name = String(place[kind.endIndex...].drop { $0 == "." })
        if kind == "body" { return try body() }
        guard ConditionLine.places.contains(String(kind)) else { throw unknownPart(kind) }
        guard place[kind.endIndex...].first == ".", !name.isEmpty else {
            throw problem("\"\(kind)\" needs a name", at: place, hint: "write \"\(kind).NAME\"")
        }
        switch kind {
        case "query": return .query(name)
        case "header": return .header(name)
        case "cookie": return .cookie(name)
        case "form": return .form(name)
        default: return .parameter(name)
        }
    }

    private func unknownPart(_ kind: Substring) -> Problem {
        let near = Suggestion.question(for: String(kind), among: ConditionLine.places)
        return problem(
            "\"\(kind)\" is no part of a request: there are query.NAME, header.NAME, cookie.NAME, param.NAME, form.NAME, body and body.PATH",
            at: kind, hint: near)
    }

    private func body() throws(Problem) -> Condition.Part {
        let rest = place.dropFirst("body".count)
        guard !rest.isEmpty else { return .body }
        let path = rest.first == "." ? rest.dropFirst() : rest
        do throws(ValueError) {
            return .json(try JSONPath(parsing: String(path)))
        } catch {
            throw problem(error.message, at: path.isEmpty ? rest : path, hint: error.hint)
        }
    }

    private static let tests = ["=", "!=", "<", ">", "~", "contains", "absent", "present"]

    func test() throws(Problem) -> Condition.Test {
        switch sign {
        case "=": return .equals(try operand())
        case "!=": return .differs(try operand())
        case "<": return .less(try operand())
        case ">": return .greater(try operand())
        case "~": return .matches(try expression())
        case "contains":
            let needle = try operand(isPart: true)
            return .contains(needle, ByteSearch(needle.text.utf8))
        case "absent": return try alone(.absent)
        case "present": return try alone(.present)
        case "":
            throw problem(
                "a test is missing after \"\(place)\"", at: place,
                hint: "write \"\(place) = VALUE\" or \"\(place) present\"")
        default: throw unknownTest()
        }
    }

    private func unknownTest() -> Problem {
        let meant = ["==": "=", "===": "=", "<>": "!=", "!==": "!=", "=~": "~", "~=": "~", "<=": "<", ">=": ">"]
        let word = String(sign)
        let near = meant[word] ?? Suggestion.closest(to: word, among: ConditionLine.tests.suffix(3))
        let list = ConditionLine.tests.joined(separator: " ")
        return problem(
            "\"\(sign)\" is no test: there are \(list)", at: sign, hint: near.map { "did you mean \"\($0)\"?" })
    }

    private func alone(_ test: Condition.Test) throws(Problem) -> Condition.Test {
        guard value.isEmpty else { throw problem("nothing stands after \"\(sign)\"", at: value) }
        return test
    }

    /// - Parameter isPart: whether it may be a piece of a text, with one of its quotes.
    private func operand(isPart: Bool = false) throws(Problem) -> Condition.Literal {
        guard !value.isEmpty else {
            throw problem("a value is missing after \"\(sign)\"", at: sign, hint: "write \"\" for an empty text")
        }
        if !isPart, value.hasPrefix("\""), value.count == 1 || !value.hasSuffix("\"") {
            throw problem(
                "the text has no closing quote", at: value,
                hint: "write \(value)\", or \\\" for a quote in double quotes")
        }
        guard let literal = Condition.Literal(written: value) else {
            throw problem("this is no text in double quotes", at: value, hint: "inside it a quote is written \\\"")
        }
        return literal
    }

    private func expression() throws(Problem) -> RegularExpression {
        guard !value.isEmpty else { throw problem("an expression is missing after \"~\"", at: sign) }
        do throws(RegularExpressionError) {
            return try RegularExpression(String(value))
        } catch {
            let offset = value.utf8.index(value.startIndex, offsetBy: error.offset, limitedBy: value.endIndex)
            let piece = value[(offset ?? value.endIndex)...].prefix(1)
            throw problem("no regular expression: \(error.reason)", at: piece)
        }
    }
}
