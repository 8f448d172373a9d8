extension SyntaxHabits {
    mutating func keyword(_ place: Int) {
        if isCovered(place) { return }
        if keywordName(place) { return }
        switch tokens[place].text {
        case "if" where choice(place): break
        case "if", "elseif", "while": condition(place)
        case "for" where span(place): break
        case "for": loop(place)
        case "function" where namedMember(place): break
        case "function": parameters(place)
        case "do" where repeated(place): break
        case "return":
            status(place)
            returned(place)
        case "local": localTable(place)
        default: break
        }
    }

    // MARK: - Conditions

    /// `if a = 1 then`.
    private mutating func condition(_ place: Int) {
        var index = place + 1
        let end = single(place) ? text.outline.partners[place + 1] ?? index : tokens.count
        while index < end, tokens[index].line == tokens[place].line {
            let token = tokens[index]
            if token.isKeyword("then") || token.isKeyword("do") || token.isKeyword("function") { return }
            if token.isSign("{") { return }
            if token.isSign("="), !isPartOfOperator(index) {
                return add(token.range, "==", "= sets a value, == compares")
            }
            index += 1
        }
    }

    /// Words that a statement begins with.
    private static let beginnings: Set<String> = ["return", "break", "goto", "local", "for", "while", "repeat"]

    /// `if (a) statement;`, whose block has no brace: whether it is one.
    private mutating func single(_ place: Int) -> Bool {
        guard !tokens[place].isKeyword("elseif"), text.isSign("(", at: place + 1),
            let close = text.outline.partners[place + 1],
            isSameLine(close, close + 1), close + 1 < tokens.count
        else { return false }
        let first = tokens[close + 1]
        guard first.kind == .name || first.kind == .keyword && SyntaxHabits.beginnings.contains(first.text) else {
            return false
        }
        var end = close + 1
        while isSameLine(end, end + 1), ![";", "}", ")"].contains(where: { text.isSign($0, at: end + 1) }),
            !tokens[end + 1].isKeyword("else"), !tokens[end + 1].isKeyword("end"), !tokens[end + 1].isKeyword("then"),
            !tokens[end + 1].isKeyword("do")
        {
            end = max(end + 1, text.outline.partners[end + 1] ?? end + 1)
        }
        let next = text.isSign(";", at: end + 1) ? end + 2 : end + 1
        let isFollowed = tokens.indices.contains(next) && ["else", "then", "do"].contains(tokens[next].text)
        let isOther =
            tokens.indices.contains(next + 1) && tokens[next].isKeyword("else")
            && isSameLine(end, next) && !tokens[next + 1].isKeyword("if")
        guard tokens[end].line == tokens[place].line, !isFollowed || isOther else { return false }
        let word = tokens[place].text == "if" ? "then" : "do"
        let byte = tokens[close].range.upperBound
        add(
            byte..<byte, " \(word)", "a branch is written: if … then … end",
            isSure: !["if", "for", "while"].contains(first.text)
                && !(isSameLine(end, next) && tokens[next].isKeyword("end")))
        // `if (a) b; else c;` has one end for both.
        insert(" end", behind: isOther ? expressionEnd(from: next + 1, isStatement: true) : end)
        return true
    }

    private func isPartOfOperator(_ place: Int) -> Bool {
        let token = tokens[place]
        let isBehind =
            place > 0 && tokens[place - 1].range.upperBound == token.range.lowerBound
            && tokens[place - 1].kind == .sign && "!=<>+-*/~&|?".contains(tokens[place - 1].text.last ?? " ")
        let isBefore =
            place + 1 < tokens.count && tokens[place + 1].isSign(">")
            && tokens[place + 1].range.lowerBound == token.range.upperBound
        return isBehind || isBefore
    }

    // MARK: - Loops

    /// `for (let i = 0; i < n; i++) {`, `for (const x of list) {`.
    private mutating func loop(_ place: Int) {
        let open = place + 1
        guard text.isSign("(", at: open), let close = text.outline.partners[open] else { return }
        var start = open + 1
        if ["let", "const", "var", "local"].contains(tokens[start].text) { start += 1 }
        let end = text.isSign("{", at: close + 1) ? close + 2 : close + 1
        guard let head = each(start, close) ?? counting(start, close) else { return }
        add(
            bytes(place..<end), head, "a loop is written: for i = 1, 10 do, or for key, value in pairs(t) do",
            isSure: end == close + 2 && !written(start..<close).contains("(") && isSureLoop(head, start, end))
        if end == close + 2, let last = text.outline.partners[close + 1] { closes(last, with: "end") }
    }

    /// Whether the loop means the same: its counter is an index alone, or its values are those of a list.
    private func isSureLoop(_ head: String, _ start: Int, _ end: Int) -> Bool {
        if head.hasPrefix("for _, ") { return true }
        guard head.contains("#"), let close = text.outline.partners[end - 1] else { return false }
        let changes = (end..<close).contains {
            tokens[$0].kind == .name && ForeignNames.methods[tokens[$0].text] != nil
        }
        return isIndex(start, end) && !changes
    }

    private func each(_ start: Int, _ close: Int) -> String? {
        guard let word = (start..<close).first(where: { isName("of", at: $0) || tokens[$0].isKeyword("in") }),
            word > start, word + 1 < close
        else { return nil }
        let names = tokens[start..<word].filter { $0.kind == .name }.map(\.text)
        var list = written(word + 1..<close)
        if let over = parts(of: word + 1..<close, names) { return over }
        let isEntries = list.hasPrefix("Object.entries(")
        if isEntries { list = String(list.dropFirst("Object.entries(".count).dropLast()) }
        if tokens[word].isKeyword("in") || isEntries {
            return "for \(names.joined(separator: ", ")) in pairs(\(list)) do"
        }
        return "for _, \(names.joined(separator: ", ")) in ipairs(\(list)) do"
    }

    /// `Object.keys(t)`, `Object.values(t)`, `list.entries()`.
    private func parts(of list: Range<Int>, _ names: [String]) -> String? {
        let source = written(list)
        func inside(_ head: String) -> String? {
            source.hasPrefix(head) && source.hasSuffix(")")
                && text.outline.partners[list.upperBound - 1] == list.lowerBound + 3
                ? String(source.dropFirst(head.count).dropLast()) : nil
        }
        if let table = inside("Object.keys("), names.count == 1 { return "for \(names[0]) in pairs(\(table)) do" }
        if let table = inside("Object.values("), names.count == 1 { return "for _, \(names[0]) in pairs(\(table)) do" }
        guard source.hasSuffix(".entries()"), names.count == 2 else { return nil }
        return "for \(names.joined(separator: ", ")) in ipairs(\(source.dropLast(".entries()".count))) do"
    }

    /// Whether a counter only stands in brackets: then the elements from 1 are what was meant.
    private func isIndex(_ counter: Int, _ body: Int) -> Bool {
        guard let end = text.outline.partners[body - 1], end > body else { return false }
        return (body..<end).allSatisfy { place in
            tokens[place].text != tokens[counter].text
                || text.isSign("[", at: place - 1) && text.isSign("]", at: place + 1)
        }
    }

    private func counting(_ start: Int, _ close: Int) -> String? {
        let parts = tokens[start..<close].indices.split { tokens[$0].isSign(";") }
        guard parts.count == 3, let step = step(parts[2]), let name = tokens[start...].first, let test = parts[1].first,
            let compare = parts[1].first(where: { ["<", "<=", ">", ">="].contains(tokens[$0].text) }), compare > test
        else { return nil }
        guard let end = parts[0].last, end >= start + 2 else { return nil }
        let from = written(start + 2..<end + 1)
        var bound = written(compare + 1..<(parts[1].last ?? compare) + 1)
        let isList = bound.hasSuffix(".length")
        if isList { bound = "#" + bound.dropLast(".length".count) }
        let isOpen = ["<", ">"].contains(tokens[compare].text)
        let isDown = tokens[compare].text.hasPrefix(">")
        let stride = step == "1" ? (isDown ? ", -1" : "") : isDown ? ", -\(step)" : ", \(step)"
        if isList, from == "0", !isDown { return "for \(name.text) = 1, \(bound)\(stride) do" }
        let last = isOpen ? (isDown ? "\(bound) + 1" : bound.smallNumber.map { "\($0 - 1)" } ?? "\(bound) - 1") : bound
        return "for \(name.text) = \(from), \(last)\(stride) do"
    }

    /// How far a counter goes on: `i++`, `i += 2`, `i = i - 3`.
    private func step(_ part: Range<Int>) -> String? {
        if isStep(part) { return "1" }
        let sign = part.lowerBound + 1
        guard part.count > 3, tokens[part.lowerBound].kind == .name else { return nil }
        let isShort = isRun(["+", "="], at: sign) || isRun(["-", "="], at: sign)
        let isLong =
            part.count > 4 && text.isSign("=", at: sign) && tokens[sign + 1].text == tokens[part.lowerBound].text
            && (text.isSign("+", at: sign + 2) || text.isSign("-", at: sign + 2))
        guard isShort || isLong else { return nil }
        let size = (isShort ? sign + 2 : sign + 3)..<part.upperBound
        return isOperand(size.lowerBound...size.upperBound - 1) ? converted(size) : "(\(converted(size)))"
    }

    /// Whether a counter goes on by one; `--` is a blank here.
    private func isStep(_ part: Range<Int>) -> Bool {
        part.count == 1 || part.count == 3 && part.allSatisfy { tokens[$0].kind == .name || tokens[$0].isSign("+") }
    }

    // MARK: - Functions

    /// `function f(a, b = 1)`.
    private mutating func parameters(_ place: Int) {
        guard let open = tokens[place...].prefix(6).firstIndex(where: { $0.isSign("(") }),
            let close = text.outline.partners[open],
            let equals = (open..<close).first(where: { tokens[$0].isSign("=") }), tokens[equals - 1].kind == .name
        else { return }
        let name = tokens[equals - 1].text
        add(
            bytes(equals..<close), "",
            "a default is set in the body: \(name) = \(name) or \(written(equals + 1..<close))", isSure: false)
    }

    /// `(req, res) => expression`, `x => { … }`.
    mutating func arrow(_ place: Int) {
        guard isRun(["=", ">"], at: place), place > 0 else { return }
        let advice = "a function is written: function(a) return a end"
        if text.isSign(")", at: place - 1), let start = text.outline.partners[place - 1] {
            insert("function", before: start, advice)
        } else if tokens[place - 1].kind == .name {
            add(tokens[place - 1].range, "function(\(tokens[place - 1].text))", advice, isSure: true)
        } else {
            return
        }
        let body = place + 2
        guard tokens.indices.contains(body) else { return }
        if tokens[body].isSign("{"), let close = text.outline.partners[body] {
            add(bytes(place..<body + 1), "", "", isFollowUp: true)
            return closes(close, with: "end")
        }
        let end = expressionEnd(from: body)
        let changes = (body...end).contains { text.isSign("=", at: $0) || isRun(["+", "+"], at: $0) }
        add(
            bytes(place..<place + 2), "return", "", isFollowUp: true,
            isSure: !changes && tokens[end].line == tokens[place].line)
        insert(" end", behind: end)
    }

    /// Words in front of a value.
    private static let prefixes: Set<String> = ["typeof", "new", "await", "async", "delete"]
    /// Words that no expression goes on with.
    private static let statements: Set<String> = [
        "then", "do", "end", "else", "elseif", "until", "return", "local", "while", "for", "repeat", "break", "goto",
        "if",
    ]

    /// Whether a token begins something new behind a value.
    private func begins(_ next: LuaToken, behind last: LuaToken) -> Bool {
        if next.kind == .keyword { return SyntaxHabits.statements.contains(next.text) }
        guard next.kind == .name || next.kind == .number, next.text != "instanceof" else { return false }
        return isValue(last) && !SyntaxHabits.prefixes.contains(last.text)
    }

    /// The last token of an expression, or of a statement.
    func expressionEnd(from start: Int, isStatement: Bool = false) -> Int {
        var index = isStatement && tokens[start].isKeyword("return") && start + 1 < tokens.count ? start + 1 : start
        while index + 1 < tokens.count {
            index = text.outline.partners[index].map { max($0, index) } ?? index
            guard index + 1 < tokens.count else { break }
            let next = tokens[index + 1]
            let isOver = [",", ")", "}", "]", ";"].contains(next.text) && next.kind == .sign
            if isOver || next.line != tokens[index].line || begins(next, behind: tokens[index]) { break }
            index += 1
        }
        return index
    }

    // MARK: - Files

    /// A file that begins with an entry of its route table: `["GET /x"] = function … end`, `GET = function … end, POST = …`.
    mutating func entries() {
        guard let last = tokens.indices.last, last > 2 else { return }
        let isClosed = tokens[last].isSign("}") && text.outline.partners[last] == nil
        let isPath =
            tokens[0].isSign("[") && tokens[1].kind == .string && text.isSign("]", at: 2) && text.isSign("=", at: 3)
        let isMethod =
            tokens[0].kind == .name && RouteKey.methods.contains(tokens[0].text) && tokens[1].isSign("=")
            && tokens[2].isKeyword("function")
        let isList = isMethod && text.isSign(",", at: LuaReturns(text).end(ofFunctionAt: 2) + 1)
        guard isPath || isMethod && (isClosed || isList) else { return }
        insert("return { ", before: 0, "a file gives its table of routes by return")
        if !isClosed { insert(" }", behind: last) }
    }

    // MARK: - Braces around blocks

    mutating func brace(_ place: Int) {
        if place == 0 {
            return insert("return ", before: 0, "a file gives its value by return")
        }
        if method(place) { return }
        guard let word = head(of: place) else { return }
        let close = text.outline.partners[place]
        switch word {
        case "function":
            add(tokens[place].range, "", "the body of a function has no brace and ends with end", isSure: true)
        case "else": add(tokens[place].range, "", "a branch has no brace: else … end", isSure: true)
        case "for", "while": add(tokens[place].range, "do", "a loop begins with do and ends with end", isSure: true)
        default: add(tokens[place].range, "then", "a branch is written: if … then … end", isSure: true)
        }
        if let close { closes(close, with: "end") }
    }

    /// `{ GET(req) { … } }`: whether it is a function of a table.
    private mutating func method(_ place: Int) -> Bool {
        guard text.isSign(")", at: place - 1), let start = text.outline.partners[place - 1], start > 1,
            tokens[start - 1].isWord, let outer = open.last, tokens[outer].isSign("{"),
            ["{", ",", "async"].contains(tokens[start - 2].text), let close = text.outline.partners[place]
        else { return false }
        let key = tokens[start - 1]
        let name = key.kind == .string ? "[\(written(start - 1..<start))]" : key.text
        add(
            key.range, "\(name) = function", "a function of a table is written: GET = function(req, res) … end",
            isSure: true)
        add(tokens[place].range, "", "", isFollowUp: true)
        closes(close, with: "end")
        return true
    }

    /// The word whose block a brace opens; `nil` for a table.
    private func head(of place: Int) -> String? {
        let before = tokens[place - 1]
        if before.isKeyword("else") { return "else" }
        if before.isSign(")"), let open = text.outline.partners[place - 1], open > 0 { return head(before: open) }
        let line = text.places(onLine: tokens[place].line)
        let words = ["if", "elseif", "while", "for"]
        let heads = line.lowerBound..<place
        guard isValue(before),
            let first = heads.last(where: { tokens[$0].kind == .keyword && words.contains(tokens[$0].text) }),
            !(first..<line.upperBound).contains(where: { tokens[$0].isKeyword("then") || tokens[$0].isKeyword("do") }),
            !(first..<place).contains(where: { tokens[$0].isSign("{") && text.outline.partners[$0] ?? 0 > place })
        else { return nil }
        return tokens[first].text
    }

    /// Whether a token ends a value.
    func isValue(_ token: LuaToken) -> Bool {
        switch token.kind {
        case .name, .number, .string: true
        case .keyword: ["true", "false", "nil", "end"].contains(token.text)
        case .sign: [")", "]", "}", "..."].contains(token.text)
        }
    }

    /// The word in front of `(…) {`.
    private func head(before open: Int) -> String? {
        var index = open - 1
        while index > 0, tokens[index].kind == .name || tokens[index].isSign(".") || tokens[index].isSign(":") {
            index -= 1
        }
        let word = tokens[index]
        guard word.kind == .keyword, ["if", "elseif", "while", "for", "function"].contains(word.text) else {
            return nil
        }
        return word.text == "function" || index == open - 1 ? word.text : nil
    }

    /// The brace at the end of a block; `} else {` has none in Lua.
    mutating func closes(_ place: Int, with word: String) {
        let next = place + 1
        let isElse = tokens.indices.contains(next) && tokens[next].isKeyword("else")
        let isCatch = isName("catch", at: next) || isName("finally", at: next)
        if isElse, tokens.indices.contains(next + 1), tokens[next + 1].isKeyword("if") {
            return add(bytes(place..<next + 2), "elseif", "", isFollowUp: true)
        }
        add(tokens[place].range, isElse || isCatch && word == "end" ? "" : word, "", isFollowUp: true)
    }
}
