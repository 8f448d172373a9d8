/// `{ ...a, b: 1 }`, `[...list, 1]`, `f(...list)`.
extension SyntaxHabits {
    mutating func spread(_ place: Int) {
        guard place + 1 < tokens.count, tokens[place + 1].kind == .name,
            tokens[place + 1].range.lowerBound == tokens[place].range.upperBound
        else { return }
        let chain = chain(from: place + 1)
        let advice = "Lua has no spread; copy with: for key, value in pairs(a) do copy[key] = value end"
        guard let bracket = open.last, !tokens[bracket].isSign("("), let close = text.outline.partners[bracket] else {
            return unpack(place, chain, "a list is spread by table.unpack")
        }
        let isList = tokens[bracket].isSign("[")
        if isList, chain.upperBound == close { return unpack(place, chain, "a list is spread by table.unpack") }
        guard tokens[bracket].line == tokens[close].line else {
            return add(bytes(place..<chain.upperBound), "table.unpack(\(written(chain)))", advice, isSure: false)
        }
        if !isList, bracket + 1 == place, chain.upperBound == close, tokens[max(bracket - 1, 0)].isKeyword("return") {
            return add(bytes(bracket..<close + 1), written(chain), "a table is handed on as it is")
        }
        copy(bracket, close, advice)
    }

    private mutating func unpack(_ place: Int, _ chain: Range<Int>, _ advice: String) {
        add(bytes(place..<chain.upperBound), "table.unpack(\(written(chain)))", advice)
    }

    /// Makes the copy in front of the statement, or behind `local x = {}`.
    private mutating func copy(_ bracket: Int, _ close: Int, _ advice: String) {
        let members = text.outline.split(bracket + 1..<close)
        let isList = tokens[bracket].isSign("[")
        if bracket > 1, tokens[bracket - 1].isSign("="), tokens[bracket - 2].kind == .name, isLast(close) {
            let name = tokens[bracket - 2].text
            let steps = members.map { step($0, name, isList) }.joined(separator: " ")
            return add(bytes(bracket..<close + 1), "{} \(steps)", advice)
        }
        let start = statementStart(of: bracket)
        let steps = members.map { step($0, "copy", isList) }.joined(separator: " ")
        insert("local copy = {} \(steps) ", before: start)
        add(bytes(bracket..<close + 1), "copy", advice)
    }

    private func isLast(_ place: Int) -> Bool {
        guard place + 1 < tokens.count, tokens[place + 1].line == tokens[place].line else { return true }
        let next = tokens[place + 1]
        return next.isSign(";") || next.kind == .name
            || next.kind == .keyword && next.text != "and" && next.text != "or"
    }

    /// The `return` of the line in front of a token, else its first token.
    private func statementStart(of place: Int) -> Int {
        let line = text.places(onLine: tokens[place].line).lowerBound..<place
        return line.last { tokens[$0].isKeyword("return") } ?? line.lowerBound
    }

    /// What puts one member into the copy.
    private func step(_ member: Range<Int>, _ copy: String, _ isList: Bool) -> String {
        let first = member.lowerBound
        if tokens[first].isSign("...") {
            let source = converted(first + 1..<member.upperBound)
            return isList
                ? "for _, value in ipairs(\(source)) do table.insert(\(copy), value) end"
                : "for key, value in pairs(\(source)) do \(copy)[key] = value end"
        }
        if isList { return "table.insert(\(copy), \(converted(member)))" }
        let bracket = tokens[first].isSign("[") ? text.outline.partners[first] ?? first : first
        let sign = bracket + 1
        guard sign + 1 < member.upperBound, tokens[sign].isSign(":") || tokens[sign].isSign("=") else {
            return "\(copy).\(tokens[first].text) = \(tokens[first].text)"
        }
        let key =
            bracket > first
            ? written(first..<bracket + 1)
            : tokens[first].kind == .name ? ".\(tokens[first].text)" : "[\(written(first..<first + 1))]"
        let value =
            tokens[sign + 1].text == "null" && member.count == 3 ? "mock.null" : converted(sign + 1..<member.upperBound)
        return "\(copy)\(key) = \(value)"
    }

    /// Longer expressions are left as they are written.
    private static let longest = 200

    /// An expression as Lua has it.
    func converted(_ range: Range<Int>) -> String {
        SyntaxHabits.converted(written(range))
    }

    /// The source of an expression as Lua has it.
    static func converted(_ source: String) -> String {
        guard source.utf8.count <= SyntaxHabits.longest, !source.utf8.contains(0x0A) else { return source }
        let statement = Array("return \(source)".utf8)
        let line = HabitLines(statement, SyntaxHabits(statement).habits).line(1)
        return line.hasPrefix("return ") ? String(line.dropFirst("return ".count)) : source
    }
}
