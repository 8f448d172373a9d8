internal import MockModel

/// Finds functions where values belong: `return { id = mock.uuid }`, `tostring(mock.uuid)`, `mock.now + 60`.
struct MisplacedFunctions {
    private let check: CodeCheck
    private let objects: [String: KnownNames.Value]
    private let chains: [Int: LuaChain]
    /// Locals that hold a function, with what it is: `local uuid = mock.uuid`, `local function id()`.
    private var locals: [String: KnownNames.Value] = [:]

    init(_ check: CodeCheck, _ objects: [String: KnownNames.Value]) {
        self.check = check
        self.objects = objects
        chains = Dictionary(check.text.outline.chains.map { ($0.range.lowerBound, $0) }) { first, _ in first }
        locals = functionLocals
    }

    private var text: LuaText { check.text }
    private var tokens: [LuaToken] { text.tokens }

    /// An error for each.
    var problems: [Problem] {
        guard check.script.kind.isCode else { return [] }
        var seen: Set<Int> = []
        return (returned + answered + handed + computed).filter { seen.insert($0.place).inserted }.map(\.problem)
    }

    private struct Finding {
        let place: Int
        let problem: Problem
    }

    // MARK: - Where values belong

    /// What handlers return.
    private var returned: [Finding] {
        guard check.script.kind.hasHandlers else { return [] }
        let returns = HandlerHeads(text).functions.sorted().flatMap { LuaReturns(text).of(functionAt: $0) }
        return returns.flatMap { findings(in: $0.lowerBound + 1..<$0.upperBound) }
    }

    /// `res.json = { id = mock.uuid }`, `res.headers["X-Id"] = mock.uuid`.
    private var answered: [Finding] {
        guard objects["res"] != nil else { return [] }
        return text.outline.chains.flatMap { chain -> [Finding] in
            let end = chain.range.upperBound
            guard tokens[chain.range.lowerBound].text == "res", text.isSign("=", at: end) else { return [] }
            return findings(in: end + 1..<statementEnd(from: end + 1))
        }
    }

    /// Functions that take values alone, by their paths.
    private static let takers: Set<String> = [
        "tostring", "tonumber", "mock.state.set", "mock.json.encode", "mock.base64.encode", "mock.hash",
        "mock.url.encode", "mock.publish", "mock.log.info", "mock.log.warn", "mock.log.error", "mock.log.debug",
        "mock.webhook", "mock.array", "mock.form.encode", "table.concat", "math.floor", "string.format",
    ]
    /// Methods of collections and streams that take values alone.
    private static let methods: Set<String> = ["insert", "update", "upsert", "replace", "patch", "send"]

    /// Arguments of functions that take values: `mock.state.set("at", mock.iso)`.
    private var handed: [Finding] {
        text.outline.calls.flatMap { call -> [Finding] in
            guard let name = call.name else { return [] }
            let isTaker =
                call.isMethod
                ? MisplacedFunctions.methods.contains(tokens[name].text)
                : MisplacedFunctions.takers.contains(text.source(of: call.start..<name + 1))
            guard isTaker, call.isMethod || objects["mock"] != nil else { return [] }
            return call.arguments.flatMap { findings(in: $0) }
        }
    }

    private static let operators: Set<String> = ["..", "+", "-", "*", "/", "%", "^", "//", "<", ">", "<=", ">="]

    /// `mock.now + 60`, which fails when it runs.
    private var computed: [Finding] {
        text.outline.chains.compactMap { chain in
            let range = chain.range
            let isOperand = [range.lowerBound - 1, range.upperBound].contains { place in
                tokens.indices.contains(place) && tokens[place].kind == .sign
                    && MisplacedFunctions.operators.contains(tokens[place].text)
            }
            return isOperand ? finding(chain) : nil
        }
    }

    /// Where the value of an assignment ends: at the end of its line, of its brackets, or of its block.
    private func statementEnd(from start: Int) -> Int {
        var place = start
        while place < tokens.count, place == start || tokens[place].line == tokens[place - 1].line {
            if tokens[place].isKeyword("end") || text.isSign(";", at: place) { break }
            let close = tokens[place].isKeyword("function") ? LuaReturns(text).end(ofFunctionAt: place) : nil
            place = max(place, close ?? text.outline.partners[place] ?? place) + 1
        }
        return min(place, tokens.count)
    }

    // MARK: - Chains

    private func findings(in range: Range<Int>) -> [Finding] {
        var found: [Finding] = []
        var place = range.lowerBound
        while place < range.upperBound {
            if tokens[place].isKeyword("function") {
                place = LuaReturns(text).end(ofFunctionAt: place) + 1
            } else if text.isSign("(", at: place) {
                place = (text.outline.partners[place] ?? place) + 1
            } else if let chain = chains[place] {
                if let finding = finding(chain) { found.append(finding) }
                place = max(place + 1, chain.range.upperBound)
            } else {
                place += 1
            }
        }
        return found
    }

    private func finding(_ chain: LuaChain) -> Finding? {
        guard let first = chain.path.first, let value = value(of: chain), !isTested(chain.range) else { return nil }
        let path = text.source(of: chain.range)
        guard path != "req", path != "res", let found = FunctionValue(path: path, value) else { return nil }
        return Finding(
            place: first,
            problem: check.error("function-value", found.message, chain.range, hint: "write: \(found.example)"))
    }

    /// What a chain of names alone leads to; `nil` for what is not known.
    private func value(of chain: LuaChain) -> KnownNames.Value? {
        guard let first = chain.path.first, let last = chain.path.last, last + 1 == chain.range.upperBound else {
            return nil
        }
        let name = tokens[first].text
        if chain.path.count == 1, let local = locals[name] { return local }
        guard var value = objects[name] else { return nil }
        for place in chain.path.dropFirst() {
            guard case .members(let members) = value, let member = members[tokens[place].text] else { return nil }
            value = member
        }
        return value
    }

    /// Whether a chain is a key, or only looked at: `mock.x and …`.
    private func isTested(_ range: Range<Int>) -> Bool {
        if range.lowerBound > 0, tokens[range.lowerBound - 1].isKeyword("not") { return true }
        guard tokens.indices.contains(range.upperBound) else { return false }
        let next = tokens[range.upperBound]
        return next.isSign("=") || next.isSign("==") || next.isSign("~=") || next.isKeyword("and")
    }

    // MARK: - Locals

    /// Locals that surely hold a function wherever they are read: declared once in the file, set nowhere else.
    private var functionLocals: [String: KnownNames.Value] {
        let parameters = Set(text.outline.parameters.values.joined())
        var found: [String: KnownNames.Value] = [:]
        for (name, place) in text.singleLocals where !parameters.contains(name) {
            guard let place, let chain = chains[place], case .function? = value(of: chain) else { continue }
            found[name] = .function
        }
        var counts: [String: Int] = [:]
        var declared: Set<String> = []
        for place in tokens.indices where tokens[place].kind == .name && isSet(place) {
            counts[tokens[place].text, default: 0] += 1
            if isFunction(place) { declared.insert(tokens[place].text) }
        }
        for name in declared where counts[name] == 1 && !parameters.contains(name) { found[name] = .function }
        return found
    }

    /// Whether `local function` stands in front of a token.
    private func isFunction(_ place: Int) -> Bool {
        place > 1 && tokens[place - 1].isKeyword("function") && tokens[place - 2].isKeyword("local")
    }

    /// Whether a name is declared or assigned at a token; a key of a table is another thing.
    private func isSet(_ place: Int) -> Bool {
        guard place > 0 else { return text.isSign("=", at: 1) }
        let before = tokens[place - 1]
        if before.kind == .keyword, ["function", "local", "for"].contains(before.text) { return true }
        let isOther = [".", "{", ","].contains { before.isSign($0) }
        return !isOther && text.isSign("=", at: place + 1)
    }
}
