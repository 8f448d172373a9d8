/// Regular expressions of JavaScript with what they are used for: `/^a/.test(s)`, `s.replace(/ /g, "-")`.
extension SyntaxHabits {
    private static let rule = "a pattern is a text, and \\d is written %d: text:match(\"^%d+$\")"
    private static let limits =
        "a pattern of Lua has no alternatives, no counts of groups and no letter case: test the parts one by one, as with text:match(\"^%d+$\")"

    /// Looks at the expression that stands in some bytes.
    mutating func pattern(_ range: Range<Int>) {
        let source = String(decoding: self.source.bytes[range], as: UTF8.self).dropFirst()
        guard let close = source.lastIndex(of: "/") else { return }
        let flags = String(source[source.index(after: close)...])
        let place = text.firstToken(fromByte: range.lowerBound)
        guard let pattern = LuaPattern(String(source[..<close]), flags: flags), place < tokens.count else {
            return refuse(range, SyntaxHabits.limits)
        }
        if tested(place, pattern) || handed(place, pattern, isGlobal: flags.contains("g")) { return }
        add(range, pattern.quoted, SyntaxHabits.rule, isSure: false)
    }

    /// `/^a/.test(s)`, `/^a/.exec(s)`.
    private mutating func tested(_ place: Int, _ pattern: LuaPattern) -> Bool {
        guard text.isSign(".", at: place + 1), isName("test", at: place + 2) || isName("exec", at: place + 2),
            text.isSign("(", at: place + 3), let close = text.outline.partners[place + 3], close > place + 4
        else { return false }
        let argument = converted(place + 4..<close)
        let isPlain = isOperand(place + 4...close - 1) && tokens[place + 4].kind == .name
        let owner = isPlain ? argument : "(\(argument))"
        let call = "\(owner):match(\(pattern.quoted))"
        add(
            bytes(place..<close + 1), tokens[place + 2].text == "test" ? "(\(call) ~= nil)" : call, SyntaxHabits.rule,
            isSure: false)
        return true
    }

    /// `s.match(/a/)`, `s.replace(/a/g, "b")`, `s.search(/a/)`.
    private mutating func handed(_ place: Int, _ pattern: LuaPattern, isGlobal: Bool) -> Bool {
        guard text.isSign("(", at: place - 1), text.isSign(".", at: place - 3), place > 3,
            let close = text.outline.partners[place - 1], let owner = chain(endingAt: close + 1)
        else { return false }
        let method = tokens[place - 2].text
        let rest = text.isSign(",", at: place + 1) && place + 2 < close ? converted(place + 2..<close) : nil
        let span = bytes(place - 3..<close + 1)
        switch (method, rest) {
        case ("match", nil): add(span, ":match(\(pattern.quoted))", SyntaxHabits.rule, isSure: false)
        case ("matchAll", nil): add(span, ":gmatch(\(pattern.quoted))", SyntaxHabits.rule, isSure: false)
        case ("search", nil):
            insert("((", before: owner.lowerBound)
            add(span, ":find(\(pattern.quoted)) or 0) - 1)", SyntaxHabits.rule, isSure: false)
        case ("replace", let value?), ("replaceAll", let value?):
            insert("(", before: owner.lowerBound)
            let limit = isGlobal || method == "replaceAll" ? "" : ", 1"
            add(span, ":gsub(\(pattern.quoted), \(value)\(limit)))", SyntaxHabits.rule, isSure: false)
        default: return false
        }
        return true
    }
}
