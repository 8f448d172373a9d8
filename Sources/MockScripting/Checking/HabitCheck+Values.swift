internal import MockModel

/// Values that are of another kind here than in other frameworks: texts of a request, fields of a response, parameters of a handler.
extension HabitCheck {
    /// The habits, in no order.
    var values: [Habit] {
        let requests = hasRequests ? fields + headerCalls + comparisons + arithmetic : []
        return requests + negations + iterations + statusTexts + parameters + headerTexts + lists + indexes
    }

    // MARK: - Fields of a response

    /// `res.status = "404"`, `res.body = {}`, `res.statusCode = 404`.
    private var fields: [Habit] {
        tokens.indices.compactMap { place in
            guard place + 4 < tokens.count, tokens[place].kind == .name, tokens[place].text == "res",
                text.isSign(".", at: place + 1), text.isSign("=", at: place + 3), !text.isSign(".", at: place - 1)
            else { return nil }
            let value = tokens[place + 4]
            switch tokens[place + 2].text {
            case "status" where value.kind == .string:
                let status = isStatus(value.text) ? value.text : "404"
                return habit(place + 4..<place + 5, status, "a status is a whole number", isSure: isStatus(value.text))
            case "body" where value.isSign("{"):
                return habit(
                    place + 2..<place + 3, "json", "res.body is text; a table is sent by res.json", isSure: true)
            case "body" where value.kind == .number:
                return habit(place + 4..<place + 5, "\"\(value.text)\"", "res.body is text", isSure: true)
            case "statusCode", "status_code", "code":
                return habit(place + 2..<place + 3, "status", "the status is res.status", isSure: true)
            default: return nil
            }
        }
    }

    func isStatus(_ text: String) -> Bool {
        text.utf8.count == 3 && Int(text).map { (100...599).contains($0) } ?? false
    }

    // MARK: - Fields of headers

    /// `req.headers.get("x")`, `res.headers.set("a", "b")`, `res.setHeader("a", "b")`.
    private var headerCalls: [Habit] {
        text.outline.calls.compactMap { call in
            guard let name = call.name, !text.isSign(".", at: call.start - 1) else { return nil }
            let owner = tokens[call.start].text
            guard owner == "req" || owner == "res" else { return nil }
            if name == call.start + 4, let table = HabitCheck.tables[tokens[call.start + 2].text],
                tokens[call.start + 2].kind == .name
            {
                return lookup(call, "\(owner).\(table)", tokens[name].text)
            }
            guard name == call.start + 2, let word = HabitCheck.headerMethods[tokens[name].text],
                call.arguments.count < 3
            else { return nil }
            return lookup(call, "\(owner).headers", call.arguments.count == 2 ? "set" : word)
        }
    }

    /// Tables of names, by what they are called elsewhere.
    private static let tables = [
        "headers": "headers", "query": "query", "params": "params", "cookies": "cookies", "form": "form",
        "searchParams": "query",
    ]

    private static let headerMethods = [
        "set": "set", "header": "get", "setHeader": "set", "getHeader": "get", "removeHeader": "delete", "get": "get",
        "headers": "get",
    ]

    private func lookup(_ call: LuaCall, _ table: String, _ method: String) -> Habit? {
        let range = call.start..<call.parentheses.upperBound
        guard let key = call.arguments.first, text.isOnOneLine(range) else { return nil }
        let field = "\(table)[\(text.source(of: key))]"
        let advice = "\(table) is a table: its fields are read and set by their names"
        switch (method, call.arguments.count) {
        case ("get", 1): return habit(range, field, advice, isSure: true)
        case ("has", 1): return habit(range, "(\(field) ~= nil)", advice, isSure: true)
        case ("set", 2), ("append", 2):
            return habit(range, "\(field) = \(text.source(of: call.arguments[1]))", advice, isSure: method == "set")
        case ("delete", 1), ("remove", 1): return habit(range, "\(field) = nil", advice, isSure: true)
        default: return nil
        }
    }

    // MARK: - Comparisons

    /// `req.query.page == 2`, which compares a text with a number.
    private var comparisons: [Habit] {
        let texts = TextLocals(text)
        return tokens.indices.compactMap { place in
            guard place > 0, place + 1 < tokens.count, tokens[place].kind == .sign,
                ["==", "~=", "<", ">", "<=", ">="].contains(tokens[place].text)
            else { return nil }
            if let range = texts.value(endingAt: place), isAlone(tokens[place + 1], at: place + 2) {
                return compared(range, with: place + 1, place)
            }
            guard isAlone(tokens[place - 1], at: place - 2), let range = texts.value(from: place + 1) else {
                return nil
            }
            return compared(range, with: place - 1, place)
        }
    }

    /// Whether a literal is the whole side of a comparison.
    private func isAlone(_ token: LuaToken, at place: Int) -> Bool {
        guard token.kind == .number || token.isKeyword("true") || token.isKeyword("false") else { return false }
        return !["+", "-", "*", "/", "//", "%", "^", ".."].contains { text.isSign($0, at: place) }
    }

    private func compared(_ range: Range<Int>, with literal: Int, _ sign: Int) -> Habit? {
        let source = text.source(of: range)
        if tokens[literal].kind == .number {
            return habit(range, "tonumber(\(source))", "\(source) is a text, which no number is equal to")
        }
        guard ["==", "~="].contains(tokens[sign].text) else { return nil }
        return habit(
            literal..<literal + 1, "\"\(tokens[literal].text)\"",
            "\(source) is a text, which is neither true nor false")
    }

    /// `not a == b`, which compares what was negated.
    private var negations: [Habit] {
        let chains = Dictionary(text.outline.chains.map { ($0.range.lowerBound, $0.range) }) { first, _ in first }
        return tokens.indices.compactMap { place in
            guard tokens[place].isKeyword("not"), let chain = chains[place + 1], chain.upperBound + 1 < tokens.count
            else {
                return nil
            }
            let sign = tokens[chain.upperBound]
            let right = tokens[chain.upperBound + 1]
            guard sign.kind == .sign, let other = HabitCheck.opposites[sign.text],
                !right.isKeyword("true"), !right.isKeyword("false"), !right.isKeyword("not")
            else { return nil }
            return habit(
                place..<chain.upperBound + 1, "\(text.source(of: chain)) \(other)",
                "not binds tighter than \(sign.text): it is \(text.source(of: chain)) that is negated")
        }
    }

    private static let opposites = ["==": "~=", "~=": "==", "<": ">=", ">": "<=", "<=": ">", ">=": "<"]

    // MARK: - Loops

    /// `for x in list do`, where a list is no function that a loop can call.
    private var iterations: [Habit] {
        let tables = TableLocals(text)
        return tokens.indices.compactMap { place in
            guard tokens[place].isKeyword("for"),
                let word = tokens[place...].prefix(8).firstIndex(where: { $0.isKeyword("in") }),
                let list = tables.table(from: word + 1) ?? plainPath(from: word + 1),
                tokens.indices.contains(list.upperBound),
                tokens[list.upperBound].isKeyword("do")
            else { return nil }
            let names = tokens[place + 1..<word].filter { $0.kind == .name }.map(\.text)
            let source = text.source(of: list)
            let head =
                names.count == 1
                ? "for _, \(names[0]) in ipairs(\(source)) do"
                : "for \(names.joined(separator: ", ")) in pairs(\(source)) do"
            return habit(
                place..<list.upperBound + 1, head, "a list is gone through by ipairs, a table by pairs")
        }
    }

    /// A path of names, which is hardly ever a function that a loop calls: `in data.items do`.
    private func plainPath(from place: Int) -> Range<Int>? {
        guard let range = definitions.chains[place],
            range.allSatisfy({ tokens[$0].kind == .name || tokens[$0].isSign(".") })
        else { return nil }
        let name = tokens[range.upperBound - 1].text.lowercased()
        guard
            !["iter", "next", "each", "pairs", "fn", "func", "gen", "generator"].contains(where: { name.contains($0) })
        else {
            return nil
        }
        if range.count > 1 { return range }
        let isParameter = text.outline.parameters.values.contains { $0.contains(tokens[place].text) }
        let isTable = tokens.indices.contains { other in
            tokens[other].text == tokens[place].text && text.isSign("=", at: other + 1)
                && text.isSign("{", at: other + 2)
        }
        return isTable || isParameter && !text.outline.locals.contains(tokens[place].text) ? range : nil
    }

    // MARK: - Handlers

    /// `return "402", { … }`.
    private var statusTexts: [Habit] {
        heads.sorted().flatMap { LuaReturns(text).of(functionAt: $0) }.compactMap { statement in
            let values = text.outline.split(statement.lowerBound + 1..<statement.upperBound)
            guard values.count > 1, values[0].count == 1, case let token = tokens[values[0].lowerBound],
                token.kind == .string, isStatus(token.text), !hasFieldNames(values[1])
            else { return nil }
            return habit(values[0], token.text, "a status is a number, without quotes")
        }
    }

    /// Whether a table has names as those of header fields, so that the text before it is the body.
    private func hasFieldNames(_ range: Range<Int>) -> Bool {
        range.contains { place in
            guard text.isSign("=", at: place + 1) || text.isSign("=", at: place + 2) && text.isSign("]", at: place + 1)
            else { return false }
            let name = tokens[place].text
            return name.contains("-") || ["Location", "Allow", "ETag", "Vary", "Age", "Date", "Link"].contains(name)
        }
    }

    /// `function(req, res, next)`, `function(res, req)`.
    private var parameters: [Habit] {
        guard case .route = check.script.kind else { return [] }
        return heads.sorted().compactMap { place in
            guard text.isSign("=", at: place - 1), let names = text.outline.parameters[place],
                text.isSign("(", at: place + 1),
                let close = text.outline.partners[place + 1]
            else { return nil }
            let own = names.filter { !["next", "err", "error", "done", "callback", "cb"].contains($0) }
            if names.count > 2, own.count < names.count {
                return habit(
                    place..<close + 1, "function(\(own.joined(separator: ", ")))",
                    "a handler is given req and res; what lies around it is middleware.lua", isSure: false)
            }
            guard names.prefix(2) == ["res", "req"] else { return nil }
            return habit(place..<close + 1, "function(req, res)", "a handler is given req, then res")
        }
    }
}

/// Values that are texts for sure: fields of the query, the path, the header, and locals that hold one.
struct TextLocals {
    private let text: LuaText
    private let byStart: [Int: Range<Int>]
    private let byEnd: [Int: Range<Int>]
    private var names: Set<String> = []

    private static let tables: Set<String> = ["query", "params", "headers", "cookies", "form"]

    init(_ text: LuaText) {
        self.text = text
        byStart = Dictionary(text.outline.chains.map { ($0.range.lowerBound, $0.range) }) { first, _ in first }
        byEnd = Dictionary(text.outline.chains.map { ($0.range.upperBound, $0.range) }) { first, _ in first }
        names = Set(text.singleLocals.filter { $0.value.map { byStart[$0].map(isField) ?? false } ?? false }.map(\.key))
    }

    func value(endingAt place: Int) -> Range<Int>? { byEnd[place].flatMap { isText($0) ? $0 : nil } }

    func value(from place: Int) -> Range<Int>? {
        byStart[place].flatMap { range in
            let isPart = ["+", "-", "*", "/", "%", "^", ".."].contains { text.isSign($0, at: range.upperBound) }
            return isText(range) && !isPart ? range : nil
        }
    }

    /// The text in front of an operator, whatever operators stand before it.
    func operand(endingAt place: Int) -> Range<Int>? {
        byEnd[place].flatMap { isNamed($0) && !text.isSign("#", at: $0.lowerBound - 1) ? $0 : nil }
    }

    /// The text behind an operator, whatever operators follow it.
    func operand(from place: Int) -> Range<Int>? { byStart[place].flatMap { isNamed($0) ? $0 : nil } }

    private func isNamed(_ range: Range<Int>) -> Bool {
        isField(range) || range.count == 1 && names.contains(text.tokens[range.lowerBound].text)
    }

    private func isText(_ range: Range<Int>) -> Bool {
        guard !["+", "-", "*", "/", "%", "^", "..", "#"].contains(where: { text.isSign($0, at: range.lowerBound - 1) })
        else {
            return false
        }
        return isNamed(range)
    }

    /// `req.query.page`, `req.headers["x-page"]`.
    private func isField(_ range: Range<Int>) -> Bool {
        let start = range.lowerBound
        guard range.count == 5 || range.count == 6, text.tokens[start].text == "req", text.isSign(".", at: start + 1),
            TextLocals.tables.contains(text.tokens[start + 2].text)
        else { return false }
        return range.count == 5 ? text.isSign(".", at: start + 3) : text.isSign("[", at: start + 3)
    }
}

/// Values that are tables for sure: constructors, lists of a request, and locals that hold one.
private struct TableLocals {
    private let text: LuaText
    private let chains: [Int: LuaChain]
    private var names: Set<String> = []
    /// Locals that hold a collection.
    private var collections: Set<String> = []

    init(_ text: LuaText) {
        self.text = text
        chains = Dictionary(text.outline.chains.map { ($0.range.lowerBound, $0) }) { first, _ in first }
        let locals = text.singleLocals
        collections = Set(locals.filter { $0.value.map(isCollection) ?? false }.map(\.key))
        names = Set(locals.filter { $0.value.map { table(from: $0) != nil } ?? false }.map(\.key))
    }

    /// `mock.collection("carts")`.
    private func isCollection(_ place: Int) -> Bool {
        guard let chain = chains[place], chain.path.count == 2, text.tokens[place].text == "mock",
            text.tokens[chain.path[1]].text == "collection"
        else { return false }
        let open = chain.path[1] + 1
        return chain.range.upperBound == (text.outline.partners[open] ?? open) + 1
    }

    /// The table that begins at a token.
    func table(from place: Int) -> Range<Int>? {
        if text.isSign("{", at: place) { return text.outline.partners[place].map { place..<$0 + 1 } }
        guard let chain = chains[place], let last = chain.path.last else { return nil }
        let first = text.tokens[place].text
        let isField = last + 1 == chain.range.upperBound && chain.path.count > 1
        if chain.range.count == 1, names.contains(first) { return chain.range }
        if first == "req", isField,
            ["json", "query", "headers", "params", "files"].contains(text.tokens[chain.path[1]].text)
        {
            return chain.range
        }
        // `carts:all()`, which gives a list.
        guard chain.path.count == 2, collections.contains(first) else { return nil }
        let isAll = text.tokens[last].text == "all" && text.isSign(":", at: last - 1) && text.isSign("(", at: last + 1)
        return isAll && text.outline.partners[last + 1].map { $0 + 1 } == chain.range.upperBound ? chain.range : nil
    }
}

extension LuaText {
    /// The locals that are declared once, alone, and set nowhere else, with the token at which their value begins.
    var singleLocals: [String: Int?] {
        var found: [String: Int?] = [:]
        var seen: Set<String> = Set(outline.parameters.values.joined())
        for place in tokens.indices where tokens[place].kind == .name {
            let name = tokens[place].text
            let isMember = isSign(".", at: place - 1) || isSign(":", at: place - 1)
            let isKey = isSign("{", at: place - 1) || isSign(",", at: place - 1) && !isDeclaration(place)
            guard !isMember, isSign("=", at: place + 1) || isDeclaration(place) else { continue }
            if isKey, !isDeclaration(place) { continue }
            let isAlone = place > 0 && tokens[place - 1].isKeyword("local") && isSign("=", at: place + 1)
            found[name] = isAlone && seen.insert(name).inserted ? .some(place + 2) : .some(nil)
            seen.insert(name)
        }
        return found
    }

    /// Whether `local` or `for` stands in front of the list of names that a token is in.
    private func isDeclaration(_ place: Int) -> Bool {
        var first = place
        while first > 1, place - first < 64, isSign(",", at: first - 1), tokens[first - 2].kind == .name { first -= 2 }
        return first > 0 && (tokens[first - 1].isKeyword("local") || tokens[first - 1].isKeyword("for"))
    }
}
