extension SyntaxHabits {
    /// Operators of other languages, the longer ones first.
    private static let operators: [(signs: [String], lua: String, advice: String)] = [
        (["!", "=="], "~=", "\"not equal\" is ~="), (["!", "="], "~=", "\"not equal\" is ~="),
        (["==", "="], "==", "\"equal\" is =="), (["&", "&"], "and", "\"and\" is a word"),
        (["|", "|"], "or", "\"or\" is a word"), (["?", "?"], "or", "a default stands behind \"or\""),
        (["*", "*"], "^", "a power is written with ^"), (["<", ">"], "~=", "\"not equal\" is ~="),
    ]

    mutating func sign(_ place: Int) {
        if isCovered(place) || assignment(place) { return }
        if let found = SyntaxHabits.operators.first(where: { isRun($0.signs, at: place) }) {
            return add(
                bytes(place..<place + found.signs.count), found.lua, found.advice,
                isSure: !["or", "^"].contains(found.lua) || found.signs == ["|", "|"])
        }
        switch tokens[place].text {
        case "+": plus(place)
        case "=" where quotedKey(place): break
        case "=": arrow(place)
        case "?": question(place)
        case "!": negation(place)
        case ":": member(place)
        case "[": array(place)
        case "{": brace(place)
        case "...": spread(place)
        default: break
        }
    }

    // MARK: - Assignments

    /// Assignments with an operator, the longer ones first.
    private static let assignments: [(signs: [String], lua: String)] = [
        (["|", "|", "="], "or"), (["&", "&", "="], "and"), (["?", "?", "="], "or"), (["*", "*", "="], "^"),
        (["..", "="], ".."), (["<<", "="], "<<"), ([">>", "="], ">>"), (["+", "="], "+"), (["-", "="], "-"),
        (["*", "="], "*"), (["/", "="], "/"), (["%", "="], "%"), (["|", "="], "|"), (["&", "="], "&"),
        (["^", "="], "~"),
    ]

    /// `x += 1`, `a ||= b`: whether it is one.
    private mutating func assignment(_ place: Int) -> Bool {
        guard let found = SyntaxHabits.assignments.first(where: { isRun($0.signs, at: place) }) else { return false }
        let value = place + found.signs.count
        guard value < tokens.count, !tokens[value].isSign("="), let chain = chain(endingAt: place) else { return false }
        let end = expressionEnd(from: value)
        let isText = found.lua == "+" && (isText(value) || (value...end).contains { joins.contains($0) })
        let lua = isText ? ".." : found.lua
        let isWhole = isOperand(value...end) || isText
        add(
            bytes(place..<value), "= \(written(chain)) \(lua)",
            "Lua has no \(found.signs.joined()); a variable is set with =",
            isSure: ["+", "-", "*", ".."].contains(found.lua) && !isText && isPlain(chain)
                && beginsStatement(chain.lowerBound))
        guard !isWhole else { return true }
        insert("(", before: value)
        insert(")", behind: end)
        return true
    }

    private func isText(_ place: Int) -> Bool { tokens[place].kind == .string || templates.contains(place) }

    /// Whether tokens are one value without an operator.
    func isOperand(_ range: ClosedRange<Int>) -> Bool {
        range.count == 1 && !templates.contains(range.lowerBound)
            || chain(from: range.lowerBound).upperBound == range.upperBound + 1
            || text.outline.partners[range.lowerBound] == range.upperBound
    }

    /// `"a" + b`, `i++`.
    private mutating func plus(_ place: Int) {
        if joins.contains(place) {
            return add(
                tokens[place].range, "..", "", isFollowUp: true, isSure: sums.isBetweenLiterals(place))
        }
        guard isRun(["+", "+"], at: place) else { return unary(place) }
        let advice = "Lua has no ++; a variable is set with ="
        let isBehind = place > 0 && tokens[place - 1].line == tokens[place].line
        if isBehind, let chain = chain(endingAt: place) {
            guard beginsStatement(chain.lowerBound), isEnd(place + 2) else { return }
            add(bytes(place..<place + 2), " = \(written(chain)) + 1", advice, isSure: isPlain(chain))
        } else if place + 2 < tokens.count, tokens[place + 2].kind == .name, beginsStatement(place) {
            let chain = chain(from: place + 2)
            guard isEnd(chain.upperBound) else { return }
            add(
                bytes(place..<chain.upperBound), "\(written(chain)) = \(written(chain)) + 1", advice,
                isSure: isPlain(chain))
        }
    }

    /// `+text`, which makes a number.
    private mutating func unary(_ place: Int) {
        guard place + 1 < tokens.count, tokens[place + 1].kind == .name, place == 0 || !isValue(tokens[place - 1]),
            place == 0 || !tokens[place - 1].isSign("+")
        else { return }
        let chain = chain(from: place + 1)
        add(
            bytes(place..<chain.upperBound), "tonumber(\(converted(chain)))",
            "a text is made a number by tonumber(text)",
            isSure: false)
    }

    /// Whether a statement has ended before a token.
    func isEnd(_ place: Int) -> Bool {
        guard place < tokens.count, place > 0, tokens[place].line == tokens[place - 1].line else { return true }
        let token = tokens[place]
        return token.isSign(";") || token.isSign("}") || token.kind == .name
            || token.kind == .keyword && !["and", "or"].contains(token.text)
    }

    // MARK: - Choices

    /// `!a`; `!a == b` compares what was negated, in JavaScript as in Lua.
    private mutating func negation(_ place: Int) {
        add(tokens[place].range, "not ", "\"not\" is a word", isSure: true)
    }

    /// `a ? b : c`, `a?.b`.
    private mutating func question(_ place: Int) {
        if isRun(["?", "."], at: place) { return optional(place) }
        guard let colon = colon(after: place), colon > place + 1, colon + 1 < tokens.count else { return }
        let end = expressionEnd(from: colon + 1)
        let start = expressionStart(before: place)
        if isFalsy(place + 1..<colon), start < place {
            return add(
                bytes(start..<end + 1), chosen(start..<place, place + 1..<colon, colon + 1..<end + 1),
                "a choice of two values is written: test and one or other; one must not be false or nil", isSure: false)
        }
        let isCertain = isTruthy(place + 1..<colon)
        if needsParentheses(start..<place) {
            insert("(", before: start)
            insert(")", behind: place - 1)
        }
        add(
            tokens[place].range, "and", "a choice of two values is written: test and one or other",
            isSure: isCertain && tokens[place].line == tokens[end].line)
        if needsParentheses(place + 1..<colon) {
            insert("(", before: place + 1)
            insert(")", behind: colon - 1)
        }
        add(tokens[colon].range, "or", "", isFollowUp: true)
        if tokens[max(start - 1, 0)].isSign("+") || joins.contains(start - 1) {
            insert("(", before: start)
            insert(")", behind: end)
        }
    }

    /// Whether a value is false or nil, so that `test and value or other` is always the other one.
    private func isFalsy(_ range: Range<Int>) -> Bool {
        range.count == 1
            && ["false", "nil", "null", "undefined", "None", "False"].contains(tokens[range.lowerBound].text)
            && tokens[range.lowerBound].kind != .string
    }

    private static let constants = ["null": "nil", "undefined": "nil", "None": "nil", "False": "false", "True": "true"]

    /// A value as Lua has it.
    private func value(_ range: Range<Int>) -> String {
        (range.count == 1 ? SyntaxHabits.constants[tokens[range.lowerBound].text] : nil) ?? converted(range)
    }

    /// A choice of two values.
    func chosen(_ test: Range<Int>, _ one: Range<Int>, _ other: Range<Int>) -> String {
        let (condition, first, second) = (converted(test), value(one), value(other))
        if isFalsy(one), isFalsy(other) {
            return first == second
                ? first : "(function() if \(condition) then return \(first) end return \(second) end)()"
        }
        guard isFalsy(one) else {
            let yes = needsParentheses(one) ? "(\(first))" : first
            return "\(needsParentheses(test) ? "(\(condition))" : condition) and \(yes) or \(second)"
        }
        let isPlain = isOperand(test.lowerBound...test.upperBound - 1)
        let negated = isPlain ? "not \(condition)" : "not (\(condition))"
        if first == "false", second == "true" { return negated }
        let no = isOperand(other.lowerBound...other.upperBound - 1) ? second : "(\(second))"
        return "\(negated) and \(no) or \(first)"
    }

    /// Whether a value is neither false nor nil.
    private func isTruthy(_ range: Range<Int>) -> Bool {
        guard let first = tokens[range].first else { return false }
        if first.kind == .string || first.isSign("{") || first.isSign("[") || templates.contains(range.lowerBound) {
            return true
        }
        return range.count == 1 && (first.kind == .number || first.isKeyword("true"))
    }

    /// Whether tokens have an "or" that another operator would bind away from.
    private func needsParentheses(_ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            if tokens[index].isKeyword("or") || isRun(["|", "|"], at: index) || isRun(["?", "?"], at: index)
                || tokens[index].isSign("?") && !isRun(["?", "."], at: index)
            {
                return true
            }
            index = max(index, text.outline.partners[index] ?? index) + 1
        }
        return false
    }

    /// The first token of the expression in front of a token.
    func expressionStart(before place: Int) -> Int {
        var index = place - 1
        while index > 0 {
            index = min(index, text.outline.partners[index] ?? index)
            guard index > 0 else { break }
            let before = tokens[index - 1]
            let isSign = before.kind == .sign && ["=", ",", ";", "(", "[", "{", ":", "?"].contains(before.text)
            let isWord =
                before.kind == .keyword && !["and", "or", "not", "nil", "true", "false", "end"].contains(before.text)
            let isFirst = before.line < tokens[index].line && before.kind != .sign
            let isArrow = before.isSign(">") && text.isSign("=", at: index - 2)
            if isSign && !isRun(["==", "="], at: index - 2) && !isRun(["!", "="], at: index - 2) || isWord || isFirst
                || isArrow || joins.contains(index - 1)
            {
                break
            }
            index -= 1
        }
        return max(index, 0)
    }

    /// `a?.b?.c`: every part is looked at before the next one is read.
    private mutating func optional(_ place: Int) {
        guard let head = chain(endingAt: place) else { return }
        var path = written(head)
        var tests = [path]
        var index = place
        while isRun(["?", "."], at: index), index + 2 < tokens.count {
            let next = chain(from: index + 2)
            let isBracket = tokens[index + 2].isSign("[")
            let end = isBracket ? (text.outline.partners[index + 2] ?? index + 2) + 1 : next.upperBound
            guard isBracket || tokens[index + 2].kind == .name else { break }
            path += (isBracket ? "" : ".") + written(index + 2..<end)
            tests.append(path)
            index = end
        }
        guard index > place else { return }
        let before = head.lowerBound > 0 ? tokens[head.lowerBound - 1] : nil
        let isPart =
            index < tokens.count
            && [".", "[", ":", "==", "!", "<", ">", "+", ".."].contains { text.isSign($0, at: index) }
            && tokens[index].line == tokens[index - 1].line
        let isInside =
            before.map { ["==", "+", "..", "!", "<", ">", "#"].contains($0.text) && $0.kind == .sign } ?? false
        let lua = tests.joined(separator: " and ")
        if isPart || isInside { insert("(", before: head.lowerBound) }
        add(
            bytes(place..<index), String(lua.dropFirst(tests[0].count)) + (isPart || isInside ? ")" : ""),
            "Lua has no ?.; a member of nil is an error")
    }

    /// The colon that belongs to a question mark.
    private func colon(after place: Int) -> Int? {
        var index = place + 1
        var depth = 0
        while index < tokens.count, tokens[index].line <= tokens[place].line + 2 {
            if tokens[index].isSign("?"), !isRun(["?", "."], at: index), !isRun(["?", "?"], at: index) { depth += 1 }
            if tokens[index].isSign(":") {
                if depth == 0 { return index }
                depth -= 1
            }
            if ["}", ")", "]", ";"].contains(where: { tokens[index].isSign($0) }) { return nil }
            index = max(index, text.outline.partners[index] ?? index) + 1
        }
        return nil
    }

    // MARK: - Tables

    /// `{ error: "x" }`, `{ "key": 1 }`.
    private mutating func member(_ place: Int) {
        guard place > 1, let brace = open.last, tokens[brace].isSign("{") else { return }
        let before = tokens[place - 2]
        let key = tokens[place - 1]
        guard before.isSign("{") || before.isSign(","), key.isWord || key.kind == .keyword else { return }
        let isCall = place + 2 < tokens.count && tokens[place + 1].kind == .name && tokens[place + 2].isSign("(")
        let isTight = place + 1 < tokens.count && tokens[place + 1].range.lowerBound == tokens[place].range.upperBound
        guard key.kind == .string || !(isCall && isTight) else { return }
        let isPlain = key.text.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "_") } && !key.text.isEmpty
        let name =
            key.kind == .keyword || isPlain && LuaLexer.isKeyword(key.text)
            ? "[\"\(key.text)\"]" : key.kind == .string && !isPlain ? "[\(written(place - 1..<place))]" : key.text
        add(bytes(place - 1..<place + 1), "\(name) =", "a table has = between a name and its value", isSure: true)
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
        // An empty list is [] in JSON only as mock.array({}).
        add(tokens[place].range, "{", "a list stands in braces", isSure: close > place + 1)
        add(tokens[close].range, "}", "", isFollowUp: true)
    }
}
