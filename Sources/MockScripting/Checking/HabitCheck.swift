internal import MockModel

/// Finds in a file that compiles what other languages write so: `return { … }, 404`, `res.status(404)`, `list[0]`, `"a" + b`.
struct HabitCheck {
    let check: CodeCheck
    let known: KnownNames
    let heads: Set<Int>
    /// The members and modules that the file itself defines.
    let definitions: DefinedNames

    init(_ check: CodeCheck, _ known: KnownNames) {
        self.check = check
        self.known = known
        heads = check.script.kind.hasHandlers ? HandlerHeads(check.text).functions : []
        definitions = DefinedNames(check.text)
    }

    var text: LuaText { check.text }
    var tokens: [LuaToken] { text.tokens }

    /// Whether functions of the file are given `req` and `res`, and these are no locals.
    var hasRequests: Bool {
        check.script.kind.hasHandlers && !text.outline.locals.contains("req") && !text.outline.locals.contains("res")
    }

    /// Warnings named `foreign-code`.
    var problems: [Problem] {
        let found = [
            words, joins, zeros, shapes, loops, headerNames, answers, values, lengths, stateFields, marks, textHabits,
        ].flatMap(\.self)
        let lines = HabitLines(text.bytes, found).problems(.warning, "foreign-code", in: check.script.file)
        return lines + calls + members + templates
    }

    func habit(_ range: Range<Int>, _ lua: String, _ advice: String, isSure: Bool = false) -> Habit {
        Habit(range: bytes(range), advice: advice, lua: lua, isSure: isSure)
    }

    private func bytes(_ range: Range<Int>) -> Range<Int> {
        tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound
    }

    /// A line in which some tokens are replaced; `nil` when they stand on several.
    func rewrite(_ range: Range<Int>, _ lua: String) -> Problem.Rewrite? {
        guard text.isOnOneLine(range), !lua.utf8.contains(0x0A) else { return nil }
        let line = tokens[range.lowerBound].line
        let bounds = text.bytes(ofLine: line)
        let inner = bytes(range)
        let head = String(decoding: text.bytes[bounds.lowerBound..<inner.lowerBound], as: UTF8.self)
        let tail = String(
            decoding: text.bytes[inner.upperBound..<max(inner.upperBound, bounds.upperBound)], as: UTF8.self)
        return Problem.Rewrite(line: line, text: head + lua + tail)
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
        let habits = SyntaxHabits(text.bytes).habits
        let groups = Set(habits.filter { places.contains($0.range.lowerBound) }.map(\.group))
        return habits.filter { groups.contains($0.group) }
    }

    // MARK: - Expressions

    /// `"a" + b`.
    private var joins: [Habit] {
        let sums = TextJoins(text)
        return sums.places.sorted().map {
            habit(
                $0..<$0 + 1, "..", "texts are joined with .., + adds numbers", isSure: sums.isBetweenLiterals($0))
        }
    }

    /// `list[0]`, where the file itself puts nothing there.
    private var zeros: [Habit] {
        let places = tokens.indices.filter { place in
            place > 0 && text.isSign("[", at: place) && text.isSign("]", at: place + 2) && tokens[place + 1].text == "0"
                && tokens[place + 1].kind == .number
        }
        guard !places.contains(where: { text.isSign("=", at: $0 + 3) || isConstructor($0) }) else { return [] }
        return places.compactMap { place in
            if let owner = named(before: place) { return parameter(owner, place) }
            let isIndex =
                tokens[place - 1].kind == .name || text.isSign(")", at: place - 1) || text.isSign("]", at: place - 1)
            guard isIndex else { return nil }
            return habit(place + 1..<place + 2, "1", "the first element of a list is at 1")
        }
    }

    /// `params` in `req.params[0]`: a table of names.
    private func named(before place: Int) -> String? {
        guard place > 2, tokens[place - 3].text == "req", text.isSign(".", at: place - 2),
            ["params", "query", "headers", "cookies", "form"].contains(tokens[place - 1].text)
        else { return nil }
        return tokens[place - 1].text
    }

    private func parameter(_ owner: String, _ place: Int) -> Habit {
        var name: String?
        if case .route(let pattern, _) = check.script.kind, owner == "params" {
            name = pattern.segments.lazy.compactMap(\.name).first
        }
        return habit(place..<place + 3, ".\(name ?? "id")", "req.\(owner) has names, no numbers")
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
                let end = tokens[place...].prefix(64).firstIndex(where: { $0.isKeyword("do") }), end > place + 6
            else { return nil }
            let list = definitions.chains[place + 6] ?? place + 6..<place + 7
            let index = "\(tokens[list.upperBound - 1].text)[\(tokens[place + 1].text)]"
            guard definitions.indexed.contains(index) else { return nil }
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

    // MARK: - Answers

    /// `res.status(404)`, `res.json({ … })`.
    private var answers: [Habit] {
        guard hasRequests else { return [] }
        return tokens.indices.filter { tokens[$0].kind == .name && tokens[$0].text == "res" }.flatMap {
            place -> [Habit] in
            guard let call = ResponseCall(text, at: place, isLua: true) else { return [] }
            return call.pieces.map {
                Habit(
                    range: $0.bytes, advice: $0.advice, lua: $0.lua, isFollowUp: $0.advice.isEmpty, isSure: call.isSure,
                    group: place)
            }
        }
    }

    /// Whether nothing in the file gives a value such a member: a module, a library and a table of functions may have it.
    func isForeign(_ word: String, ownerAt start: Int) -> Bool {
        let owner = tokens[start].text
        if tokens[start].kind == .name, known.globals[owner] != nil { return false }
        return !definitions.modules.contains(owner) && !definitions.members.contains(word)
    }

    // MARK: - Members

    /// `req.body.name`.
    private var members: [Problem] { text.outline.chains.compactMap(body) }

    private func body(_ chain: LuaChain) -> Problem? {
        guard check.script.kind.hasHandlers, chain.path.count > 2, tokens[chain.path[0]].text == "req",
            tokens[chain.path[1]].text == "body", text.isSign(".", at: chain.path[2] - 1),
            !text.outline.locals.contains("req")
        else { return nil }
        let member = tokens[chain.path[2]].text
        if case .members(let strings)? = known.globals["string"], strings[member] != nil { return nil }
        let isCall = text.isSign("(", at: chain.path[2] + 1) && ForeignNames.methods[member] != nil
        if member == "length" && chain.path.count == 3 || isCall { return nil }
        return check.warning(
            "foreign-code", "req.body is the text of the body; its JSON is req.json", chain.path[1]..<chain.path[1] + 1,
            hint: "write: req.json.\(member)", replacement: "json")
    }

    /// `list.length`; the last element stands at `list.length - 1` elsewhere, and at `#list` here.
    private var lengths: [Habit] {
        text.outline.chains.compactMap { chain in
            guard let last = chain.path.last, chain.path.count > 1, tokens[last].text == "length",
                last + 1 == chain.range.upperBound, text.isSign(".", at: last - 1), !text.isSign("=", at: last + 1),
                !isField(chain), isForeign("length", ownerAt: chain.range.lowerBound)
            else { return nil }
            let owner = text.source(of: chain.range.lowerBound..<last - 1)
            let isElement =
                text.isSign("[", at: chain.range.lowerBound - 1) && text.isSign("-", at: last + 1)
                && text.isSign("]", at: last + 3) && tokens[last + 2].text == "1"
            return habit(
                chain.range.lowerBound..<(isElement ? last + 3 : last + 1), "#\(owner)",
                isElement ? "the last element of a list is at #list" : "the length of a list or a text is #",
                isSure: true)
        }
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
                hint: "write: \(TemplateString.lua(tokens[place].text))",
                replacement: text.bytes[tokens[place].range.lowerBound] == UInt8(ascii: "[")
                    ? nil : TemplateString.lua(tokens[place].text))
        }
    }
}
