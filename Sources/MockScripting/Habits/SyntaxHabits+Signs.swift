extension SyntaxHabits {
    /// Operators of other languages, the longer ones first.
    private static let operators: [(signs: [String], lua: String, advice: String)] = [
        (["!", "=="], "~=", "\"not equal\" is ~="), (["!", "="], "~=", "\"not equal\" is ~="),
        (["==", "="], "==", "\"equal\" is =="), (["&", "&"], "and", "\"and\" is a word"),
        (["|", "|"], "or", "\"or\" is a word"), (["?", "?"], "or", "a default stands behind \"or\""),
        (["*", "*"], "^", "a power is written with ^"), (["<", ">"], "~=", "\"not equal\" is ~="),
    ]

    mutating func sign(_ place: Int) {
        if isCovered(place) { return }
        if let found = SyntaxHabits.operators.first(where: { isRun($0.signs, at: place) }) {
            return add(bytes(place..<place + found.signs.count), found.lua, found.advice, isExact: true)
        }
        switch tokens[place].text {
        case "+", "-", "*", "/", "%", "..": assignment(place)
        case "=": arrow(place)
        case "?": question(place)
        case "!": add(tokens[place].range, "not ", "\"not\" is a word", isExact: true)
        case ":": member(place)
        case "[": array(place)
        case "{": brace(place)
        case "...": spread(place)
        default: break
        }
    }

    /// Whether another habit takes the token.
    func isCovered(_ place: Int) -> Bool {
        habits.contains { $0.range.contains(tokens[place].range.lowerBound) }
    }

    /// The variable that ends before a token: `item.count`.
    private func target(before place: Int) -> String? {
        guard place > 0, let chain = text.outline.chains.first(where: { $0.range.upperBound == place }) else {
            return nil
        }
        return written(chain.range)
    }

    /// `x += 1`, `i++`.
    private mutating func assignment(_ place: Int) {
        let sign = tokens[place].text
        if isRun([sign, "="], at: place), let target = target(before: place) {
            return add(bytes(place..<place + 2), "= \(target) \(sign)", "Lua has no \(sign)=; a variable is set with =")
        }
        guard sign == "+", isRun(["+", "+"], at: place) else { return }
        if let target = target(before: place) {
            add(bytes(place..<place + 2), " = \(target) + 1", "Lua has no ++; a variable is set with =")
        } else if place + 2 < tokens.count, tokens[place + 2].kind == .name {
            let name = tokens[place + 2].text
            add(bytes(place..<place + 3), "\(name) = \(name) + 1", "Lua has no ++; a variable is set with =")
        }
    }

    /// `a ? b : c`, `a?.b`.
    private mutating func question(_ place: Int) {
        if isRun(["?", "."], at: place), let target = target(before: place) {
            return add(bytes(place..<place + 2), " and \(target).", "Lua has no ?.; a member of nil is an error")
        }
        guard let colon = colon(after: place) else { return }
        add(tokens[place].range, "and", "a choice of two values is written: test and one or other")
        add(tokens[colon].range, "or", "", isFollowUp: true)
    }

    /// The colon that belongs to a question mark.
    private func colon(after place: Int) -> Int? {
        var index = place + 1
        while index < tokens.count, tokens[index].line <= tokens[place].line + 2 {
            if tokens[index].isSign(":") { return index }
            if ["}", ")", "]"].contains(where: { tokens[index].isSign($0) }) { return nil }
            index = (text.outline.partners[index] ?? index) + 1
        }
        return nil
    }

    /// `{ error: "x" }`, `{ "key": 1 }`.
    private mutating func member(_ place: Int) {
        guard place > 1, let brace = open.last, tokens[brace].isSign("{") else { return }
        let before = tokens[place - 2]
        guard before.isSign("{") || before.isSign(","), tokens[place - 1].isWord else { return }
        let key = tokens[place - 1]
        let isCall = place + 2 < tokens.count && tokens[place + 1].kind == .name && tokens[place + 2].isSign("(")
        let isTight = place + 1 < tokens.count && tokens[place + 1].range.lowerBound == tokens[place].range.upperBound
        guard key.kind == .string || !(isCall && isTight) else { return }
        let isPlain = key.text.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "_") } && !key.text.isEmpty
        let name = key.kind == .string && !isPlain ? "[\(written(place - 1..<place))]" : key.text
        add(bytes(place - 1..<place + 1), "\(name) =", "a table has = between a name and its value")
    }

    /// `[1, 2]` where a value belongs.
    private mutating func array(_ place: Int) {
        guard place > 0, let close = text.outline.partners[place] else { return }
        let before = tokens[place - 1]
        let isValue =
            before.kind == .sign && ["=", "(", ",", "{", "[", ":", "?", "=="].contains(before.text)
            || before.kind == .keyword && ["return", "and", "or", "in", "not"].contains(before.text)
        let isKey = text.isSign("=", at: close + 1) && (before.isSign("{") || before.isSign(","))
        guard isValue, !isKey else { return }
        add(tokens[place].range, "{", "a list stands in braces")
        add(tokens[close].range, "}", "", isFollowUp: true)
    }

    /// `{ ...a, b: 1 }`, `f(...list)`.
    private mutating func spread(_ place: Int) {
        guard place + 1 < tokens.count, tokens[place + 1].kind == .name,
            tokens[place + 1].range.lowerBound == tokens[place].range.upperBound
        else { return }
        let name = tokens[place + 1].text
        let isTable = open.last.map { tokens[$0].isSign("{") } ?? false
        let advice = "Lua has no spread; copy with: for key, value in pairs(\(name)) do copy[key] = value end"
        add(bytes(place..<place + 2), "table.unpack(\(name))", isTable ? advice : "a list is spread by table.unpack")
    }
}
