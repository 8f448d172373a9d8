/// The blocks around a token, so that the end of a loop is known in which `continue` stands.
struct LoopStack {
    private struct Block {
        let kind: Kind
        /// The brace that opens it; `nil` for a block of Lua, which `end` closes.
        let brace: Int?
        /// The first `continue` in it.
        var continued: Int?
        /// Its `return`, which is its last statement.
        var exit: Int?
    }

    private enum Kind {
        case loop, function, other
    }

    private var blocks: [Block] = []
    /// The word whose block is about to begin.
    private var head: Kind?

    /// Notes that the loop around a token is continued there; whether there is one.
    mutating func isContinued(at token: Int) -> Bool {
        guard let place = blocks.lastIndex(where: { $0.kind != .other }), blocks[place].kind == .loop else {
            return false
        }
        blocks[place].continued = blocks[place].continued ?? token
        return true
    }

    /// Looks at a token; the `return` of a loop that is continued and ends there.
    mutating func step(_ habits: SyntaxHabits, _ place: Int) -> LoopEnd? {
        let token = habits.tokens[place]
        switch (token.kind, token.text) {
        case (.keyword, "for"), (.keyword, "while"): head = .loop
        case (.keyword, "function"):
            head = .function
            if !habits.hasBrace(functionAt: place) { begin(nil) }
        case (.keyword, "if"): head = .other
        case (.keyword, "return"): if !blocks.isEmpty { blocks[blocks.count - 1].exit = place }
        case (.keyword, "then") where head != nil: begin(nil)
        case (.keyword, "do"): begin(nil)
        case (.keyword, "repeat"):
            head = .loop
            begin(nil)
        case (.keyword, "end"), (.keyword, "until"):
            if blocks.last?.brace == nil { return finish(habits, place) }
        case (.sign, "{"): if let close = habits.text.outline.partners[place] { begin(close) }
        case (.sign, "}"): if blocks.last?.brace == place { return finish(habits, place) }
        default: break
        }
        return nil
    }

    private mutating func begin(_ close: Int?) {
        blocks.append(Block(kind: head ?? .other, brace: close))
        head = nil
    }

    private mutating func finish(_ habits: SyntaxHabits, _ place: Int) -> LoopEnd? {
        guard let block = blocks.popLast(), let first = block.continued else { return nil }
        let exit = block.exit.flatMap { LoopStack.isLast($0, habits, before: place) ? $0 : nil }
        return LoopEnd(end: place, exit: exit, continued: first)
    }

    /// Whether nothing stands between a `return` with its values and the end of the block.
    private static func isLast(_ exit: Int, _ habits: SyntaxHabits, before end: Int) -> Bool {
        let head = (habits.text.outline.partners[exit - 1] ?? 0) - 1
        let isHeaded = head >= 0 && ["if", "while"].contains(habits.tokens[head].text)
        guard habits.beginsStatement(exit), !isHeaded else { return false }
        var next = exit + 1
        while next < end, !habits.text.isSign(";", at: next) {
            next = habits.expressionEnd(from: next) + 1
            guard habits.text.isSign(",", at: next) else { break }
            next += 1
        }
        while habits.text.isSign(";", at: next) { next += 1 }
        return next == end
    }
}

/// The end of a loop in which `continue` stands.
struct LoopEnd {
    let end: Int
    /// The `return` as its last statement, behind which no label may stand.
    let exit: Int?
    /// The first `continue`.
    let continued: Int
}

extension SyntaxHabits {
    /// Whether the body of a function stands in braces.
    func hasBrace(functionAt place: Int) -> Bool {
        let open = place + (text.isSign("(", at: place + 1) ? 1 : 2)
        guard text.isSign("(", at: open), let close = text.outline.partners[open] else { return false }
        return text.isSign("{", at: close + 1)
    }
}
