/// An expression of names, indices and calls: `mock.state.get("a").b`, by the places of its tokens.
struct LuaChain: Equatable {
    /// The tokens from its first to its last.
    var range: Range<Int>
    /// The names that it begins with, before anything is called or looked up by a computed key.
    var path: [Int] = []
}

/// A call: `mock.sleep("1s")`, by the places of its tokens.
struct LuaCall: Equatable {
    /// Where its chain begins.
    let start: Int
    /// The name of what is called; `nil` for the result of another call or of a computed key.
    let name: Int?
    /// Whether the name stands behind a colon: then the object is the first argument.
    let isMethod: Bool
    /// From the bracket, or the lone string or table, to its end.
    let parentheses: Range<Int>
    /// The tokens of each argument.
    let arguments: [Range<Int>]
}

/// Finds chains and calls in tokens.
///
/// It reads no statements: what follows `function` is skipped up to the body, all else is looked at.
struct LuaOutline {
    let tokens: [LuaToken]
    private(set) var chains: [LuaChain] = []
    private(set) var calls: [LuaCall] = []
    /// For each bracket the place of its partner.
    private(set) var partners: [Int: Int] = [:]
    /// The names of parameters, by the place of `function`.
    private(set) var parameters: [Int: [String]] = [:]
    /// The names that `local` and `for` declare anywhere.
    private(set) var locals: Set<String> = []
    private var index = 0

    init(_ tokens: [LuaToken]) {
        self.tokens = tokens
        pair()
        scan(to: tokens.count)
    }

    private static let closing = ["(": ")", "[": "]", "{": "}"]

    private mutating func pair() {
        var open: [Int] = []
        for (place, token) in tokens.enumerated() where token.kind == .sign {
            if LuaOutline.closing[token.text] != nil {
                open.append(place)
            } else if let last = open.last, LuaOutline.closing[tokens[last].text] == token.text {
                open.removeLast()
                partners[last] = place
                partners[place] = last
            }
        }
    }

    private mutating func scan(to end: Int) {
        while index < end {
            let token = tokens[index]
            if token.isKeyword("function") {
                skipParameters(to: end)
            } else if token.isKeyword("local") || token.isKeyword("for") {
                declare(to: end)
            } else if token.kind == .name || token.isSign("(") {
                chain(to: end)
            } else {
                index += 1
            }
        }
    }

    /// Goes behind `function name.of:it(parameters)`.
    private mutating func skipParameters(to end: Int) {
        let start = index
        while index < end, !tokens[index].isSign("(") { index += 1 }
        guard index < end, let close = partners[index] else { return index = min(index + 1, end) }
        parameters[start] = tokens[index..<close].filter { $0.kind == .name }.map(\.text)
        index = close + 1
    }

    /// `local a <const>, b`, `local function a`, `for a, b in`.
    private mutating func declare(to end: Int) {
        index += 1
        if index + 1 < end, tokens[index].isKeyword("function") { locals.insert(tokens[index + 1].text) }
        while index < end, tokens[index].kind == .name || [",", "<", ">"].contains(tokens[index].text) {
            if tokens[index].kind == .name { locals.insert(tokens[index].text) }
            let isLast = index + 1 < end && tokens[index].kind == .name && tokens[index + 1].kind == .name
            index += 1
            if isLast { return }
        }
    }

    private mutating func chain(to end: Int) {
        var chain = LuaChain(range: index..<index)
        var name: Int?
        var isMethod = false
        if tokens[index].kind == .name {
            name = index
            chain.path = [index]
            index += 1
        } else {
            inside()
        }
        var isPath = name != nil
        while index < end, let part = part(isMethod) {
            switch part {
            case .name(let place, let isCalled):
                if isPath { chain.path.append(place) }
                name = place
                isMethod = isCalled
                index = place + 1
            case .key(let place):
                name = place
                isMethod = false
                isPath = false
                inside()
            case .arguments:
                call(from: chain.range.lowerBound, name, isMethod)
                name = nil
                isPath = false
            }
        }
        chain.range = chain.range.lowerBound..<max(index, chain.range.lowerBound + 1)
        chains.append(chain)
    }

    private enum Part {
        case name(Int, isMethod: Bool)
        /// In brackets, with the place of the string when it is nothing else.
        case key(Int?)
        case arguments
    }

    private func part(_ isMethod: Bool) -> Part? {
        let token = tokens[index]
        let next = index + 1 < tokens.count ? tokens[index + 1] : nil
        if token.isSign(".") || token.isSign(":") {
            return next?.kind == .name ? .name(index + 1, isMethod: token.isSign(":")) : nil
        }
        if token.isSign("["), let close = partners[index] {
            return .key(close == index + 2 && next?.kind == .string ? index + 1 : nil)
        }
        return token.isSign("(") || token.isSign("{") || token.kind == .string ? .arguments : nil
    }

    /// Looks at what a bracket encloses, and goes behind it.
    private mutating func inside() {
        let close = partners[index] ?? index
        index += 1
        scan(to: close)
        index = max(index, close + 1)
    }

    private mutating func call(from start: Int, _ name: Int?, _ isMethod: Bool) {
        let open = index
        let close = tokens[open].kind == .string ? open : partners[open] ?? open
        let arguments = tokens[open].isSign("(") ? split(open + 1..<max(open + 1, close)) : [open..<close + 1]
        calls.append(
            LuaCall(start: start, name: name, isMethod: isMethod, parentheses: open..<close + 1, arguments: arguments))
        if tokens[open].kind == .string { index = open + 1 } else { inside() }
    }

    /// Cuts tokens at their commas; those in brackets and in bodies of functions are not theirs.
    func split(_ range: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        var place = range.lowerBound
        var depth = 0
        while place < range.upperBound {
            depth += LuaOutline.depth(of: tokens[place])
            if depth == 0, tokens[place].isSign(",") || tokens[place].isSign(";") {
                parts.append(start..<place)
                start = place + 1
            }
            place = max(place, partners[place] ?? place) + 1
        }
        if start < range.upperBound { parts.append(start..<range.upperBound) }
        return parts
    }

    /// How a word opens (1) or closes (-1) a block.
    static func depth(of token: LuaToken) -> Int {
        guard token.kind == .keyword else { return 0 }
        switch token.text {
        case "function", "if", "do", "repeat": return 1
        case "end", "until": return -1
        default: return 0
        }
    }
}
