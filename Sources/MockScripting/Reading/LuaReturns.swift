/// The `return`s of functions.
struct LuaReturns {
    private let text: LuaText

    init(_ text: LuaText) { self.text = text }

    /// The tokens of each `return` of the function whose keyword stands there; those of functions within it are not its own.
    func of(functionAt start: Int) -> [Range<Int>] {
        let tokens = text.tokens
        var found: [Range<Int>] = []
        var blocks: [String] = []
        for place in start..<tokens.count {
            let token = tokens[place]
            if token.isKeyword("return"), blocks.count(where: { $0 == "function" }) == 1 {
                found.append(statement(from: place))
            }
            switch LuaOutline.depth(of: token) {
            case 1: blocks.append(token.text)
            case -1: _ = blocks.popLast()
            default: break
            }
            if blocks.isEmpty { break }
        }
        return found
    }

    /// Where the function whose keyword stands there ends.
    func end(ofFunctionAt start: Int) -> Int {
        var depth = 0
        for place in start..<text.tokens.count {
            depth += LuaOutline.depth(of: text.tokens[place])
            if depth == 0 { return place }
        }
        return text.tokens.count
    }

    /// The last `return` of the file itself: the value that `require` gives.
    var ofFile: Range<Int>? {
        var blocks: [String] = []
        var last: Range<Int>?
        for (place, token) in text.tokens.enumerated() {
            if token.isKeyword("return"), !blocks.contains("function") { last = statement(from: place) }
            switch LuaOutline.depth(of: token) {
            case 1: blocks.append(token.text)
            case -1: _ = blocks.popLast()
            default: break
            }
        }
        return last
    }

    /// A `return` goes up to the end of its block.
    private func statement(from start: Int) -> Range<Int> {
        let tokens = text.tokens
        var place = start + 1
        var depth = 0
        while place < tokens.count {
            let token = tokens[place]
            if depth == 0, ["end", "else", "elseif", "until"].contains(token.text), token.kind == .keyword { break }
            if depth == 0, token.isSign(";") { break }
            depth += LuaOutline.depth(of: token)
            place = max(place, text.outline.partners[place] ?? place) + 1
        }
        return start..<max(start + 1, place)
    }
}
