internal import MockModel

/// Values of `return` and of loops that stand in the place of others: `return { 200, body }`, `for x in ipairs(list)`.
extension HabitCheck {
    /// `return 200, "OK", "text/plain"`, whose third value is a table of header fields.
    var headerTexts: [Habit] {
        returned.compactMap { _, values in
            guard values.count == 3, values[2].count == 1, tokens[values[2].lowerBound].kind == .string else {
                return nil
            }
            let source = text.source(of: values[2])
            let isType = tokens[values[2].lowerBound].text.contains("/")
            return habit(
                values[2], isType ? "{ [\"Content-Type\"] = \(source) }" : "{ [\"X-Name\"] = \(source) }",
                "the third value is a table of header fields")
        }
    }

    /// `return { 200, { a = 1 } }`.
    var lists: [Habit] {
        returned.compactMap { _, values in
            guard values.count == 1, text.isSign("{", at: values[0].lowerBound),
                text.outline.partners[values[0].lowerBound] == values[0].upperBound - 1
            else { return nil }
            let parts = text.outline.split(values[0].lowerBound + 1..<values[0].upperBound - 1)
            guard (2...3).contains(parts.count), parts[0].count == 1, tokens[parts[0].lowerBound].kind == .number,
                isStatus(tokens[parts[0].lowerBound].text),
                text.isSign("{", at: parts[1].lowerBound)
                    || tokens[parts[1].lowerBound].kind == .string
            else { return nil }
            return habit(
                values[0], text.source(of: parts[0].lowerBound..<parts[parts.count - 1].upperBound),
                "a handler returns its status, body and header side by side, without braces")
        }
    }

    /// The values of every `return` of handlers.
    private var returned: [(statement: Range<Int>, values: [Range<Int>])] {
        heads.sorted().flatMap { LuaReturns(text).of(functionAt: $0) }.map { statement in
            (statement, text.outline.split(statement.lowerBound + 1..<statement.upperBound))
        }
    }

    /// `for x in ipairs(list) do print(x.name) end`, whose x is the index.
    var indexes: [Habit] {
        tokens.indices.compactMap { place in
            guard tokens[place].isKeyword("for"), place + 4 < tokens.count, tokens[place + 1].kind == .name,
                tokens[place + 2].isKeyword("in"), ["ipairs", "pairs"].contains(tokens[place + 3].text),
                let close = text.outline.partners[place + 4], text.isSign("(", at: place + 4)
            else { return nil }
            let name = tokens[place + 1].text
            let body = close + 1..<min(close + 200, tokens.count)
            let isRead = body.contains { index in
                tokens[index].kind == .name && tokens[index].text == name && !text.isSign(".", at: index - 1)
                    && (text.isSign(".", at: index + 1) || text.isSign("[", at: index + 1))
            }
            guard isRead else { return nil }
            return habit(
                place + 1..<place + 2, "_, \(name)",
                "the first value of \(tokens[place + 3].text) is the index or the key")
        }
    }
}
