/// Members of tables and values of `return` that stand as in another language: `{ "GET /x" = f }`, `{ GET(req) … end }`, `return (200, body)`.
extension SyntaxHabits {
    /// Whether a token is the first one of a member of a table.
    private func beginsMember(_ place: Int) -> Bool {
        guard place > 0, let brace = open.last, tokens[brace].isSign("{") else { return false }
        return text.isSign("{", at: place - 1) || text.isSign(",", at: place - 1)
    }

    /// `{ "GET /x" = f }`: whether it is one.
    mutating func quotedKey(_ place: Int) -> Bool {
        guard place > 1, tokens[place - 1].kind == .string, beginsMember(place - 1), !text.isSign(">", at: place + 1)
        else {
            return false
        }
        add(
            tokens[place - 1].range, "[\(written(place - 1..<place))]", "a key in quotes stands in brackets",
            isSure: true)
        return true
    }

    /// `{ function GET(req, res) … end }`: whether it is one.
    mutating func namedMember(_ place: Int) -> Bool {
        guard beginsMember(place), place + 1 < tokens.count, tokens[place + 1].kind == .name,
            text.isSign("(", at: place + 2)
        else { return false }
        add(
            bytes(place..<place + 2), "\(tokens[place + 1].text) = function",
            "a function of a table is written: GET = function(req, res) … end", isSure: true)
        return true
    }

    /// `{ GET(req, res) … end }`: whether it is one.
    mutating func bareMethod(_ place: Int) -> Bool {
        guard beginsMember(place), RouteKey.methods.contains(tokens[place].text), text.isSign("(", at: place + 1),
            let close = text.outline.partners[place + 1], close + 1 < tokens.count,
            !["{", ",", "}"].contains(where: { text.isSign($0, at: close + 1) })
        else { return false }
        add(
            tokens[place].range, "\(tokens[place].text) = function",
            "a function of a table is written: GET = function(req, res) … end", isSure: true)
        return true
    }

    // MARK: - Values of return

    /// `return (200, body)`, `return { … } 201`, `return 404, error = "x"`.
    mutating func returned(_ place: Int) {
        let next = place + 1
        guard next < tokens.count, isSameLine(place, next) else { return }
        if let close = text.outline.partners[next], close > next { return enclosed(next, close) }
        let end = text.places(onLine: tokens[place].line).upperBound
        let line = next..<((next..<end).first { text.isSign(";", at: $0) } ?? end)
        let parts = text.outline.split(line)
        guard let first = parts.first(where: isField), let last = parts.last, isField(last) else { return }
        insert("{ ", before: first.lowerBound, "a table stands in braces: return 404, { error = \"x\" }")
        insert(" }", behind: expressionEnd(from: last.lowerBound + 2))
    }

    private func isField(_ part: Range<Int>) -> Bool {
        part.count > 2 && tokens[part.lowerBound].kind == .name && text.isSign("=", at: part.lowerBound + 1)
            && !text.isSign("=", at: part.lowerBound + 2) && !text.isSign(">", at: part.lowerBound + 2)
    }

    private mutating func enclosed(_ open: Int, _ close: Int) {
        if tokens[open].isSign("("), text.outline.split(open + 1..<close).count > 1 {
            add(tokens[open].range, "", "values stand side by side, without parentheses", isSure: true)
            return add(tokens[close].range, "", "", isFollowUp: true)
        }
        guard tokens[open].isSign("{"), close + 1 < tokens.count, tokens[close + 1].kind == .number,
            isSameLine(open, close + 1)
        else { return }
        add(
            bytes(open..<close + 2), "\(tokens[close + 1].text), \(converted(open..<close + 1))",
            "the status stands before the body, with a comma between them", isSure: false)
    }

    // MARK: - Loops

    /// `do { … } while (test)`: whether it is one.
    mutating func repeated(_ place: Int) -> Bool {
        guard text.isSign("{", at: place + 1), let close = text.outline.partners[place + 1], close + 2 < tokens.count,
            tokens[close + 1].isKeyword("while"), text.isSign("(", at: close + 2),
            let end = text.outline.partners[close + 2]
        else { return false }
        add(
            bytes(place..<place + 2), "repeat", "a loop with its test behind it is written: repeat … until test",
            isSure: false)
        add(bytes(close..<end + 1), "until not (\(converted(close + 3..<end)))", "", isFollowUp: true)
        return true
    }

    /// `for i in 1..10`, `for i in 1..<n`.
    mutating func span(_ place: Int) -> Bool {
        guard place + 3 < tokens.count, tokens[place + 2].isKeyword("in"), tokens[place + 3].kind == .number else {
            return false
        }
        let parts = tokens[place + 3].text.split(separator: ".").map(String.init)
        guard parts.count == 2, tokens[place + 3].text.contains("..") else { return false }
        add(
            bytes(place + 2..<place + 4), "= \(parts[0]), \(parts[1])", "a loop is written: for i = 1, 10 do",
            isSure: false)
        return true
    }
}
