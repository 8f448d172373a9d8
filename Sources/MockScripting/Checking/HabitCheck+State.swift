internal import MockModel

/// `mock.state.count = 1`, `mock.state.user`: values of the session are set and read by functions.
extension HabitCheck {
    /// The habits, each with those of its statement as one group.
    var stateFields: [Habit] {
        guard !text.outline.locals.contains("mock"), case .members(let functions)? = known.mock["state"] else {
            return []
        }
        return text.outline.chains.flatMap { chain -> [Habit] in
            guard let field = StateField(text, chain), field.name.map({ functions[$0] == nil }) ?? true else {
                return []
            }
            // A name that is nearly that of a function is misspelt, unless something is put there.
            let near = field.name.flatMap { Suggestion.closest(to: $0, among: functions.keys.sorted()) }
            guard field.isAssigned || near == nil else { return [] }
            return habits(of: field)
        }
    }

    private static let advice = "values of mock.state are set by mock.state.set and read by mock.state.get"

    private func habits(of field: StateField) -> [Habit] {
        let start = field.range.lowerBound
        func piece(_ range: Range<Int>, _ lua: String) -> [Habit] {
            [habit(range, lua, HabitCheck.advice)]
        }
        guard field.isAssigned else { return piece(field.range, "mock.state.get(\(field.key))") }
        let end = text.expressionEnd(from: field.end + 1)
        guard end > field.end + 1, text.isOnOneLine(start..<end) else {
            return piece(field.range, "mock.state.get(\(field.key))")
        }
        let close = tokens[end - 1].range.upperBound
        let isWhole = field.end == field.range.upperBound
        let name = field.name ?? "value"
        let head =
            isWhole
            ? "mock.state.set(\(field.key),"
            : "mock.state.update(\(field.key), function(\(name)) \(name) = \(name) or {} \(name)"
        let tail = isWhole ? ")" : " return \(name) end)"
        return piece(start..<(isWhole ? field.end + 1 : field.range.upperBound), head)
            + [Habit(range: close..<close, advice: "", lua: tail, isFollowUp: true, group: start)]
    }
}

/// A value of the session that is written as a member of `mock.state`.
private struct StateField {
    /// From `mock` to the name.
    let range: Range<Int>
    /// The token behind the whole chain.
    let end: Int
    /// The name; `nil` for a computed one.
    let name: String?
    /// The name as an argument.
    let key: String
    /// Whether the chain is assigned to.
    let isAssigned: Bool

    init?(_ text: LuaText, _ chain: LuaChain) {
        let start = chain.range.lowerBound
        guard chain.path.count > 1, text.tokens[start].text == "mock", text.tokens[chain.path[1]].text == "state",
            !text.isSign(".", at: start - 1)
        else { return nil }
        let field = chain.path[1] + 2
        if text.isSign("[", at: field - 1), let close = text.outline.partners[field - 1] {
            range = start..<close + 1
            key = text.source(of: field..<close)
            name = nil
        } else {
            guard text.isSign(".", at: field - 1), text.tokens.indices.contains(field) else { return nil }
            range = start..<field + 1
            key = "\"\(text.tokens[field].text)\""
            name = text.tokens[field].text
        }
        end = chain.range.upperBound
        let behind = range.upperBound
        let isCalled = text.isSign("(", at: behind) || text.isSign("{", at: behind)
        guard behind <= end, !isCalled else { return nil }
        isAssigned = text.isSign("=", at: end) && text.beginsStatement(start)
    }
}
