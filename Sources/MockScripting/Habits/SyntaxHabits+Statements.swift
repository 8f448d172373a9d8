/// Statements whose parts stand in other places in Lua: `try`, `switch`, `continue`, and a choice with its test behind it.
extension SyntaxHabits {
    // MARK: - Errors

    /// `try { … } catch (e) { … } finally { … }`.
    mutating func attempt(_ place: Int) {
        guard let close = text.outline.partners[place + 1] else { return }
        let caught = isName("catch", at: close + 1) ? close + 1 : nil
        let name = caught.flatMap { text.isSign("(", at: $0 + 1) ? tokens[$0 + 2].text : nil } ?? "err"
        let result = result(of: place + 1, close)
        add(
            bytes(place..<place + 2), "local ok, \(name) = pcall(function()",
            "errors are caught by pcall, whose function is left by return")
        closes(close, with: "end)")
        let value = result == .value ? " if ok then return \(name) end" : ""
        var last = close
        if let caught {
            let isLast = !isName("finally", at: end(of: caught) + 1)
            last = handler(caught, end: isLast && !value.isEmpty ? "else return \(name) end" : "end")
        }
        guard isName("finally", at: last + 1), text.isSign("{", at: last + 2), let end = text.outline.partners[last + 2]
        else {
            if caught == nil, !value.isEmpty { insert(value, behind: close) }
            return
        }
        add(bytes(last + 1..<last + 3), "do", "", isFollowUp: true)
        closes(end, with: "end" + (caught == nil ? " if not ok then error(\(name), 0) end" : "") + value)
    }

    /// `catch (e) { … }`: where it ends.
    private mutating func handler(_ place: Int, end word: String) -> Int {
        let brace = brace(of: place)
        guard text.isSign("{", at: brace) else { return place }
        add(bytes(place..<brace + 1), "if not ok then", "", isFollowUp: true)
        let last = end(of: place)
        if last > brace { add(tokens[last].range, word, "", isFollowUp: true) }
        return last
    }

    private func brace(of place: Int) -> Int {
        text.isSign("(", at: place + 1) ? (text.outline.partners[place + 1] ?? place) + 1 : place + 1
    }

    private func end(of place: Int) -> Int {
        let brace = brace(of: place)
        return text.isSign("{", at: brace) ? text.outline.partners[brace] ?? brace : place
    }

    private enum Result { case none, value, lost }

    /// What a block returns: nothing, a value as its last statement, or something that its end cannot hand on.
    private func result(of open: Int, _ close: Int) -> Result {
        let returns = (open..<close).filter { tokens[$0].isKeyword("return") }
        guard let first = returns.first else { return .none }
        guard returns.count == 1, first + 1 < close else { return .lost }
        let isLast = expressionEnd(from: first + 1) + (text.isSign(";", at: close - 1) ? 2 : 1) == close
        let isOwn = !(open + 1..<first).contains { text.isSign("{", at: $0) && text.outline.partners[$0] ?? 0 > first }
        return isLast && isOwn ? .value : .lost
    }

    // MARK: - Cases

    /// `switch (x) { case 1: … break; default: … }`.
    mutating func cases(of place: Int) {
        let brace = brace(of: place)
        guard text.isSign("{", at: brace), let close = text.outline.partners[brace], brace - 1 > place + 2 else {
            return
        }
        add(
            bytes(place..<brace + 1), "local value = \(converted(place + 2..<brace - 1))",
            "Lua has no switch; write if … elseif … else … end")
        var isFirst = true
        var index = brace + 1
        while index < close {
            if isName("case", at: index) {
                index = branch(index, close, isFirst ? "if" : "elseif")
                isFirst = false
            } else if isName("default", at: index), text.isSign(":", at: index + 1) {
                add(bytes(index..<index + 2), isFirst ? "do" : "else", "", isFollowUp: true)
                isFirst = false
            } else if tokens[index].isKeyword("break") {
                let end = text.isSign(";", at: index + 1) ? index + 2 : index + 1
                add(bytes(index..<end), "", "", isFollowUp: true)
            }
            index = max(index, text.outline.partners[index] ?? index) + 1
        }
        closes(close, with: isFirst ? "" : "end")
    }

    /// `case 1: case 2:`: its last token.
    private mutating func branch(_ place: Int, _ close: Int, _ word: String) -> Int {
        var tests: [String] = []
        var index = place
        while isName("case", at: index) {
            guard let colon = (index + 1..<close).first(where: { tokens[$0].isSign(":") }), colon > index + 1 else {
                break
            }
            tests.append("value == \(converted(index + 1..<colon))")
            index = colon + 1
        }
        guard !tests.isEmpty else { return place }
        add(bytes(place..<index), "\(word) \(tests.joined(separator: " or ")) then", "", isFollowUp: true)
        return index - 1
    }

    // MARK: - Loops

    /// `continue`, whose label stands at the end of the loop.
    mutating func continuing(_ place: Int) {
        let next = place + 1
        let isStatement = [".", ":", "(", "=", ",", "["].allSatisfy { !text.isSign($0, at: next) }
        guard isStatement, !isValueExpected(place), loops.isContinued(at: place) else { return }
        add(
            tokens[place].range, "goto continue",
            "Lua has no continue; goto jumps to a label at the end of the loop: ::continue:: end",
            isSure: isFree)
    }

    /// Whether no block of `try` or `switch` lies around the token that is looked at.
    private var isFree: Bool {
        !open.contains { place in
            let head = text.isSign(")", at: place - 1) ? (text.outline.partners[place - 1] ?? place) - 1 : place - 1
            return ["try", "catch", "finally", "switch"].contains { isName($0, at: head) }
        }
    }

    private func isValueExpected(_ place: Int) -> Bool {
        guard place > 0 else { return true }
        return [".", ":", "=", ",", "(", "+", ".."].contains { text.isSign($0, at: place - 1) }
            || tokens[place - 1].isKeyword("local") || tokens[place - 1].isKeyword("goto")
            || text.isSign("::", at: place - 1)
    }

    // MARK: - Choices

    /// `a if test else b`: whether it is one.
    mutating func choice(_ place: Int) -> Bool {
        guard place > 0, isSameLine(place - 1, place), isValue(tokens[place - 1]), !text.isSign("}", at: place - 1)
        else {
            return false
        }
        let line = place + 1..<text.places(onLine: tokens[place].line).upperBound
        guard let other = line.first(where: { tokens[$0].isKeyword("else") }), other > place + 1,
            line.contains(other + 1),
            !line.contains(where: { tokens[$0].isKeyword("then") || tokens[$0].isSign("{") && $0 < other })
        else { return false }
        let start = expressionStart(before: place)
        let end = expressionEnd(from: other + 1)
        guard start < place, other < end else { return false }
        add(
            bytes(start..<end + 1), chosen(place + 1..<other, start..<place, other + 1..<end + 1),
            "a choice of two values is written: test and one or other", isSure: false)
        return true
    }

    // MARK: - Words of Lua as names

    /// `list.end`, `{ end: 1 }`, `"x".repeat(3)`: whether a word of Lua stands as a name.
    mutating func keywordName(_ place: Int) -> Bool {
        let word = tokens[place].text
        guard place > 1, !["nil", "true", "false"].contains(word) else { return false }
        if text.isSign(".", at: place - 1), isValue(tokens[place - 2]) {
            if word == "repeat", text.isSign("(", at: place + 1) {
                let isText = tokens[place - 2].kind == .string
                if isText { insert("(", before: place - 2) }
                add(
                    bytes(place - 1..<place + 1), isText ? "):rep" : ":rep", "a text is repeated by text:rep(3)",
                    isSure: true)
                return true
            }
            let advice =
                word == "then" ? "calls wait by themselves: the line below goes on" : "\"\(word)\" is a word of Lua"
            add(bytes(place - 1..<place + 1), "[\"\(word)\"]", advice, isSure: word != "then")
            return true
        }
        let isKey = text.isSign("{", at: place - 1) || text.isSign(",", at: place - 1)
        guard isKey, text.isSign("=", at: place + 1), !text.isSign(">", at: place + 2), let outer = open.last,
            tokens[outer].isSign("{")
        else { return false }
        add(tokens[place].range, "[\"\(word)\"]", "\"\(word)\" is a word of Lua", isSure: true)
        return true
    }

    // MARK: - Answers

    /// `return 404 { … }`.
    mutating func status(_ place: Int) {
        let next = place + 2
        guard next < tokens.count, tokens[place + 1].kind == .number, tokens[place + 1].text.utf8.count == 3,
            isSameLine(place + 1, next),
            tokens[next].isSign("{") || tokens[next].kind == .string || tokens[next].kind == .name
        else { return }
        add(
            tokens[place + 1].range, "\(tokens[place + 1].text),", "a comma stands between the status and the body",
            isSure: tokens[next].isSign("{"))
    }

    /// `res.status(404).json({ … })`: whether it is an answer.
    mutating func response(_ place: Int) -> Bool {
        guard let call = ResponseCall(text, at: place) else { return false }
        for piece in call.pieces {
            add(piece.bytes, piece.lua, piece.advice, isFollowUp: piece.advice.isEmpty, isSure: call.isSure)
        }
        return true
    }
}
