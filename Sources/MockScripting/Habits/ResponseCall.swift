/// An answer as other frameworks give it, `res.status(404).json({ … })`, and as a handler returns it.
struct ResponseCall {
    /// A piece of the source with the text of Lua in its place; what lies between the pieces stays.
    struct Piece {
        let bytes: Range<Int>
        let lua: String
        var advice = ""
    }

    private struct Step {
        let name: String
        let arguments: [Range<Int>]
        let end: Int
    }

    private(set) var pieces: [Piece] = []
    /// Whether nothing follows in its block, as nothing may follow a `return`.
    let isLast: Bool
    /// Whether the text means the same: a status alone is only set elsewhere.
    let isSure: Bool
    private let text: LuaText
    private let start: Int

    private static let bodies: Set<String> = ["json", "send", "end", "jsonp", "body"]

    /// Looks at the call that begins with the token `res`; `nil` when it is none.
    ///
    /// - Parameter isLua: whether the file compiles, so that a brace begins a table.
    init?(_ text: LuaText, at start: Int, isLua: Bool = false) {
        self.text = text
        self.start = start
        guard ResponseCall.isStatement(text, start, isLua) else { return nil }
        let steps = ResponseCall.steps(text, start)
        guard let last = steps.last else { return nil }
        isLast = ResponseCall.isArrow(text, start) || ResponseCall.isLast(text, last.end)
        isSure = isLast && steps.map(\.name) != ["status"]
        guard let pieces = made(of: steps) else { return nil }
        self.pieces = pieces
    }

    /// Whether the call is a statement, the value of a `return`, or the body of an arrow function.
    private static func isStatement(_ text: LuaText, _ start: Int, _ isLua: Bool) -> Bool {
        guard start > 0 else { return true }
        let before = text.tokens[start - 1]
        switch before.kind {
        case .name, .number, .string: return true
        case .keyword: return !["and", "or", "not", "in", "if", "while", "elseif", "until"].contains(before.text)
        case .sign:
            let ends = isLua ? [";", "}", ")", "]"] : [";", "}", ")", "]", "{"]
            return ends.contains(before.text) || isArrow(text, start)
        }
    }

    private static func isArrow(_ text: LuaText, _ start: Int) -> Bool {
        text.isSign(">", at: start - 1) && text.isSign("=", at: start - 2)
    }

    /// The calls behind `res`.
    private static func steps(_ text: LuaText, _ start: Int) -> [Step] {
        var steps: [Step] = []
        var index = start + 1
        while text.isSign(".", at: index), index + 2 < text.tokens.count, text.isSign("(", at: index + 2),
            let close = text.outline.partners[index + 2]
        {
            let arguments = text.outline.split(index + 3..<close)
            steps.append(Step(name: text.tokens[index + 1].text, arguments: arguments, end: close))
            index = close + 1
        }
        return steps
    }

    private static func isLast(_ text: LuaText, _ end: Int) -> Bool {
        var next = end + 1
        while text.isSign(";", at: next) { next += 1 }
        guard next < text.tokens.count else { return true }
        let token = text.tokens[next]
        return token.isSign("}") || token.kind == .keyword && ["end", "else", "elseif", "until"].contains(token.text)
    }

    /// Whether `return` stands before it; that of an arrow function is written with it.
    private var isReturned: Bool {
        start > 0 && text.tokens[start - 1].isKeyword("return") || ResponseCall.isArrow(text, start)
    }

    private func made(of steps: [Step]) -> [Piece]? {
        let names = steps.map(\.name)
        let word = isReturned ? "" : "return "
        let advice = "res.\(names[0]) is a field, and a handler returns its answer"
        switch (names.count, steps[0].arguments.count) {
        case (1, 1) where names[0] == "status":
            return isLast || isReturned ? whole(steps, word, advice) : [set(steps[0], advice)]
        case (1, 1) where names[0] == "sendStatus" || ResponseCall.bodies.contains(names[0]):
            return whole(steps, word, advice)
        case (1, 0) where ResponseCall.bodies.contains(names[0]):
            return [Piece(bytes: bytes(start, steps[0].end), lua: "\(word)204", advice: advice)]
        case (1, 2) where names[0] == "json" || names[0] == "send": return whole(steps, word, advice)
        case (2, 1)
        where names[0] == "status" && ResponseCall.bodies.contains(names[1]) && steps[1].arguments.count < 2:
            return whole(steps, word, advice)
        default: return joined(steps, word, advice)
        }
    }

    /// Status, body and header of any calls behind each other, on one line.
    private func joined(_ steps: [Step], _ word: String, _ advice: String) -> [Piece]? {
        var status: String?
        var body: String?
        var fields: [String] = []
        for step in steps {
            let arguments = step.arguments.map { text.source(of: $0) }
            switch (step.name, arguments.count) {
            case ("status", 1), ("sendStatus", 1): status = arguments[0]
            case ("set", 2), ("header", 2), ("setHeader", 2), ("append", 2):
                fields.append("[\(arguments[0])] = \(arguments[1])")
            case ("type", 1), ("contentType", 1): fields.append("[\"Content-Type\"] = \(arguments[0])")
            case (_, 0...1) where ResponseCall.bodies.contains(step.name): body = arguments.first ?? body
            default: return nil
            }
        }
        guard let last = steps.last, status != nil || body != nil, text.isOnOneLine(start..<last.end + 1) else {
            return nil
        }
        let header = fields.isEmpty ? nil : "{ \(fields.joined(separator: ", ")) }"
        let values = [status ?? header.map { _ in "200" }, body ?? header.map { _ in "nil" }, header].compactMap(\.self)
        return [Piece(bytes: bytes(start, last.end), lua: word + values.joined(separator: ", "), advice: advice)]
    }

    /// The first argument as the status of the answer to come.
    private func set(_ step: Step, _ advice: String) -> Piece {
        Piece(bytes: bytes(start, step.end), lua: "res.status = \(text.source(of: step.arguments[0]))", advice: advice)
    }

    /// The arguments alone, with commas between them.
    private func whole(_ steps: [Step], _ word: String, _ advice: String) -> [Piece] {
        var pieces: [Piece] = []
        var from = text.tokens[start].range.lowerBound
        for argument in steps.flatMap(\.arguments) {
            let begin = text.tokens[argument.lowerBound].range.lowerBound
            pieces.append(
                Piece(bytes: from..<begin, lua: pieces.isEmpty ? word : ", ", advice: pieces.isEmpty ? advice : ""))
            from = text.tokens[argument.upperBound - 1].range.upperBound
        }
        let end = text.tokens[steps[steps.count - 1].end].range.upperBound
        return pieces + [Piece(bytes: from..<end, lua: "")]
    }

    private func bytes(_ first: Int, _ last: Int) -> Range<Int> {
        text.tokens[first].range.lowerBound..<text.tokens[last].range.upperBound
    }
}
