extension SyntaxHabits {
    mutating func keyword(_ place: Int) {
        if isCovered(place) { return }
        switch tokens[place].text {
        case "if", "elseif", "while": condition(place)
        case "for": loop(place)
        case "function": parameters(place)
        default: break
        }
    }

    // MARK: - Conditions

    /// `if a = 1 then`.
    private mutating func condition(_ place: Int) {
        var index = place + 1
        while index < tokens.count, tokens[index].line == tokens[place].line {
            let token = tokens[index]
            if token.isKeyword("then") || token.isKeyword("do") || token.isKeyword("function") { return }
            if token.isSign("{") { return }
            if token.isSign("="), !isPartOfOperator(index) {
                return add(token.range, "==", "= sets a value, == compares", isExact: true)
            }
            index += 1
        }
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
        add(bytes(place..<end), head, "a loop is written: for i = 1, 10 do, or for key, value in pairs(t) do")
        if end == close + 2, let last = text.outline.partners[close + 1] { closes(last, with: "end") }
    }

    private func each(_ start: Int, _ close: Int) -> String? {
        guard let word = (start..<close).first(where: { isName("of", at: $0) || tokens[$0].isKeyword("in") }),
            word > start, word + 1 < close
        else { return nil }
        let names = tokens[start..<word].filter { $0.kind == .name }.map(\.text)
        var list = written(word + 1..<close)
        let isEntries = list.hasPrefix("Object.entries(")
        if isEntries { list = String(list.dropFirst("Object.entries(".count).dropLast()) }
        if tokens[word].isKeyword("in") || isEntries {
            return "for \(names.joined(separator: ", ")) in pairs(\(list)) do"
        }
        return "for _, \(names.joined(separator: ", ")) in ipairs(\(list)) do"
    }

    private func counting(_ start: Int, _ close: Int) -> String? {
        let parts = tokens[start..<close].indices.split { tokens[$0].isSign(";") }
        guard parts.count == 3, let name = tokens[start...].first, let test = parts[1].first,
            let compare = parts[1].first(where: { ["<", "<=", ">", ">="].contains(tokens[$0].text) }), compare > test
        else { return nil }
        guard let end = parts[0].last, end >= start + 2 else { return nil }
        let from = written(start + 2..<end + 1)
        var bound = written(compare + 1..<(parts[1].last ?? compare) + 1)
        let isList = bound.hasSuffix(".length")
        if isList { bound = "#" + bound.dropLast(".length".count) }
        let isOpen = ["<", ">"].contains(tokens[compare].text)
        let isDown = tokens[compare].text.hasPrefix(">")
        if isList, from == "0" { return "for \(name.text) = 1, \(bound) do" }
        let last = isOpen ? (isDown ? "\(bound) + 1" : Int(bound).map { "\($0 - 1)" } ?? "\(bound) - 1") : bound
        return "for \(name.text) = \(from), \(last)\(isDown ? ", -1" : "") do"
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
            "a default is set in the body: \(name) = \(name) or \(written(equals + 1..<close))")
    }

    /// `(req, res) => expression`, `x => { … }`.
    mutating func arrow(_ place: Int) {
        guard isRun(["=", ">"], at: place), place > 0 else { return }
        let advice = "a function is written: function(a) return a end"
        if text.isSign(")", at: place - 1), let start = text.outline.partners[place - 1] {
            add(tokens[start].range.lowerBound..<tokens[start].range.lowerBound, "function", advice)
        } else if tokens[place - 1].kind == .name {
            add(tokens[place - 1].range, "function(\(tokens[place - 1].text))", advice)
        } else {
            return
        }
        let body = place + 2
        guard tokens.indices.contains(body) else { return }
        if tokens[body].isSign("{"), let close = text.outline.partners[body] {
            add(bytes(place..<body + 1), "", "", isFollowUp: true)
            return closes(close, with: "end")
        }
        add(bytes(place..<place + 2), "return", "", isFollowUp: true)
        let last = tokens[expressionEnd(from: body)].range.upperBound
        add(last..<last, " end", "", isFollowUp: true)
    }

    /// The last token of an expression.
    private func expressionEnd(from start: Int) -> Int {
        var index = start
        while index + 1 < tokens.count {
            index = text.outline.partners[index].map { max($0, index) } ?? index
            guard index + 1 < tokens.count else { break }
            let next = tokens[index + 1]
            let isOver = [",", ")", "}", "]", ";"].contains(next.text) && next.kind == .sign
            if isOver || next.line != tokens[index].line { break }
            index += 1
        }
        return index
    }

    // MARK: - Braces around blocks

    mutating func brace(_ place: Int) {
        if place == 0 {
            return add(
                tokens[0].range.lowerBound..<tokens[0].range.lowerBound, "return ", "a file gives its value by return")
        }
        guard place > 0, let word = head(of: place) else { return }
        let close = text.outline.partners[place]
        switch word {
        case "function":
            add(tokens[place].range, "", "the body of a function has no brace and ends with end")
        case "else": add(tokens[place].range, "", "a branch has no brace: else … end")
        case "for", "while": add(tokens[place].range, "do", "a loop begins with do and ends with end")
        default: add(tokens[place].range, "then", "a branch is written: if … then … end")
        }
        if let close { closes(close, with: "end") }
    }

    /// The word whose block a brace opens; `nil` for a table.
    private func head(of place: Int) -> String? {
        let before = tokens[place - 1]
        if before.isKeyword("else") { return "else" }
        if before.isSign(")"), let open = text.outline.partners[place - 1], open > 0 { return head(before: open) }
        let line = text.places(onLine: tokens[place].line)
        guard place == line.last, let first = line.first(where: { !tokens[$0].isSign("}") }), first < place else {
            return nil
        }
        let isOpen = !line.contains { tokens[$0].isKeyword("then") || tokens[$0].isKeyword("do") }
        let words = ["if", "elseif", "while", "for"]
        return isOpen && tokens[first].kind == .keyword && words.contains(tokens[first].text)
            && !text.isSign("=", at: place - 1) && !text.isSign("(", at: place - 1) ? tokens[first].text : nil
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
        let isCatch = isName("catch", at: next)
        if isElse, tokens.indices.contains(next + 1), tokens[next + 1].isKeyword("if") {
            return add(bytes(place..<next + 2), "elseif", "", isFollowUp: true)
        }
        add(tokens[place].range, isElse || isCatch ? "" : word, "", isFollowUp: true)
    }
}
