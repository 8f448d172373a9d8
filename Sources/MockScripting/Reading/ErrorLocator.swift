public import MockModel

/// Finds what a failure is about in the line that it names: Lua tells lines alone, what stands in them tells the rest.
///
/// It answers only what it is sure of: where two places could be meant, none is.
public struct ErrorLocator {
    private let text: LuaText

    /// Takes the lines of a file, which is Lua, or text with `{{ expressions }}` and `@when` lines.
    public init(lines: [String], isLua: Bool) {
        let shown = isLua ? lines : ExpressionMask.lines(lines)
        text = LuaText(Array(shown.joined(separator: "\n").utf8))
    }

    /// The exact place of a failure in its file; `nil` when it cannot be told.
    public func place(of failure: ScriptFailure) -> SourceLocation? {
        guard let location = failure.location, let line = location.line else { return nil }
        guard location.column == nil else { return location }
        let message = FaultMessage(failure.message)
        let range =
            call(failure.cause, message, line) ?? textMember(failure, line) ?? member(failure.cause, line) ?? variable(
                message, line)
            ?? comparison(message, line) ?? loop(message, line) ?? result(failure, line)
        return range.flatMap { text.location(of: $0, in: location.file) }
    }

    /// What to say beside the exact place of a failure, when that says more than its message: `is nil, 'id' cannot be read from it`.
    public func remark(on failure: ScriptFailure, at place: SourceLocation) -> String? {
        let message = FaultMessage(failure.message)
        guard let value = message.value, let line = place.line else { return nil }
        guard
            let token = text.places(onLine: line).first(where: {
                text.location(of: $0..<$0 + 1, in: place.file) == place
            })
        else { return nil }
        if message.attempt == "call" { return "is \(value), it cannot be called" }
        let next = text.isSign("]", at: token + 1) ? token + 2 : token + 1
        guard text.isSign(".", at: next) || text.isSign(":", at: next), tokens.indices.contains(next + 1) else {
            return nil
        }
        let verb = text.isSign("=", at: next + 2) ? "set in" : "read from"
        return "is \(value), '\(tokens[next + 1].text)' cannot be \(verb) it"
    }

    /// All that stands on a line, where nothing in it can be told apart.
    func statement(at location: SourceLocation) -> SourceLocation {
        let places = text.places(onLine: location.line ?? 0)
        guard let first = places.first, let last = places.last else { return location }
        return text.location(of: first..<last + 1, in: location.file) ?? location
    }

    private var tokens: [LuaToken] { text.tokens }

    // MARK: - Calls

    private func call(_ cause: ScriptFailure.Cause, _ message: FaultMessage, _ line: Int) -> Range<Int>? {
        guard let name = cause.call, let call = call(name, cause, message, line) else { return nil }
        let refused = cause.argument ?? message.badArgument.map { $0 + (call.isMethod ? 1 : 0) }
        if let refused, let range = argument(refused, of: call, cause.field) { return range }
        if let word = word(of: message, in: call.parentheses) ?? unfit(message, call) { return word }
        let whole = call.start..<call.parentheses.upperBound
        return text.isOnOneLine(whole) ? whole : call.start..<(call.name ?? call.start) + 1
    }

    private func call(
        _ name: String, _ cause: ScriptFailure.Cause, _ message: FaultMessage, _ line: Int
    ) -> LuaCall? {
        let named = text.outline.calls.filter { $0.name.map { tokens[$0].text == name } ?? false }
        var found = named.filter { tokens[$0.start].line == line }
        if found.isEmpty { found = named.filter { $0.name.map { tokens[$0].line == line } ?? false } }
        found = narrowed(found) { message.text.contains(path(of: $0)) }
        found = narrowed(found) { fits($0, cause) }
        if let isMethod = message.wantsMethod { found = narrowed(found) { $0.isMethod != isMethod } }
        return found.count == 1 ? found.first : nil
    }

    /// Those for which something holds; all of them when it holds for none.
    private func narrowed<Item>(_ items: [Item], by holds: (Item) -> Bool) -> [Item] {
        guard items.count > 1 else { return items }
        let fitting = items.filter(holds)
        return fitting.isEmpty ? items : fitting
    }

    /// `mock.state.get`.
    private func path(of call: LuaCall) -> String {
        tokens[call.start..<call.parentheses.lowerBound].map(\.text).joined()
    }

    /// Whether the refused argument can be of the type that was refused.
    private func fits(_ call: LuaCall, _ cause: ScriptFailure.Cause) -> Bool {
        guard let number = cause.argument, let given = cause.given else { return true }
        let place = number - (call.isMethod ? 2 : 1)
        guard place >= 0 else { return true }
        guard call.arguments.indices.contains(place) else { return given == "nil" }
        guard let known = type(of: call.arguments[place]) else { return true }
        return known == (cause.field == nil ? given : "table")
    }

    /// The type of a literal.
    private func type(of range: Range<Int>) -> String? {
        guard let first = tokens[range].first else { return nil }
        if first.isSign("{") { return "table" }
        if first.isKeyword("function") { return "function" }
        guard range.count == 1 else { return nil }
        switch first.kind {
        case .string: return "string"
        case .number: return "number"
        case .keyword where first.text == "nil": return "nil"
        case .keyword where first.text == "true" || first.text == "false": return "boolean"
        default: return nil
        }
    }

    /// Argument `number`, from 1, where the object of a method is the first; in it what stands under a key.
    private func argument(_ number: Int, of call: LuaCall, _ field: String?) -> Range<Int>? {
        let place = number - (call.isMethod ? 2 : 1)
        if place < 0 { return call.name.map { call.start..<max(call.start + 1, $0 - 1) } }
        guard call.arguments.indices.contains(place) else { return nil }
        let range = call.arguments[place]
        return field.flatMap { value(under: $0, in: range) } ?? range
    }

    /// `{ ttl = VALUE }`, when the key stands there once.
    private func value(under key: String, in range: Range<Int>) -> Range<Int>? {
        let keys = range.filter { place in
            tokens[place].isWord && tokens[place].text == key
                && (text.isSign("=", at: place + 1)
                    || text.isSign("]", at: place + 1) && text.isSign("=", at: place + 2))
        }
        guard keys.count == 1, let place = keys.first else { return nil }
        let start = place + (text.isSign("=", at: place + 1) ? 2 : 3)
        let open = text.outline.partners.filter { $0.key < place && $0.value > place && $0.key < $0.value }.map(\.key)
            .max()
        let end = open.flatMap { text.outline.partners[$0] } ?? range.upperBound
        return start < end ? text.outline.split(start..<end).first : nil
    }

    /// A word that the message quotes, or that ends as it does, when it stands once in some tokens; of an option its key.
    private func word(of message: FaultMessage, in range: Range<Int>) -> Range<Int>? {
        for word in message.quoted {
            let whole = range.filter { tokens[$0].isWord && tokens[$0].text == word }
            let found = narrowed(whole) { message.text.contains("option '") == text.isSign("=", at: $0 + 1) }
            if found.count == 1, let place = found.first { return place..<place + 1 }
            let ends = range.filter { tokens[$0].isWord && tokens[$0].text.hasSuffix(word) }
            if whole.isEmpty, ends.count == 1, let place = ends.first { return place..<place + 1 }
        }
        return nil
    }

    /// The argument of the type that the message begins with: `function cannot be JSON at value`.
    private func unfit(_ message: FaultMessage, _ call: LuaCall) -> Range<Int>? {
        guard let kind = message.unfit else { return nil }
        if let key = kind.path.last, let value = value(under: key, in: call.parentheses) { return value }
        let found = call.arguments.filter { type(of: $0) == kind.type }
        return found.count == 1 ? found.first : nil
    }

    // MARK: - Names

    /// A member that was read or written through a metamethod; of one that was written its new value, when that was refused.
    private func member(_ cause: ScriptFailure.Cause, _ line: Int) -> Range<Int>? {
        guard let member = cause.member else { return nil }
        let found = text.places(onLine: line).filter { tokens[$0].isWord && tokens[$0].text == member }
        guard found.count == 1, let place = found.first else { return nil }
        let equals = text.isSign("]", at: place + 1) ? place + 2 : place + 1
        guard cause.argument == 3, text.isSign("=", at: equals) else { return place..<place + 1 }
        return expression(from: equals + 1) ?? place..<place + 1
    }

    /// The literal or the chain that begins at a token.
    private func expression(from place: Int) -> Range<Int>? {
        guard tokens.indices.contains(place) else { return nil }
        if let chain = text.outline.chains.first(where: { $0.range.lowerBound == place }) { return chain.range }
        if let close = text.outline.partners[place], close > place { return place..<close + 1 }
        let isNegative = tokens[place].isSign("-") && tokens.indices.contains(place + 1)
        return place..<place + (isNegative ? 2 : 1)
    }

    /// The text that was taken for a table, in front of the member that it does not have.
    private func textMember(_ failure: ScriptFailure, _ line: Int) -> Range<Int>? {
        guard FaultMessage(failure.message).isAboutText, let member = member(failure.cause, line) else { return nil }
        let object = member.lowerBound - 2
        guard text.isSign(".", at: object + 1) || text.isSign(":", at: object + 1), tokens[object].isWord else {
            return nil
        }
        return object..<object + 1
    }

    /// What Lua itself names: `attempt to index a nil value (field 'product')`.
    private func variable(_ message: FaultMessage, _ line: Int) -> Range<Int>? {
        guard let variable = message.variable else { return nil }
        let named = text.places(onLine: line).filter {
            tokens[$0].isWord && tokens[$0].text == variable.name && hasRole(variable.kind, at: $0)
        }
        let found = narrowed(named) { isUsed(message, at: $0) }
        return found.count == 1 ? found.first.map { $0..<$0 + 1 } : nil
    }

    private func hasRole(_ kind: String, at place: Int) -> Bool {
        let isMember = text.isSign(".", at: place - 1) || text.isSign(":", at: place - 1)
        switch kind {
        case "field", "method":
            return isMember || text.isSign("[", at: place - 1) || kind == "field" && text.isSign("=", at: place + 1)
        case "local", "upvalue", "global": return !isMember && tokens[place].kind == .name
        default: return true
        }
    }

    /// Whether what stands around a name is what failed.
    private func isUsed(_ message: FaultMessage, at place: Int) -> Bool {
        var next = place + 1
        if text.isSign("]", at: next) { next += 1 }
        guard tokens.indices.contains(next) else { return false }
        let following = tokens[next]
        switch message.attempt {
        case "index": return [".", "[", ":"].contains(following.text) && following.kind == .sign
        case "call": return following.isSign("(") || following.isSign("{") || following.kind == .string
        case "concatenate": return isBeside([".."], place, next)
        case "perform": return isBeside(["+", "-", "*", "/", "%", "^", "//", "&", "|", "~", "<<", ">>"], place, next)
        default: return true
        }
    }

    private func isBeside(_ signs: Set<String>, _ place: Int, _ next: Int) -> Bool {
        let before = (text.chain(of: place)?.range.lowerBound ?? place) - 1
        return [before, next].contains {
            tokens.indices.contains($0) && tokens[$0].kind == .sign && signs.contains(tokens[$0].text)
        }
    }

    // MARK: - Other expressions

    /// The two sides of the one comparison of the line.
    private func comparison(_ message: FaultMessage, _ line: Int) -> Range<Int>? {
        guard message.attempt == "compare" else { return nil }
        let signs = text.places(onLine: line).filter {
            tokens[$0].kind == .sign && ["<", ">", "<=", ">="].contains(tokens[$0].text)
        }
        guard signs.count == 1, let sign = signs.first, sign > 0, sign + 1 < tokens.count else { return nil }
        let left = text.outline.chains.filter { $0.range.upperBound == sign }.map(\.range.lowerBound).min() ?? sign - 1
        let right = expression(from: sign + 1)?.upperBound ?? sign + 2
        return left..<right
    }

    /// What the one loop of the line goes over, or its bound that is no number.
    private func loop(_ message: FaultMessage, _ line: Int) -> Range<Int>? {
        if let bound = message.badBound { return self.bound(bound, line) }
        guard message.text.contains("(for iterator 'for iterator')") else { return nil }
        let words = text.places(onLine: line).filter { tokens[$0].isKeyword("in") }
        guard words.count == 1, let start = words.first.map({ $0 + 1 }) else { return nil }
        guard let end = tokens[start...].firstIndex(where: { $0.isKeyword("do") }), end > start else { return nil }
        return start..<end
    }

    /// `for i = 1, BOUND do`.
    private func bound(_ number: Int, _ line: Int) -> Range<Int>? {
        let words = text.places(onLine: line).filter { tokens[$0].isKeyword("for") }
        guard words.count == 1, let start = words.first.map({ $0 + 3 }), text.isSign("=", at: start - 1) else {
            return nil
        }
        guard let end = tokens[start...].firstIndex(where: { $0.isKeyword("do") }) else { return nil }
        let bounds = text.outline.split(start..<end)
        return bounds.indices.contains(number) ? bounds[number] : nil
    }

    /// The one `return` of the function that begins on the line, when what it returned cannot be sent.
    private func result(_ failure: ScriptFailure, _ line: Int) -> Range<Int>? {
        guard failure.cause.isResult else { return nil }
        let functions = text.places(onLine: line).filter { tokens[$0].isKeyword("function") }
        guard functions.count == 1, let function = functions.first else { return nil }
        let returns = LuaReturns(text).of(functionAt: function)
        return returns.count == 1 ? returns.first : nil
    }
}

/// What a message tells about its place.
struct FaultMessage {
    let text: String

    init(_ text: String) { self.text = text }

    /// The words in quotes, single ones first.
    var quoted: [String] {
        ["'", "\""].flatMap { quote in
            let parts = text.split(separator: quote, omittingEmptySubsequences: false)
            return parts.indices.filter { $0 % 2 == 1 && $0 + 1 < parts.count }.map { String(parts[$0]) }
        }.filter { !$0.isEmpty }
    }

    /// Whether a member of a text was wanted, and not one that it nearly has.
    var isAboutText: Bool { text.hasPrefix("a string has no '") && !text.contains("; did you mean") }

    /// Whether it says that a call wants a colon, or a dot (false).
    var wantsMethod: Bool? {
        text.hasPrefix("call it with a colon") ? true : text.hasPrefix("call it with a dot") ? false : nil
    }

    /// The first word after `attempt to`.
    var attempt: String? {
        let start = "attempt to "
        guard text.hasPrefix(start) else { return nil }
        return String(text.dropFirst(start.count).prefix { $0 != " " })
    }

    /// What the value is that was read from or called, where a name stands for it.
    var value: String? {
        if isAboutText { return "a string" }
        guard variable != nil, attempt == "index" || attempt == "call" else { return nil }
        let words = text.split(separator: " ")
        guard words.count > 5, words[5] == "value" || words.count > 6 else { return nil }
        return words[4] == "nil" ? "nil" : "a \(words[4])"
    }

    /// The kind and the name in `… (local 'name')`.
    var variable: (kind: String, name: String)? {
        guard text.hasSuffix("')"), let open = text.lastIndex(of: "(") else { return nil }
        let parts = text[text.index(after: open)...].dropLast(2).split(separator: " '", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        return (String(parts[0]), String(parts[1]))
    }

    /// The type and the further keys in `function cannot be data at value.a`.
    var unfit: (type: String, path: [String])? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[1] == "cannot", words[2] == "be", words[4] == "at" else { return nil }
        return (String(words[0]), words[5].split(separator: ".").dropFirst().map(String.init))
    }

    /// Which of its bounds a loop cannot count with: `'for' limit must be a number`, `bad 'for' limit`.
    var badBound: Int? {
        guard text.hasPrefix("bad 'for' ") || text.hasPrefix("'for' ") else { return nil }
        return ["'for' initial", "'for' limit", "'for' step"].firstIndex { text.contains($0) }
    }

    /// The number in `bad argument #1 to 'rep'`.
    var badArgument: Int? {
        let start = "bad argument #"
        guard text.hasPrefix(start) else { return nil }
        return Int(text.dropFirst(start.count).prefix { $0.isNumber })
    }
}
