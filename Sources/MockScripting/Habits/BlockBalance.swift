/// Finds the block that lacks its `end`, by the brackets around it and by how lines are indented.
struct BlockBalance {
    /// A block or word that is out of balance.
    enum Finding: Equatable {
        /// The block that begins at a token has no end; a later one closed before the token at `before`.
        case unclosed(Int, before: Int?)
        /// The word at a token closes nothing.
        case extra(Int)
        /// The brace at a token stands where the block that begins at another one ends.
        case braced(Int, block: Int)
    }

    private let text: LuaText
    private var open: [Int] = []
    /// The `for` or `while` whose `do` is still to come.
    private var loop: Int?
    private(set) var finding: Finding?

    /// - Parameter stop: the comma at which the compiler stopped: the block that is open there lacks its end.
    init(_ text: LuaText, stop: Int? = nil) {
        self.text = text
        for place in text.tokens.indices where finding == nil {
            if place == stop, let last = open.last, text.tokens[last].kind == .keyword {
                finding = .unclosed(last, before: place)
            } else {
                step(place)
            }
        }
        if finding == nil, let last = open.last { finding = .unclosed(last, before: nil) }
    }

    private mutating func step(_ place: Int) {
        let token = text.tokens[place]
        switch (token.kind, token.text) {
        case (.keyword, "function"), (.keyword, "if"), (.keyword, "repeat"): open.append(place)
        case (.keyword, "for"), (.keyword, "while"): loop = place
        case (.keyword, "do"):
            open.append(loop ?? place)
            loop = nil
        case (.keyword, "end"), (.keyword, "until"): end(place)
        case (.sign, "("), (.sign, "{"), (.sign, "["): open.append(place)
        case (.sign, ")"), (.sign, "}"), (.sign, "]"): bracket(place)
        default: break
        }
    }

    private mutating func bracket(_ place: Int) {
        guard let last = open.last else {
            finding = .extra(place)
            return
        }
        if text.tokens[last].kind == .keyword {
            let outer = open.last { text.tokens[$0].kind != .keyword }
            let isBrace = text.isSign("}", at: place) && !(outer.map { text.isSign("{", at: $0) } ?? false)
            finding = isBrace ? .braced(place, block: last) : .unclosed(last, before: place)
        } else {
            open.removeLast()
        }
    }

    private mutating func end(_ place: Int) {
        guard let last = open.last else {
            finding = .extra(place)
            return
        }
        guard text.tokens[last].kind == .keyword else {
            finding = .unclosed(last, before: place)
            return
        }
        if isFirst(place), indent(of: last) > indent(of: place), hasBlock(indentedAs: place) {
            finding = .unclosed(last, before: place)
        } else {
            open.removeLast()
        }
    }

    private func hasBlock(indentedAs place: Int) -> Bool {
        open.dropLast().contains { text.tokens[$0].kind == .keyword && indent(of: $0) == indent(of: place) }
    }

    private func isFirst(_ place: Int) -> Bool {
        place == 0 || text.tokens[place - 1].line < text.tokens[place].line
    }

    /// The blanks in front of a token's line.
    private func indent(of place: Int) -> Int {
        let line = text.bytes(ofLine: text.tokens[place].line)
        return text.bytes[line].prefix { $0 == 0x20 || $0 == 0x09 }.count
    }
}
