internal import MockModel

/// Finds in a Lua file what is surely not meant, without running it.
struct CodeCheck {
    let script: ScriptFile
    let text: LuaText
    private let known: KnownNames
    private let modules: Set<String>

    /// - Parameter modules: the names that `require` takes.
    init(_ script: ScriptFile, _ known: KnownNames, modules: Set<String> = []) {
        self.modules = modules
        self.script = script
        self.known = known
        text = LuaText(Array(script.text.utf8))
    }

    /// Warnings, in the order of the file.
    var problems: [Problem] {
        let habits = HabitCheck(self, known).problems
        let lines = Dictionary(grouping: habits) { $0.location?.line ?? 0 }
        let names = (members + globals).filter { problem in
            !(lines[problem.location?.line ?? 0] ?? []).contains { $0.location?.covers(problem.location) ?? false }
        }
        let found =
            names + habits + ResponseShape(self).problems + DurationCheck(self).problems
            + MisplacedFunctions(self, objects).problems + unknownModules
        return found.sorted {
            ($0.location?.line ?? 0, $0.location?.column ?? 0) < ($1.location?.line ?? 0, $1.location?.column ?? 0)
        }
    }

    var tokens: [LuaToken] { text.tokens }

    /// A warning about some tokens.
    func warning(
        _ name: String, _ message: String, _ range: Range<Int>, hint: String?, replacement: String? = nil
    ) -> Problem {
        finding(.warning, name, message, range, hint: hint, replacement: replacement)
    }

    /// An error about some tokens.
    func error(_ name: String, _ message: String, _ range: Range<Int>, hint: String?) -> Problem {
        finding(.error, name, message, range, hint: hint)
    }

    private func finding(
        _ severity: Problem.Severity, _ name: String, _ message: String, _ range: Range<Int>, hint: String?,
        replacement: String? = nil
    ) -> Problem {
        var problem = Problem(
            severity, name, message, at: text.location(of: range, in: script.file) ?? SourceLocation(file: script.file),
            hint: hint)
        problem.replacement = text.isOnOneLine(range) ? replacement : nil
        return problem
    }

    // MARK: - Members

    /// Members of `mock`, of Lua's libraries, and of `req` and `res` in handlers, that do not exist.
    private var members: [Problem] {
        let objects = objects
        return text.outline.chains.compactMap { chain in
            guard let first = chain.path.first, let value = objects[tokens[first].text] else { return nil }
            return problem(in: chain.path, value)
        }
    }

    /// What is known of names in this file: nothing of those that it gives a meaning of its own.
    private var objects: [String: KnownNames.Value] {
        var objects: [String: KnownNames.Value] = [:]
        let locals = text.outline.locals
        let lists = text.outline.parameters.values
        for (name, value) in known.globals {
            guard case .members = value, !locals.contains(name), !lists.contains(where: { $0.contains(name) }) else {
                continue
            }
            objects[name] = value
        }
        let heads = HandlerHeads(text).functions
        for (name, place, value) in [("req", 0, known.request), ("res", 1, known.response)] {
            let isShadowed = text.outline.parameters.contains { function, names in
                names.contains(name) && !(heads.contains(function) && names.count > place && names[place] == name)
            }
            if script.kind.hasHandlers, !isShadowed, !locals.contains(name) { objects[name] = value }
        }
        for (name, role) in aliases { objects[name] = role == "req" ? known.request : known.response }
        return objects
    }

    /// Names of parameters in other frameworks, with their places.
    private static let foreignParameters = [
        "ctx": 0, "context": 0, "request": 0, "response": 1, "reply": 1, "resp": 1,
    ]

    /// What other frameworks call the parameters of handlers, where this file does so: `ctx`, `reply`.
    private var aliases: [String: String] {
        guard script.kind.hasHandlers else { return [:] }
        let heads = HandlerHeads(text).functions
        return CodeCheck.foreignParameters.reduce(into: [:]) { found, entry in
            let (name, place) = entry
            let lists = text.outline.parameters.filter { $0.value.contains(name) }
            let isRole = lists.allSatisfy { heads.contains($0.key) && $0.value.firstIndex(of: name) == place }
            if !lists.isEmpty, isRole, !text.outline.locals.contains(name) { found[name] = place == 0 ? "req" : "res" }
        }
    }

    private func problem(in path: [Int], _ value: KnownNames.Value) -> Problem? {
        var value = value
        let first = tokens[path[0]].text
        let root = CodeCheck.foreignParameters[first] == nil ? first : aliases[first] ?? first
        for (index, place) in path.enumerated().dropFirst() {
            guard case .members(let members) = value else { return nil }
            let name = tokens[place].text
            if let member = members[name] {
                value = member
                continue
            }
            let owner = path[..<index].map { tokens[$0].text }.joined(separator: ".")
            let near = Suggestion.closest(to: name, among: members.keys.sorted())
            let isSet = index == path.count - 1 && text.isSign("=", at: place + 1)
            let isDirect = index == 1
            let other = isDirect && root == "req" && isSet ? "hand it on as \(first).ctx.\(name)" : nil
            let table =
                !isDirect ? [:] : root == "res" ? ForeignNames.response : root == "req" ? ForeignNames.request : [:]
            let habit = table[name]
            return warning(
                "unknown-name", "\(owner) has no '\(name)'", place..<place + 1,
                hint: habit ?? near.map { "did you mean '\($0)'?" } ?? other, replacement: habit == nil ? near : nil)
        }
        return nil
    }

    // MARK: - Modules

    /// `require "./data.json"`, where no file of lib/ has the name; what a `pcall` tries is its own affair.
    private var unknownModules: [Problem] {
        guard !text.outline.locals.contains("require") else { return [] }
        return text.outline.calls.compactMap { call in
            guard call.name == call.start, tokens[call.start].text == "require", call.arguments.count == 1,
                call.arguments[0].count == 1, tokens[call.arguments[0].lowerBound].kind == .string
            else { return nil }
            let place = call.arguments[0].lowerBound
            let name = tokens[place].text
            guard !modules.contains(where: { $0.isSame(as: name) }) else { return nil }
            let last =
                name.split(separator: "/").last.map { $0.hasSuffix(".lua") ? String($0.dropLast(4)) : String($0) } ?? ""
            let near = modules.contains(last) ? last : Suggestion.closest(to: name, among: modules.sorted())
            let hint =
                name.hasSuffix(".json")
                ? "write: mock.json.decode(mock.read(\"path/in/the/project.json\"))"
                : near.map { "write: require \"\($0)\"" } ?? ForeignNames.advice[name]
                    ?? "modules are the files of lib/: lib/\(last).lua is require \"\(last)\""
            return warning("unknown-name", "lib/ has no module '\(name)'", place..<place + 1, hint: hint)
        }
    }

    // MARK: - Globals

    private var globals: [Problem] {
        let handlers = script.kind.hasHandlers ? HandlerHeads(text).functions : []
        let isTest = script.kind == .test
        let found = GlobalUses(text, handlers: handlers) { name in
            known.globals[name] != nil || isTest && ForeignNames.advice[name] == nil
        }
        guard !isTest else { return found.uses.filter { !$0.isWritten }.map { problem($0) } }
        return found.uses.map { problem($0) } + found.fileWrites.map { problem(fileWriteAt: $0) }
    }

    private func problem(_ use: GlobalUses.Use) -> Problem {
        let name = tokens[use.place].text
        let range = use.place..<use.place + 1
        if use.isWritten {
            return warning(
                "global-write", "global '\(name)' cannot be written", range,
                hint: RouteKey.methods.contains(name)
                    ? "put it into the table that the file returns: return { \(name) = function(req, res) … end }"
                    : "declare it with local",
                replacement: use.isStatement && !RouteKey.methods.contains(name) ? "local \(name)" : nil)
        }
        return warning(
            "unknown-name", "global '\(name)' does not exist", range, hint: hint(for: name, use),
            replacement: nearest(to: name, use))
    }

    /// A local of the file that a handler changes: it is right within a session, and gone with the next version of the file.
    private func problem(fileWriteAt place: Int) -> Problem {
        finding(
            .note, "file-local",
            "'\(tokens[place].text)' belongs to the file: what a handler puts there is lost when the file is saved",
            place..<place + 1, hint: "keep it with mock.state")
    }

    /// The parameters of the handler around a use, with the one that it forgot: `function(req, res)`.
    private func forgotten(_ name: String, _ place: Int) -> String? {
        guard script.kind.hasHandlers, let wanted = ["req": 1, "res": 2][name] else { return nil }
        let around = HandlerHeads(text).functions.filter {
            $0 < place && place < LuaReturns(text).end(ofFunctionAt: $0)
        }
        guard let head = around.max(), let names = text.outline.parameters[head], names.count < wanted else {
            return nil
        }
        return "function(req\(wanted == 2 ? ", res" : ""))"
    }

    private func nearest(to name: String, _ use: GlobalUses.Use) -> String? {
        guard forgotten(name, use.place) == nil else { return nil }
        if known.mock[name] != nil, name != "null" { return "mock.\(name)" }
        if ForeignNames.advice[name] != nil { return nil }
        let words = use.locals.sorted() + known.globals.keys.sorted()
        return Suggestion.closest(to: name, among: words)
    }

    private func hint(for name: String, _ use: GlobalUses.Use) -> String? {
        if let head = forgotten(name, use.place) { return "name it as a parameter: \(head)" }
        if let advice = ForeignNames.advice[name], known.mock[name] == nil || name == "null" { return advice }
        if text.isSign(":", at: use.place + 1), isMemberOfTable(use.place) { return "write: \(name) = …" }
        return nearest(to: name, use).map { "did you mean '\($0)'?" }
    }
}

extension CodeCheck {
    /// `{ id: tostring(x) }`, which calls a method.
    fileprivate func isMemberOfTable(_ place: Int) -> Bool {
        guard text.isSign("{", at: place - 1) || text.isSign(",", at: place - 1), place + 2 < tokens.count else {
            return false
        }
        return tokens[place + 2].range.lowerBound > tokens[place + 1].range.upperBound
    }
}

extension SourceLocation {
    /// Whether another place begins within it.
    fileprivate func covers(_ other: SourceLocation?) -> Bool {
        guard let other, let column, let start = other.column, line == other.line else { return false }
        return (column..<column + (length ?? 1)).contains(start)
    }
}

extension ScriptFile.Kind {
    /// Whether it is a file of Lua, and no expression of an example.
    var isCode: Bool {
        switch self {
        case .route, .middleware, .module, .scenario, .test: true
        case .template, .condition: false
        }
    }

    /// Whether its functions are given `req` and `res`.
    var hasHandlers: Bool {
        switch self {
        case .route, .middleware: true
        case .module, .scenario, .test, .template, .condition: false
        }
    }
}

/// The functions that are surely handlers: members of a table, or returned at the end of a file.
struct HandlerHeads {
    /// The places of their keywords.
    let functions: Set<Int>

    init(_ text: LuaText) {
        let tokens = text.tokens
        functions = Set(
            text.outline.parameters.keys.filter { place in
                guard place > 0 else { return false }
                if tokens[place - 1].isKeyword("return") { return true }
                guard tokens[place - 1].isSign("="), place > 1 else { return false }
                return tokens[place - 2].isSign("]")
                    || tokens[place - 2].kind == .name && tokens[place - 2].text.allSatisfy(\.isUppercase)
            })
    }
}
