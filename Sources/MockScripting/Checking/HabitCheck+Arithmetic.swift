internal import MockModel

/// Arithmetic with texts, `req.query.page + 1`, `"10" * 2`, which fails when it runs.
extension HabitCheck {
    private static let operators: Set<String> = ["+", "-", "*", "/", "//", "%", "^"]

    /// One habit for each operand that is a text.
    var arithmetic: [Habit] {
        let texts = TextLocals(text)
        let joins = TextJoins(text).places
        return tokens.indices.flatMap { place -> [Habit] in
            guard place > 0, place + 1 < tokens.count, tokens[place].kind == .sign,
                HabitCheck.operators.contains(tokens[place].text), !joins.contains(place)
            else { return [] }
            let left = texts.operand(endingAt: place).map(converted)
            let right = texts.operand(from: place + 1).map(converted)
            return [left ?? number(place - 1, besides: place - 2), right ?? number(place + 1, besides: place + 2)]
                .compactMap(\.self)
        }
    }

    private func converted(_ range: Range<Int>) -> Habit {
        let source = text.source(of: range)
        return habit(range, "tonumber(\(source))", "\(source) is a text, with which Lua does not calculate here")
    }

    /// A number in quotes that is an operand alone: no argument, nothing that is counted or looked into.
    private func number(_ place: Int, besides other: Int) -> Habit? {
        guard tokens[place].kind == .string, Double(tokens[place].text.trimmed) != nil else { return nil }
        let isPart = other > place ? isOwner(other) : isArgument(other)
        guard !isPart else { return nil }
        return habit(
            place..<place + 1, String(tokens[place].text.trimmed),
            "a number in quotes is a text, with which Lua does not calculate here")
    }

    /// Whether a sign reads from the value in front of it, or joins it to a text.
    private func isOwner(_ place: Int) -> Bool {
        ["..", "[", ":", "."].contains { text.isSign($0, at: place) }
    }

    /// Whether the value behind a token is handed to it.
    private func isArgument(_ place: Int) -> Bool {
        guard tokens.indices.contains(place) else { return false }
        let token = tokens[place]
        return token.kind == .name || ["#", "..", "]", ")"].contains { token.isSign($0) }
    }
}
