internal import MockModel

/// Finds functions that handlers return where values belong: `return { id = mock.uuid }`.
struct ReturnedFunctions {
    private let check: CodeCheck
    private let objects: [String: KnownNames.Value]
    private let chains: [Int: LuaChain]

    init(_ check: CodeCheck, _ objects: [String: KnownNames.Value]) {
        self.check = check
        self.objects = objects
        chains = Dictionary(check.text.outline.chains.map { ($0.range.lowerBound, $0) }) { first, _ in first }
    }

    private var text: LuaText { check.text }

    /// An error for each.
    var problems: [Problem] {
        guard check.script.kind.hasHandlers else { return [] }
        let returns = HandlerHeads(text).functions.sorted().flatMap { LuaReturns(text).of(functionAt: $0) }
        return returns.flatMap(problems)
    }

    private func problems(_ statement: Range<Int>) -> [Problem] {
        var found: [Problem] = []
        var place = statement.lowerBound + 1
        while place < statement.upperBound {
            let token = text.tokens[place]
            if token.isKeyword("function") {
                place = LuaReturns(text).end(ofFunctionAt: place) + 1
            } else if text.isSign("(", at: place) {
                place = (text.outline.partners[place] ?? place) + 1
            } else if let chain = chains[place] {
                if let problem = problem(chain) { found.append(problem) }
                place = max(place + 1, chain.range.upperBound)
            } else {
                place += 1
            }
        }
        return found
    }

    private func problem(_ chain: LuaChain) -> Problem? {
        guard let first = chain.path.first, let last = chain.path.last, last + 1 == chain.range.upperBound,
            !isTested(chain.range), var value = objects[text.tokens[first].text]
        else { return nil }
        for place in chain.path.dropFirst() {
            guard case .members(let members) = value, let member = members[text.tokens[place].text] else { return nil }
            value = member
        }
        let path = text.source(of: chain.range)
        guard path != "req", path != "res", let found = FunctionValue(path: path, value) else { return nil }
        return check.error("function-value", found.message, chain.range, hint: "write: \(found.example)")
    }

    /// Whether a chain is a key, or only looked at: `mock.x and …`.
    private func isTested(_ range: Range<Int>) -> Bool {
        guard text.tokens.indices.contains(range.upperBound) else { return false }
        let next = text.tokens[range.upperBound]
        return next.isSign("=") || next.isSign("==") || next.isSign("~=") || next.isKeyword("and")
            || range.lowerBound > 0 && text.tokens[range.lowerBound - 1].isKeyword("not")
    }
}
