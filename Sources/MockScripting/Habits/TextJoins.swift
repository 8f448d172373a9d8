internal import MockModel

/// Plus signs that join texts in other languages: those beside a text, and those behind them in the same sum.
struct TextJoins {
    /// The tokens, by their places.
    private(set) var places: Set<Int> = []
    private let text: LuaText
    private let templates: Set<Int>
    /// For each bracket around a token whether what stands before it in the same sum is a text.
    private var levels = [false]

    private static let parts: Set<String> = ["+", "*", "/", "%", ".", ":"]

    /// Looks through a source; `templates` are tokens that are texts, too.
    init(_ text: LuaText, templates: Set<Int> = []) {
        self.text = text
        self.templates = templates
        for place in text.tokens.indices { step(place) }
    }

    /// Whether a token is a text; `"1" + 2` is 3 in Lua.
    private func isText(_ place: Int) -> Bool {
        guard text.tokens.indices.contains(place) else { return false }
        let token = text.tokens[place]
        let isWritten = token.kind == .string && Double(token.text.trimmed) == nil
        return (isWritten || templates.contains(place)) && isWhole(place..<place + 1)
    }

    /// Whether tokens are an operand alone: no argument, no owner of a method, nothing that is counted.
    private func isWhole(_ range: Range<Int>) -> Bool {
        if [":", ".", "[", "("].contains(where: { text.isSign($0, at: range.upperBound) }) {
            return text.isSign(":", at: range.upperBound) && isKey(range.upperBound)
        }
        guard range.lowerBound > 0 else { return true }
        let before = text.tokens[range.lowerBound - 1]
        return
            !(before.kind == .name && before.text != "case" || before.kind == .string || before.isSign("#")
            || before.isSign(")") || before.isSign("]"))
    }

    /// Whether the colon ends a choice or a label: no method is called behind it.
    private func isKey(_ colon: Int) -> Bool {
        colon + 2 >= text.tokens.count
            || text.tokens[colon + 1].range.lowerBound > text.tokens[colon].range.upperBound
    }

    /// Whether a plus sign stands between two literals.
    func isBetweenLiterals(_ place: Int) -> Bool {
        [place - 1, place + 1].allSatisfy { side in
            guard text.tokens.indices.contains(side) else { return false }
            return isText(side) && !templates.contains(side)
                || text.tokens[side].kind == .number && text.tokens[side].text.allSatisfy(\.isNumber)
        }
    }

    private mutating func step(_ place: Int) {
        let token = text.tokens[place]
        switch token.kind {
        case .keyword: levels[levels.count - 1] = false
        case .string, .name: if isText(place) { levels[levels.count - 1] = true }
        case .number: break
        case .sign: sign(token.text, place)
        }
    }

    private mutating func sign(_ sign: String, _ place: Int) {
        switch sign {
        case "(", "[", "{": levels.append(false)
        case ")", "]", "}": close(place)
        case "+":
            guard text.tokens.indices.contains(place + 1), !text.isSign("+", at: place + 1),
                !text.isSign("+", at: place - 1)
            else { return }
            if text.isSign("=", at: place + 1) { return levels[levels.count - 1] = false }
            if levels[levels.count - 1] || isText(place + 1) { places.insert(place) }
        case let other where !TextJoins.parts.contains(other): levels[levels.count - 1] = false
        default: break
        }
    }

    /// A sum in parentheses is a part of the one around it; the result of a call is of no known kind.
    private mutating func close(_ place: Int) {
        guard levels.count > 1 else { return }
        let inner = levels.removeLast()
        guard inner, text.isSign(")", at: place), let open = text.outline.partners[place] else { return }
        let before = open > 0 ? text.tokens[open - 1] : nil
        let isCall = before.map { $0.kind == .name || $0.isSign(")") || $0.isSign("]") } ?? false
        if !isCall, isWhole(open..<place + 1) { levels[levels.count - 1] = true }
    }
}
