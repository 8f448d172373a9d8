/// What a file itself gives a meaning: members, modules, elements that it looks at by a counter.
struct DefinedNames {
    /// Members that are set: `word =`, `["word"] =`, `function queue.word()`.
    private(set) var members: Set<String> = []
    /// Locals that hold a module, a part of `mock` or a table with a metatable: `local shop = require "shop"`.
    private(set) var modules: Set<String> = []
    /// `list[i]`, each once.
    private(set) var indexed: Set<String> = []
    /// The chains by their beginnings.
    let chains: [Int: Range<Int>]

    private static let sources: Set<String> = ["require", "setmetatable", "mock"]

    init(_ text: LuaText) {
        chains = Dictionary(text.outline.chains.map { ($0.range.lowerBound, $0.range) }) { first, _ in first }
        var lines: [Int: Int] = [:]
        for (place, token) in text.tokens.enumerated() where DefinedNames.sources.contains(token.text) {
            lines[token.line] = place
        }
        for (place, token) in text.tokens.enumerated() where token.isWord {
            if text.isMember(place) { members.insert(token.text) }
            if token.kind == .name, text.isDeclared(place), lines[token.line] ?? 0 > place {
                modules.insert(token.text)
            }
            if token.kind == .name, place > 1, text.isSign("[", at: place - 1), text.isSign("]", at: place + 1) {
                indexed.insert("\(text.tokens[place - 2].text)[\(token.text)]")
            }
        }
    }
}

extension LuaText {
    /// Whether a word is set as a member.
    fileprivate func isMember(_ place: Int) -> Bool {
        isSign("=", at: place + 1) || isSign("]", at: place + 1) && isSign("=", at: place + 2) || isDefined(place)
    }

    /// `function queue.push(x)`.
    private func isDefined(_ place: Int) -> Bool {
        guard isSign("(", at: place + 1) || isSign(".", at: place + 1) || isSign(":", at: place + 1) else {
            return false
        }
        var index = place
        while index > 1, isSign(".", at: index - 1) || isSign(":", at: index - 1) { index -= 2 }
        return index > 0 && tokens[index - 1].isKeyword("function")
    }

    /// `local a, b = …`.
    fileprivate func isDeclared(_ place: Int) -> Bool {
        var first = place
        while first > 1, place - first < 64, isSign(",", at: first - 1), tokens[first - 2].kind == .name { first -= 2 }
        return first > 0 && tokens[first - 1].isKeyword("local") || isSign("=", at: place + 1)
    }
}
