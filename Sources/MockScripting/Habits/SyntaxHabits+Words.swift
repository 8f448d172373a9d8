extension SyntaxHabits {
    mutating func name(_ place: Int) {
        if isCovered(place) { return }
        let next = place + 1
        guard tokens.indices.contains(next) else { return }
        switch tokens[place].text {
        case "let", "const", "var": declaration(place)
        case "async" where tokens[next].isKeyword("function") || tokens[next].kind == .name || tokens[next].isSign("("):
            add(
                tokens[place].range.lowerBound..<tokens[next].range.lowerBound, "", "calls wait by themselves",
                isSure: true)
        case "await" where tokens[next].kind == .name:
            add(
                tokens[place].range.lowerBound..<tokens[next].range.lowerBound, "",
                "calls wait by themselves: leave await out", isSure: true)
        case "typeof" where tokens[next].kind == .name: typeOf(place)
        case "new" where tokens[next].kind == .name: new(place)
        case "throw", "raise": throwing(place)
        case "is" where identity(place): break
        case "lambda" where lambda(place): break
        case let word where RouteKey.methods.contains(word) && bareMethod(place): break
        case "delete" where tokens[next].kind == .name: delete(place)
        case "instanceof": instance(place)
        case "elif", "elsif": add(tokens[place].range, "elseif", "a further branch begins with elseif", isSure: true)
        case "import": importing(place)
        case "export": exporting(place)
        case "try", "switch", "class", "func", "def", "fn": statement(place)
        case "continue": continuing(place)
        case "res" where response(place): break
        default: plainName(place)
        }
    }

    /// Rewritten with the line alone: Lua takes it, and names that do not exist are found when it compiles.
    private mutating func plainName(_ place: Int) {
        let isMethod = text.isSign(":", at: place - 1) && !isCovered(place - 1)
        guard !text.isSign(".", at: place - 1), !isMethod else { return }
        let isPath = text.isSign(".", at: place + 1) && place + 2 < tokens.count
        let path = isPath ? written(place..<place + 3) : ""
        if let lua = ForeignNames.plain[path] { return add(bytes(place..<place + 3), lua, "", isFollowUp: true) }
        guard let lua = ForeignNames.plain[tokens[place].text] else { return }
        add(
            tokens[place].range, lua == "nil" && isMember(place) ? "mock.null" : lua, "", isFollowUp: true,
            isSure: !SyntaxHabits.loose.contains(tokens[place].text))
    }

    /// Names whose counterpart in Lua gives something else for some values.
    private static let loose: Set<String> = ["parseInt", "parseFloat", "Number", "String", "typeof"]

    /// Whether a token is the value of a member of a table, where nil would leave the member out.
    private func isMember(_ place: Int) -> Bool {
        guard tokens[place].text != "undefined", let bracket = open.last, !tokens[bracket].isSign("(") else {
            return false
        }
        // A brace around a block is rewritten itself.
        guard tokens[bracket].isSign("[") || !isCovered(bracket) else { return false }
        if text.isSign("=", at: place - 1) || text.isSign(":", at: place - 1) {
            return text.isSign("{", at: place - 3) || text.isSign(",", at: place - 3) || text.isSign("]", at: place - 2)
        }
        return [",", "[", "{"].contains { text.isSign($0, at: place - 1) }
    }

    // MARK: - Declarations

    private mutating func declaration(_ place: Int) {
        let next = place + 1
        if tokens[next].isSign("{") || tokens[next].isSign("["), let close = text.outline.partners[next] {
            return destructuring(place, next, close)
        }
        guard tokens[next].kind == .name, isSameLine(place, next) else { return }
        if let several = several(next) {
            return add(
                bytes(place..<several.end + 1), several.lua, "several variables are set by one =: local x, y = 1, 2",
                isSure: false)
        }
        add(
            tokens[place].range, "local", "a variable is declared with local",
            isSure: beginsStatement(place) && !text.isSign(")", at: place - 1))
    }

    /// `x = 1, y = 2` behind `let`.
    private func several(_ first: Int) -> (lua: String, end: Int)? {
        var names: [String] = []
        var values: [String] = []
        var place = first
        var end = first
        while tokens.indices.contains(place), tokens[place].kind == .name, text.isSign("=", at: place + 1),
            place + 2 < tokens.count
        {
            end = expressionEnd(from: place + 2)
            names.append(tokens[place].text)
            values.append(converted(place + 2..<end + 1))
            guard text.isSign(",", at: end + 1) else { break }
            place = end + 2
        }
        guard names.count > 1 else { return nil }
        return ("local \(names.joined(separator: ", ")) = \(values.joined(separator: ", "))", end)
    }

    /// `local { a } = req.json`.
    mutating func localTable(_ place: Int) {
        let next = place + 1
        guard text.isSign("{", at: next) || text.isSign("[", at: next), let close = text.outline.partners[next] else {
            return
        }
        destructuring(place, next, close)
    }

    /// `const { a, b: c, d = 1 } = req.json`.
    private mutating func destructuring(_ place: Int, _ open: Int, _ close: Int) {
        guard text.isSign("=", at: close + 1), close + 2 < tokens.count else { return }
        let chain = chain(from: close + 2)
        let parts = text.outline.split(open + 1..<close)
        // A call is made once.
        let isCalled = !isPlain(chain) && parts.count > 1
        let owner = isCalled ? "result" : converted(chain)
        let isList = tokens[open].isSign("[")
        let members = parts.enumerated().compactMap { index, member in
            variable(member, isList ? "\(owner)[\(index + 1)]" : nil, owner)
        }
        guard !members.isEmpty else { return }
        let names = members.map(\.name).joined(separator: ", ")
        let values = members.map(\.value).joined(separator: ", ")
        add(
            bytes(place..<chain.upperBound),
            (isCalled ? "local result = \(converted(chain)); " : "") + "local \(names) = \(values)",
            "each variable is set from its own member",
            isSure: members.count == parts.count && isPlain(chain) && !values.contains(" or ")
                && isEnd(chain.upperBound) && beginsStatement(place))
    }

    /// One variable, with the member that it is set from; `nil` for what is no name.
    private func variable(_ member: Range<Int>, _ element: String?, _ owner: String) -> (name: String, value: String)? {
        guard let first = tokens[member].first, first.kind == .name else { return nil }
        let isRenamed = member.count > 2 && tokens[member.lowerBound + 1].isSign(":")
        let name = isRenamed ? tokens[member.lowerBound + 2] : first
        guard name.kind == .name else { return nil }
        let value = element ?? "\(owner).\(first.text)"
        guard let equals = member.first(where: { tokens[$0].isSign("=") }), equals + 1 < member.upperBound else {
            return (name.text, value)
        }
        return (name.text, "\(value) or \(converted(equals + 1..<member.upperBound))")
    }

    // MARK: - Expressions

    private mutating func typeOf(_ place: Int) {
        let chain = chain(from: place + 1)
        add(
            bytes(place..<chain.upperBound), "type(\(converted(chain)))", "the type of a value is type(value)",
            isSure: false)
        let literal = (chain.upperBound..<min(chain.upperBound + 3, tokens.count)).first { tokens[$0].kind == .string }
        guard let literal, let name = ["undefined": "nil", "object": "table"][tokens[literal].text] else { return }
        add(tokens[literal].range, "\"\(name)\"", "", isFollowUp: true)
    }

    private static let classes = [
        "Array": "table", "Object": "table", "Map": "table", "Set": "table", "String": "string", "Number": "number",
        "Function": "function", "Boolean": "boolean",
    ]

    /// `a instanceof Array`.
    private mutating func instance(_ place: Int) {
        let words = "Lua has no classes; compare type(value) with \"table\", \"string\" …"
        guard let chain = chain(endingAt: place), place + 1 < tokens.count,
            let type = SyntaxHabits.classes[tokens[place + 1].text]
        else { return refuse(tokens[place].range, words) }
        add(bytes(chain.lowerBound..<place + 2), "type(\(converted(chain))) == \"\(type)\"", words, isSure: false)
    }

    private mutating func delete(_ place: Int) {
        let chain = chain(from: place + 1)
        add(bytes(place..<chain.upperBound), "\(written(chain)) = nil", "a member is removed by setting it to nil")
    }

    private static let dateParts = [
        "getFullYear": "tonumber(mock.date(\"%Y\"))", "getMonth": "tonumber(mock.date(\"%m\")) - 1",
        "getDate": "tonumber(mock.date(\"%d\"))", "getHours": "tonumber(mock.date(\"%H\"))",
        "getMinutes": "tonumber(mock.date(\"%M\"))", "getSeconds": "tonumber(mock.date(\"%S\"))",
        "getDay": "tonumber(mock.date(\"%w\"))",
    ]

    /// `new Date()`, `new Error("x")`.
    private mutating func new(_ place: Int) {
        let chain = chain(from: place + 1)
        switch tokens[place + 1].text {
        case "Date":
            let isText = chain.contains { isName("toISOString", at: $0) }
            let isPart = chain.contains { isName("getTime", at: $0) }
            let field = chain.compactMap { SyntaxHabits.dateParts[tokens[$0].text] }.first
            let lua = field ?? (isText ? "mock.iso()" : isPart ? "mock.now_ms()" : "mock.now()")
            add(
                bytes(place..<chain.upperBound), lua, "the session's time is mock.now(), mock.now_ms() or mock.iso()",
                isSure: isText || isPart)
        case "Map", "Set": add(bytes(place..<chain.upperBound), "{}", "a table is a map and a list", isSure: false)
        default:
            add(
                tokens[place].range.lowerBound..<tokens[place + 1].range.lowerBound, "",
                "Lua has no new: a function makes the value", isSure: false)
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
                bytes(place..<close + 1), "error(\(open + 1 < close ? converted(open + 1..<close) : ""))",
                "an error is raised by error(message)")
        }
        let value = tokens[next].kind == .string ? next..<next + 1 : chain(from: next)
        let isMade = tokens[next].text.hasSuffix("Error") || tokens[next].text.hasSuffix("Exception")
        if isMade, text.isSign("(", at: next + 1), text.outline.partners[next + 1] == value.upperBound - 1 {
            let message = value.count > 3 ? converted(next + 2..<value.upperBound - 1) : ""
            return add(bytes(place..<value.upperBound), "error(\(message))", "an error is raised by error(message)")
        }
        add(bytes(place..<value.upperBound), "error(\(converted(value)))", "an error is raised by error(message)")
    }

    // MARK: - Statements

    /// `import x from "./y"`.
    private mutating func importing(_ place: Int) {
        let end = lineEnd(of: place)
        guard let from = (place...end).first(where: { isName("from", at: $0) }), from < end,
            tokens[from + 1].kind == .string, tokens[place + 1].kind == .name || tokens[place + 1].isSign("{")
        else { return }
        let names = tokens[place + 1..<from].filter { $0.kind == .name }.map(\.text)
        let isNamed = tokens[place + 1].isSign("{")
        let module = tokens[from + 1].text.split(separator: "/").last.map(String.init) ?? "name"
        add(
            bytes(place..<from + 2), "local \(isNamed ? module : names.first ?? module) = require \"\(module)\"",
            "a file of lib/ is read by require", isSure: !isNamed)
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
        switch tokens[place].text {
        case "try" where next.isSign("{"): attempt(place)
        case "switch" where next.isSign("("): cases(of: place)
        case "class" where next.kind == .name: classTable(place)
        case "func", "fn", "def":
            guard next.kind == .name, isSameLine(place, place + 1) else { return }
            add(tokens[place].range, "local function", "a function is declared with local function")
        default: break
        }
    }

    /// `class Cart { … }`.
    private mutating func classTable(_ place: Int) {
        let brace = text.isSign("{", at: place + 2) ? place + 2 : place + 1
        add(
            bytes(place..<brace + 1), "local \(tokens[place + 1].text) = {}",
            "Lua has no classes; a table holds functions", isSure: false)
        if brace > place + 1, let close = text.outline.partners[brace] { closes(close, with: "") }
    }
}
