/// Where expressions end, in source that compiles.
extension LuaText {
    private static let prefixes: Set<String> = ["-", "#", "~"]
    private static let operators: Set<String> = [
        "+", "-", "*", "/", "//", "%", "^", "..", "<", ">", "<=", ">=", "==", "~=", "&", "|", "~", "<<", ">>",
    ]

    /// The token behind the expression that begins at one.
    func expressionEnd(from start: Int) -> Int {
        var place = start
        while tokens.indices.contains(place) {
            while tokens.indices.contains(place), isPrefix(place) { place += 1 }
            place = operandEnd(from: place)
            guard tokens.indices.contains(place), isOperator(place) else { break }
            place += 1
        }
        return min(place, tokens.count)
    }

    private func isPrefix(_ place: Int) -> Bool {
        tokens[place].isKeyword("not") || tokens[place].kind == .sign && LuaText.prefixes.contains(tokens[place].text)
    }

    private func isOperator(_ place: Int) -> Bool {
        let token = tokens[place]
        if token.kind == .keyword { return token.text == "and" || token.text == "or" }
        return token.kind == .sign && LuaText.operators.contains(token.text)
    }

    /// A value with the members and calls behind it.
    private func operandEnd(from start: Int) -> Int {
        guard tokens.indices.contains(start) else { return start }
        if tokens[start].isKeyword("function") { return LuaReturns(self).end(ofFunctionAt: start) + 1 }
        let isChain = tokens[start].kind == .name || isSign("(", at: start)
        var place = (outline.partners[start].map { max($0, start) } ?? start) + 1
        while isChain, tokens.indices.contains(place) {
            if isSign(".", at: place) || isSign(":", at: place) {
                place += 2
            } else if isSign("(", at: place) || isSign("[", at: place) || isSign("{", at: place) {
                place = (outline.partners[place] ?? place) + 1
            } else if tokens[place].kind == .string {
                place += 1
            } else {
                break
            }
        }
        return place
    }

    /// Whether a statement begins at a token.
    func beginsStatement(_ place: Int) -> Bool {
        guard place > 0 else { return true }
        let before = tokens[place - 1]
        switch before.kind {
        case .name, .number, .string: return true
        case .keyword: return ["then", "do", "else", "repeat", "end", "nil", "true", "false"].contains(before.text)
        case .sign: return [";", ")", "}", "]", "::"].contains(before.text)
        }
    }
}
