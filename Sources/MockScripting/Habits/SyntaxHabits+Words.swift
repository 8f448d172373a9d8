extension SyntaxHabits {
    mutating func name(_ place: Int) {
        if isCovered(place) { return }
        let word = tokens[place].text
        let next = place + 1
        guard tokens.indices.contains(next) else { return }
        switch word {
        case "let", "const", "var": declaration(place)
        case "async" where tokens[next].isKeyword("function") || tokens[next].kind == .name || tokens[next].isSign("("):
            add(tokens[place].range.lowerBound..<tokens[next].range.lowerBound, "", "calls wait by themselves")
        case "await" where tokens[next].kind == .name:
            add(
                tokens[place].range.lowerBound..<tokens[next].range.lowerBound, "",
                "calls wait by themselves: leave await out")
        case "typeof" where tokens[next].kind == .name: typeOf(place)
        case "new" where tokens[next].kind == .name: new(place)
        case "throw": throwing(place)
        case "delete" where tokens[next].kind == .name: delete(place)
        case "instanceof":
            add(tokens[place].range, "==", "Lua has no classes; compare type(value) with \"table\", \"string\" …")
        case "elif", "elsif": add(tokens[place].range, "elseif", "a further branch begins with elseif", isExact: true)
        case "import": importing(place)
        case "export": exporting(place)
        case "try", "finally", "catch", "switch", "case", "class", "interface", "func", "def", "fn": statement(place)
        default: plainName(place)
        }
    }

    /// Rewritten with the line alone: Lua takes it, and names that do not exist are found when it compiles.
    private mutating func plainName(_ place: Int) {
        guard !text.isSign(".", at: place - 1), !text.isSign(":", at: place - 1) else { return }
        let isPath = text.isSign(".", at: place + 1) && place + 2 < tokens.count
        let path = isPath ? written(place..<place + 3) : ""
        if let lua = ForeignNames.plain[path] { return add(bytes(place..<place + 3), lua, "", isFollowUp: true) }
        guard let lua = ForeignNames.plain[tokens[place].text] else { return }
        add(tokens[place].range, lua, "", isFollowUp: true)
    }

    // MARK: - Declarations

    private mutating func declaration(_ place: Int) {
        let next = place + 1
        let word = tokens[place].text
        let advice = "a variable is declared with local"
        if tokens[next].isSign("{") || tokens[next].isSign("["), let close = text.outline.partners[next] {
            return destructuring(place, next, close)
        }
        guard tokens[next].kind == .name, isSameLine(place, next), word != "" else { return }
        add(tokens[place].range, "local", advice, isExact: true)
    }

    /// `const { a, b } = req.json`.
    private mutating func destructuring(_ place: Int, _ open: Int, _ close: Int) {
        let names = tokens[open + 1..<close].filter { $0.kind == .name }.map(\.text)
        guard text.isSign("=", at: close + 1), close + 2 < tokens.count, !names.isEmpty else { return }
        let chain = text.outline.chains.first { $0.range.lowerBound == close + 2 }?.range ?? close + 2..<close + 3
        let owner = written(chain)
        let isList = tokens[open].isSign("[")
        let values = names.enumerated().map { isList ? "\(owner)[\($0 + 1)]" : "\(owner).\($1)" }
        add(
            bytes(place..<chain.upperBound),
            "local \(names.joined(separator: ", ")) = \(values.joined(separator: ", "))",
            "each variable is set from its own member")
    }

    // MARK: - Expressions

    /// The chain of names and calls that begins at a token.
    private func chain(from place: Int) -> Range<Int> {
        text.outline.chains.filter { $0.range.lowerBound == place }.map(\.range).max { $0.count < $1.count }
            ?? place..<min(place + 1, tokens.count)
    }

    private mutating func typeOf(_ place: Int) {
        let chain = chain(from: place + 1)
        add(bytes(place..<chain.upperBound), "type(\(written(chain)))", "the type of a value is type(value)")
    }

    private mutating func delete(_ place: Int) {
        let chain = chain(from: place + 1)
        add(bytes(place..<chain.upperBound), "\(written(chain)) = nil", "a member is removed by setting it to nil")
    }

    /// `new Date()`, `new Error("x")`.
    private mutating func new(_ place: Int) {
        let chain = chain(from: place + 1)
        switch tokens[place + 1].text {
        case "Date":
            let isText = chain.contains { isName("toISOString", at: $0) }
            let isPart = chain.contains { isName("getTime", at: $0) }
            let lua = isText ? "mock.iso()" : isPart ? "mock.now_ms()" : "mock.now()"
            add(bytes(place..<chain.upperBound), lua, "the session's time is mock.now(), mock.now_ms() or mock.iso()")
        case "Map", "Set": add(bytes(place..<chain.upperBound), "{}", "a table is a map and a list")
        default:
            add(
                tokens[place].range.lowerBound..<tokens[place + 1].range.lowerBound, "",
                "Lua has no new: a function makes the value")
        }
    }

    /// `throw new Error("x")`.
    private mutating func throwing(_ place: Int) {
        let next = place + 1
        guard tokens[next].kind == .name || tokens[next].kind == .string, isSameLine(place, next) else { return }
        let isNew = isName("new", at: next) && next + 2 < tokens.count && tokens[next + 2].isSign("(")
        let open = next + 2
        if isNew, let close = text.outline.partners[open] {
            return add(
                bytes(place..<close + 1), "error\(written(open..<close + 1))", "an error is raised by error(message)")
        }
        let value = tokens[next].kind == .string ? next..<next + 1 : chain(from: next)
        add(bytes(place..<value.upperBound), "error(\(written(value)))", "an error is raised by error(message)")
    }

    // MARK: - Statements

    /// `import x from "./y"`.
    private mutating func importing(_ place: Int) {
        let end = lineEnd(of: place)
        guard let from = (place...end).first(where: { isName("from", at: $0) }), from < end,
            tokens[from + 1].kind == .string, tokens[place + 1].kind == .name || tokens[place + 1].isSign("{")
        else { return }
        let names = tokens[place + 1..<from].filter { $0.kind == .name }.map(\.text)
        let module = tokens[from + 1].text.split(separator: "/").last.map(String.init) ?? "name"
        add(
            bytes(place..<from + 2), "local \(names.first ?? module) = require \"\(module)\"",
            "a file of lib/ is read by require")
    }

    private mutating func exporting(_ place: Int) {
        let isDefault = isName("default", at: place + 1)
        let end = isDefault ? place + 2 : place + 1
        guard tokens.indices.contains(end), isDefault || tokens[end].kind != .sign else { return }
        add(
            tokens[place].range.lowerBound..<tokens[end].range.lowerBound, isDefault ? "return " : "",
            "a file gives its value by return, as its last line")
    }

    /// Statements without a counterpart of the same shape.
    private mutating func statement(_ place: Int) {
        let next = tokens[place + 1]
        let end = text.outline.partners[place + 1] ?? place
        let isBlock = next.isSign("{") || end > place && text.isSign("{", at: end + 1)
        switch tokens[place].text {
        case "try" where isBlock:
            add(bytes(place..<place + 2), "local ok, err = pcall(function()", "errors are caught by pcall")
            if next.isSign("{"), end > place { closes(end, with: "end)") }
        case "catch" where isBlock:
            let brace = next.isSign("{") ? place + 1 : end + 1
            add(bytes(place..<brace + 1), "end) if not ok then", "errors are caught by pcall")
            if let close = text.outline.partners[brace] { closes(close, with: "end") }
        case "finally" where isBlock: add(bytes(place..<place + 2), "", "what follows pcall(…) runs in every case")
        case "switch" where isBlock && next.isSign("("):
            let value = written(place + 2..<max(place + 3, end))
            add(bytes(place..<end + 2), "if \(value) == … then", "Lua has no switch; write if … elseif … else … end")
        case "case" where next.kind == .string || next.kind == .number:
            add(
                bytes(place..<place + 2), "elseif value == \(written(place + 1..<place + 2)) then",
                "Lua has no switch; write if … elseif … else … end")
        case "class" where next.kind == .name:
            add(bytes(place..<place + 2), "local \(next.text) = {}", "Lua has no classes; a table holds functions")
        case "func", "fn", "def":
            guard next.kind == .name, isSameLine(place, place + 1) else { return }
            add(tokens[place].range, "local function", "a function is declared with local function")
        default: break
        }
    }
}
