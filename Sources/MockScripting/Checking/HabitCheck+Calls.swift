internal import MockModel

/// Calls with a dot where a colon belongs, `res.cookie("a", "b")`, `s.len()`, and the other way round, `mock:uuid()`.
extension HabitCheck {
    /// One habit for each dot or colon.
    var marks: [Habit] {
        let locals = text.singleLocals
        let texts = TextLocals(text)
        return text.outline.calls.compactMap { call in
            guard let name = call.name, tokens[name].kind == .name, name > call.start else { return nil }
            return call.isMethod ? dotted(call, name) : coloned(call, name, locals, texts)
        }
    }

    // MARK: - A colon for a dot

    /// Functions of texts, by which a text is asked with a colon.
    private static let texts: Set<String> = [
        "len", "upper", "lower", "sub", "find", "match", "gmatch", "gsub", "format", "rep", "reverse", "byte",
    ]
    private static let rows: Set<String> = [
        "insert", "get", "need", "update", "replace", "delete", "all", "find", "count", "list", "clear",
    ]

    private func coloned(_ call: LuaCall, _ name: Int, _ locals: [String: Int?], _ texts: TextLocals) -> Habit? {
        guard text.isSign(".", at: name - 1) else { return nil }
        let word = tokens[name].text
        let owner = call.start..<name - 1
        let isMethod =
            hasRequests && owner.count == 1 && isMethod(word, of: tokens[call.start].text)
            || HabitCheck.rows.contains(word) && isCollection(owner, locals)
            || HabitCheck.texts.contains(word) && isText(owner, locals, texts) && isForeign(word, ownerAt: call.start)
        guard isMethod else { return nil }
        return habit(
            name - 1..<name, ":", "a method is called with a colon: \(text.source(of: owner)):\(word)(…)", isSure: true)
    }

    private func isMethod(_ word: String, of owner: String) -> Bool {
        let value = owner == "res" ? known.response : owner == "req" ? known.request : .open
        guard case .members(let members) = value, case .function? = members[word] else { return false }
        return true
    }

    /// `mock.collection("carts")`, or a local that holds one.
    private func isCollection(_ owner: Range<Int>, _ locals: [String: Int?]) -> Bool {
        if owner.count == 1, let value = locals[tokens[owner.lowerBound].text] ?? nil {
            return text.source(of: value..<min(value + 3, tokens.count)) == "mock.collection"
        }
        return owner.count > 3 && text.source(of: owner.lowerBound..<owner.lowerBound + 3) == "mock.collection"
    }

    /// A field of the request, or a local that holds a text.
    private func isText(_ owner: Range<Int>, _ locals: [String: Int?], _ texts: TextLocals) -> Bool {
        let start = owner.lowerBound
        if texts.operand(from: start).map({ $0.lowerBound == start && $0.upperBound >= owner.upperBound })
            ?? false
        {
            return true
        }
        if owner.count == 3 || owner.count == 5, tokens[start].text == "req",
            ["body", "path", "method", "query", "params", "headers"].contains(tokens[start + 2].text)
        {
            return known.request.members?[tokens[owner.upperBound - 1].text] == nil || owner.count == 3
        }
        guard owner.count == 1, let value = locals[tokens[start].text] ?? nil else { return false }
        return tokens[value].kind == .string
    }

    // MARK: - A dot for a colon

    /// `mock:uuid()`, `mock.state:get("a")`.
    private func dotted(_ call: LuaCall, _ name: Int) -> Habit? {
        guard tokens[call.start].text == "mock", !text.outline.locals.contains("mock"), name - call.start < 5,
            !(call.start + 1..<name - 1).contains(where: { tokens[$0].isSign("(") || tokens[$0].isSign("[") }),
            var members = known.globals["mock"]?.members
        else { return nil }
        for place in stride(from: call.start + 2, to: name, by: 2) {
            guard let inner = members[tokens[place].text]?.members else { return nil }
            members = inner
        }
        guard case .function? = members[tokens[name].text] else { return nil }
        return habit(name - 1..<name, ".", "functions of mock are called with a dot", isSure: true)
    }

    // MARK: - Methods with a colon

    /// Methods of other languages that nothing here has.
    private static let strange: Set<String> = [
        "push", "pop", "shift", "unshift", "split", "trim", "strip", "startswith", "startsWith", "endsWith", "endswith",
        "includes", "indexOf", "toUpperCase", "toLowerCase", "toString", "padStart", "padEnd", "substring", "substr",
        "slice", "join", "charAt", "toFixed", "hasOwnProperty",
    ]

    /// Whether a call with a colon is of a method that only other languages have; files with modules or metatables may have any.
    func isStrange(_ call: LuaCall, _ word: String) -> Bool {
        call.isMethod && HabitCheck.strange.contains(word) && check.script.kind.hasHandlers
            && !tokens.contains { $0.kind == .name && ["require", "setmetatable"].contains($0.text) }
    }
}

extension KnownNames.Value {
    /// The members, when they are known.
    var members: [String: KnownNames.Value]? {
        if case .members(let members) = self { members } else { nil }
    }
}
