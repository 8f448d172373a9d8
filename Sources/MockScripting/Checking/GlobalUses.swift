/// The globals that a file writes, and those that it reads which do not exist.
///
/// Where it is not sure whether a name is local, it takes it for one.
struct GlobalUses {
    /// A name that no local declares.
    struct Use {
        let place: Int
        let isWritten: Bool
        /// Whether it is all that a statement assigns to.
        var isStatement = false
        /// The locals in sight.
        let locals: Set<String>
    }

    /// In the order of the file.
    private(set) var uses: [Use] = []
    /// Where handlers change locals of the file.
    private(set) var fileWrites: [Int] = []
    private let text: LuaText
    private let handlers: Set<Int>
    private let isKnown: (String) -> Bool
    private var scopes: [Scope] = []
    /// The brackets and blocks around a token, innermost last.
    private var nesting: [String] = []
    private var index = 0

    private struct Scope {
        let kind: String
        var isHandler = false
        var names: Set<String> = []
        /// Of a loop: whether its `do` has come.
        var isOpen = false
    }

    /// Looks through a file; `handlers` are the places of functions that answer calls, `isKnown` tells whether a global exists.
    init(_ text: LuaText, handlers: Set<Int> = [], isKnown: @escaping (String) -> Bool) {
        self.text = text
        self.handlers = handlers
        self.isKnown = isKnown
        open("file")
        while index < text.tokens.count { step() }
    }

    private var tokens: [LuaToken] { text.tokens }

    private mutating func step() {
        let token = tokens[index]
        switch token.kind {
        case .keyword: keyword(token.text)
        case .name:
            use()
            index += 1
        case .sign:
            bracket(token.text)
            index += 1
        case .number, .string: index += 1
        }
    }

    private mutating func bracket(_ sign: String) {
        if sign == "{" || sign == "(" || sign == "[" { nesting.append(sign) }
        if sign == "}" || sign == ")" || sign == "]", nesting.last != "block" { _ = nesting.popLast() }
    }

    private mutating func open(_ kind: String) {
        scopes.append(Scope(kind: kind))
        nesting.append("block")
    }

    private mutating func keyword(_ word: String) {
        index += 1
        switch word {
        case "function": function()
        case "local": local()
        case "for": loop()
        case "do":
            if scopes.last?.kind == "for", scopes.last?.isOpen == false {
                scopes[scopes.count - 1].isOpen = true
            } else {
                open("do")
            }
        case "then", "repeat": open(word)
        case "else":
            close()
            open("then")
        case "elseif", "end": close()
        case "until": merge()
        case "goto": index += 1
        default: break
        }
    }

    private mutating func close() {
        guard scopes.count > 1 else { return }
        scopes.removeLast()
        leave()
    }

    private mutating func leave() {
        while let last = nesting.popLast(), last != "block" {}
    }

    /// The condition behind `until` still sees the names of its block.
    private mutating func merge() {
        guard scopes.count > 1, let last = scopes.popLast() else { return }
        scopes[scopes.count - 1].names.formUnion(last.names)
        leave()
    }

    private mutating func declare(_ name: String) {
        scopes[scopes.count - 1].names.insert(name)
    }

    /// `function name.of:it(parameters)`, or without a name.
    private mutating func function() {
        let start = index - 1
        var isMethod = false
        if index < tokens.count, tokens[index].kind == .name { use(isWritten: text.isSign("(", at: index + 1)) }
        while index < tokens.count, !tokens[index].isSign("(") {
            isMethod = isMethod || tokens[index].isSign(":")
            index += 1
        }
        open("function")
        scopes[scopes.count - 1].isHandler = handlers.contains(start)
        if isMethod { declare("self") }
        for name in text.outline.parameters[start] ?? [] { declare(name) }
        index = (text.outline.partners[index] ?? index) + 1
    }

    private mutating func local() {
        if index < tokens.count, tokens[index].isKeyword("function") {
            if index + 1 < tokens.count { declare(tokens[index + 1].text) }
            return
        }
        index = names(from: index)
    }

    private mutating func loop() {
        open("for")
        index = names(from: index)
    }

    /// Declares `a <const>, b`; where it ends.
    private mutating func names(from start: Int) -> Int {
        var place = start
        while place < tokens.count, tokens[place].kind == .name {
            declare(tokens[place].text)
            place += text.isSign("<", at: place + 1) ? 4 : 1
            guard text.isSign(",", at: place) else { break }
            place += 1
        }
        return place
    }

    private mutating func use(isWritten: Bool? = nil) {
        let name = tokens[index].text
        let isMember = text.isSign(".", at: index - 1) || text.isSign(":", at: index - 1)
        guard !isMember, !isKey, !text.isSign("::", at: index - 1) else { return }
        if let owner = scopes.lastIndex(where: { $0.names.contains(name) }) {
            if owner == 0, scopes.contains(where: \.isHandler), isChanged { fileWrites.append(index) }
            return
        }
        let written = isWritten ?? self.isWritten
        guard written || !isKnown(name) else { return }
        let locals = scopes.reduce(into: Set<String>()) { $0.formUnion($1.names) }
        uses.append(
            Use(
                place: index, isWritten: written,
                isStatement: written && isWritten == nil && !text.isSign(",", at: index - 1)
                    && text.isSign("=", at: index + 1), locals: locals))
    }

    /// Whether it stands in a table as `name =`.
    private var isKey: Bool {
        guard text.isSign("=", at: index + 1), index > 0 else { return false }
        return text.isSign("{", at: index - 1)
            || nesting.last == "{" && (text.isSign(",", at: index - 1) || text.isSign(";", at: index - 1))
    }

    /// Whether the name, or a member of what it holds, is assigned to.
    private var isChanged: Bool {
        var place = index + 1
        while place < tokens.count {
            if text.isSign(".", at: place) {
                place += 2
            } else if text.isSign("[", at: place), let end = text.outline.partners[place] {
                place = end + 1
            } else {
                return text.isSign("=", at: place) || isWritten
            }
        }
        return false
    }

    /// Whether `=` follows the list of names that it belongs to; in a table the next name is a key.
    private var isWritten: Bool {
        var place = index + 1
        guard nesting.last != "{" else { return text.isSign("=", at: place) }
        while text.isSign(",", at: place), place + 1 < tokens.count, tokens[place + 1].kind == .name { place += 2 }
        return text.isSign("=", at: place)
    }
}
