internal import MockModel

/// Finds in a file that compiles what other languages write so: `return { … }, 404`, `res.status(404)`, `list[0]`, `"a" + b`.
struct HabitCheck {
    private let check: CodeCheck
    private let known: KnownNames
    private let heads: Set<Int>

    init(_ check: CodeCheck, _ known: KnownNames) {
        self.check = check
        self.known = known
        heads = check.script.kind.hasHandlers ? HandlerHeads(check.text).functions : []
    }

    private var text: LuaText { check.text }
    private var tokens: [LuaToken] { text.tokens }

    /// Warnings named `foreign-code`.
    var problems: [Problem] {
        let found = words + joins + zeros + shapes + loops + headerNames
        let lines = HabitLines(text.bytes, found).problems(.warning, "foreign-code", in: check.script.file)
        return lines + calls + members + templates
    }

    private func habit(_ range: Range<Int>, _ lua: String, _ advice: String, isExact: Bool = false) -> Habit {
        let bytes = tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound
        return Habit(range: bytes, advice: advice, lua: lua, isExact: isExact)
    }

    // MARK: - Words

    /// Words that begin an expression or a statement elsewhere, and that Lua takes for a variable: `x = new Date()`, `try { … }`.
    private static let leading: Set<String> = [
        "new", "await", "async", "try", "typeof", "delete", "throw", "switch", "class", "let", "const", "var", "import",
        "export",
    ]

    private var words: [Habit] {
        let names = text.outline.locals.union(text.outline.parameters.values.joined())
        let starts = tokens.indices.filter { place in
            tokens[place].kind == .name && HabitCheck.leading.contains(tokens[place].text)
                && !names.contains(tokens[place].text) && !text.isSign(".", at: place - 1)
                && !text.isSign(":", at: place - 1) && !text.isSign("=", at: place + 1)
                && !text.isSign("(", at: place + 1)
        }
        guard !starts.isEmpty else { return [] }
        let places = Set(starts.map { tokens[$0].range.lowerBound })
        return SyntaxHabits(text.bytes).habits.filter { places.contains($0.range.lowerBound) }
    }

    // MARK: - Expressions

    /// `"a" + b`.
    private var joins: [Habit] {
        tokens.indices.filter { text.isSign("+", at: $0) && $0 > 0 }.compactMap { place in
            let sides = [place - 1, place + 1].filter { tokens.indices.contains($0) && tokens[$0].kind == .string }
            guard sides.contains(where: { Double(tokens[$0].text.trimmed) == nil }) else { return nil }
            return habit(place..<place + 1, "..", "texts are joined with .., + adds numbers", isExact: true)
        }
    }

    /// `list[0]`, where the file itself puts nothing there.
    private var zeros: [Habit] {
        let places = tokens.indices.filter { place in
            place > 0 && text.isSign("[", at: place) && text.isSign("]", at: place + 2) && tokens[place + 1].text == "0"
                && tokens[place + 1].kind == .number
        }
        guard !places.contains(where: { text.isSign("=", at: $0 + 3) || isConstructor($0) }) else { return [] }
        return places.filter { text.chain(of: $0) != nil }.map {
            habit($0 + 1..<$0 + 2, "1", "the first element of a list is at 1", isExact: true)
        }
    }

    /// `{ [0] = "a" }`.
    private func isConstructor(_ place: Int) -> Bool {
        text.isSign("{", at: place - 1) || text.isSign(",", at: place - 1)
    }

    /// `return { … }, 404`.
    private var shapes: [Habit] {
        let statements = heads.sorted().flatMap { LuaReturns(text).of(functionAt: $0) }
        return statements.compactMap { statement in
            let values = text.outline.split(statement.lowerBound + 1..<statement.upperBound)
            guard values.count == 2, values[1].count == 1, isStatus(values[1].lowerBound), isBody(values[0]) else {
                return nil
            }
            let status = tokens[values[1].lowerBound].text
            return habit(
                statement.lowerBound..<values[1].upperBound, "return \(status), \(text.source(of: values[0]))",
                "the status stands before the body")
        }
    }

    private func isStatus(_ place: Int) -> Bool {
        tokens[place].kind == .number && Int(tokens[place].text).map { (100...599).contains($0) } ?? false
    }

    private func isBody(_ range: Range<Int>) -> Bool {
        guard let first = tokens[range].first else { return false }
        if first.isSign("{") || first.kind == .string { return true }
        return range.count == 1 && first.kind == .name && !first.text.lowercased().contains("status")
            && !first.text.lowercased().contains("code")
    }

    /// `for i = 0, #list - 1 do … list[i] … end`.
    private var loops: [Habit] {
        tokens.indices.filter { tokens[$0].isKeyword("for") }.compactMap { place in
            guard place + 5 < tokens.count, tokens[place + 1].kind == .name, text.isSign("=", at: place + 2),
                tokens[place + 3].text == "0", text.isSign("#", at: place + 5),
                let end = tokens[place...].firstIndex(where: { $0.isKeyword("do") }), end > place + 6
            else { return nil }
            let list = text.outline.chains.first { $0.range.lowerBound == place + 6 }?.range ?? place + 6..<place + 7
            let name = tokens[place + 1].text
            let isIndexed = tokens.indices.contains {
                $0 > end && text.isSign("[", at: $0) && tokens[$0 - 1].text == tokens[list.upperBound - 1].text
                    && text.isSign("]", at: $0 + 2) && tokens[$0 + 1].text == name
            }
            guard isIndexed else { return nil }
            return habit(
                place + 3..<end, "1, #\(text.source(of: list))", "the elements of a list are at 1 up to #list")
        }
    }

    /// `req.headers.content-type`, which subtracts.
    private var headerNames: [Habit] {
        text.outline.chains.compactMap { chain in
            guard chain.path.count == 3, tokens[chain.path[1]].text == "headers",
                ["req", "res"].contains(tokens[chain.path[0]].text)
            else { return nil }
            var end = chain.range.upperBound
            while end + 1 < tokens.count, text.isSign("-", at: end), tokens[end + 1].kind == .name,
                tokens[end].range.lowerBound == tokens[end - 1].range.upperBound,
                tokens[end + 1].range.lowerBound == tokens[end].range.upperBound
            {
                end += 2
            }
            guard end > chain.range.upperBound else { return nil }
            let name = text.source(of: chain.path[2]..<end)
            return habit(
                chain.range.lowerBound..<end, "\(tokens[chain.path[0]].text).headers[\"\(name)\"]",
                "a name with - stands in brackets and quotes")
        }
    }

    // MARK: - Members

    /// `res.status(404)`, `res.json({ … })`, and methods such as `list.push(x)`.
    private var calls: [Problem] {
        text.outline.calls.compactMap { call in
            guard let name = call.name, tokens[name].kind == .name else { return nil }
            return answer(call, name) ?? method(call, name)
        }
    }

    private func answer(_ call: LuaCall, _ name: Int) -> Problem? {
        let word = tokens[name].text
        guard check.script.kind.hasHandlers, tokens[call.start].text == "res", name == call.start + 2,
            ["status", "json", "body", "headers"].contains(word), !text.outline.locals.contains("res")
        else { return nil }
        let values = call.arguments.map { text.source(of: $0) }
        let value = values.first ?? "…"
        let next = text.outline.calls.first { other in
            other.start == call.start && other.parentheses.lowerBound > call.parentheses.lowerBound
                && other.name.map { $0 == call.parentheses.upperBound + 1 } ?? false
        }
        let body = next?.arguments.first.map { ", \(text.source(of: $0))" } ?? ""
        let written =
            switch word {
            case "status": "return \(value)\(body)"
            case "headers": "res.headers[\"X-Name\"] = value"
            default: values.count > 1 ? "return \(values[0]), \(values[1])" : "return \(value)"
            }
        return check.warning(
            "foreign-code", "res.\(word) is a field, and a handler returns its answer", call.start..<name + 1,
            hint: "write: \(written.split(separator: "\n").first.map(String.init) ?? written)")
    }

    private func method(_ call: LuaCall, _ name: Int) -> Problem? {
        let word = tokens[name].text
        guard !call.isMethod, name > call.start, text.isSign(".", at: name - 1), let lua = ForeignNames.methods[word],
            isForeign(word, ownerAt: call.start)
        else { return nil }
        let owner = text.source(of: call.start..<name - 1)
        let written = lua.replacing("LIST", with: owner.contains("\n") ? "list" : owner)
            .replacing("value)", with: (call.arguments.first.map { text.source(of: $0) } ?? "value") + ")")
        return check.warning(
            "foreign-code", "Lua's texts and tables have no method '\(word)'", name..<name + 1,
            hint:
                "write: \(lua.contains("value)") && !written.contains("\n") ? written : lua.replacing("LIST", with: owner))"
        )
    }

    /// Whether nothing in the file gives a value such a member: a module, a library and a table of functions may have it.
    private func isForeign(_ word: String, ownerAt start: Int) -> Bool {
        let owner = tokens[start].text
        if tokens[start].kind == .name, known.globals[owner] != nil { return false }
        if isModule(owner) { return false }
        return !tokens.indices.contains { place in
            tokens[place].isWord && tokens[place].text == word
                && (text.isSign("=", at: place + 1)
                    || text.isSign("]", at: place + 1) && text.isSign("=", at: place + 2)
                    || isDefined(place))
        }
    }

    /// `function queue.push(x)`.
    private func isDefined(_ place: Int) -> Bool {
        var index = place
        while index > 1, text.isSign(".", at: index - 1) || text.isSign(":", at: index - 1) { index -= 2 }
        return index > 0 && tokens[index - 1].isKeyword("function")
    }

    /// `local shop = require "shop"`, `local state = mock.state`, and what is set with a metatable.
    private func isModule(_ name: String) -> Bool {
        tokens.indices.contains { place in
            guard tokens[place].kind == .name, tokens[place].text == name, isDeclared(place) else { return false }
            let line = text.places(onLine: tokens[place].line)
            return line.contains { $0 > place && ["require", "setmetatable", "mock"].contains(tokens[$0].text) }
        }
    }

    /// `local a, b = …`.
    private func isDeclared(_ place: Int) -> Bool {
        var first = place
        while first > 1, text.isSign(",", at: first - 1), tokens[first - 2].kind == .name { first -= 2 }
        return first > 0 && tokens[first - 1].isKeyword("local") || text.isSign("=", at: place + 1)
    }

    /// `req.body.name`, `list.length`.
    private var members: [Problem] {
        text.outline.chains.compactMap { chain in body(chain) ?? length(chain) }
    }

    private func body(_ chain: LuaChain) -> Problem? {
        guard check.script.kind.hasHandlers, chain.path.count > 2, tokens[chain.path[0]].text == "req",
            tokens[chain.path[1]].text == "body", text.isSign(".", at: chain.path[2] - 1),
            !text.outline.locals.contains("req")
        else { return nil }
        let member = tokens[chain.path[2]].text
        if case .members(let strings)? = known.globals["string"], strings[member] != nil { return nil }
        var problem = check.warning(
            "foreign-code", "req.body is the text of the body; its JSON is req.json", chain.path[1]..<chain.path[1] + 1,
            hint: "write: req.json.\(member)", replacement: "json")
        if member == "length" {
            problem.hint = "write: #req.body"
            problem.replacement = nil
        }
        return problem
    }

    private func length(_ chain: LuaChain) -> Problem? {
        guard let last = chain.path.last, chain.path.count > 1, tokens[last].text == "length",
            last + 1 == chain.range.upperBound, text.isSign(".", at: last - 1), !text.isSign("=", at: last + 1),
            !isField(chain), isForeign("length", ownerAt: chain.range.lowerBound)
        else { return nil }
        let owner = text.source(of: chain.range.lowerBound..<last - 1)
        return check.warning(
            "foreign-code", "the length of a list or a text is #", chain.range, hint: "write: #\(owner)",
            replacement: "#\(owner)")
    }

    /// `req.json.length` may be a member that the client sent.
    private func isField(_ chain: LuaChain) -> Bool {
        chain.path.count == 3 && ["req", "res"].contains(tokens[chain.path[0]].text)
            && tokens[chain.path[1]].text != "body"
            || chain.path.count == 3 && tokens[chain.path[1]].text == "json"
    }

    // MARK: - Template strings

    /// `"Hi ${name}"`, where a local or `req` has the name.
    private var templates: [Problem] {
        let names = text.outline.locals.union(text.outline.parameters.values.joined())
        return tokens.indices.compactMap { place in
            guard tokens[place].kind == .string, tokens[place].text.contains("${"),
                TemplateString.names(in: tokens[place].text).contains(where: { names.contains($0) || $0 == "req" })
            else { return nil }
            return check.warning(
                "foreign-code", "a text has no ${ }: it is sent as it is written", place..<place + 1,
                hint: "write: \(TemplateString.lua(tokens[place].text))")
        }
    }
}
