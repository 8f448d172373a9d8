internal import MockModel

/// Texts of other languages: `f"Hi {name}"`, `"Hi %s" % name`, and templates in code, which nothing fills in.
extension HabitCheck {
    /// The habits, in no order.
    var textHabits: [Habit] {
        tokens.indices.compactMap { place in
            guard tokens[place].kind == .string else { return nil }
            return prefixed(place) ?? formatted(place) ?? template(place)
        }
    }

    /// `f"Hi {name}"`, which calls a function f.
    private func prefixed(_ place: Int) -> Habit? {
        guard place > 0, tokens[place - 1].text == "f", tokens[place - 1].kind == .name,
            tokens[place - 1].range.upperBound == tokens[place].range.lowerBound, !text.outline.locals.contains("f"),
            !text.outline.parameters.values.contains(where: { $0.contains("f") }), !text.isSign(".", at: place - 2)
        else { return nil }
        let code = TemplateString.lua(tokens[place].text.replacing("{", with: "${"))
        return habit(place - 1..<place + 1, code, "texts are joined with ..")
    }

    /// `"Hi %s" % name`.
    private func formatted(_ place: Int) -> Habit? {
        guard text.isSign("%", at: place + 1), tokens[place].text.contains("%"), place + 2 < tokens.count else {
            return nil
        }
        let end = text.expressionEnd(from: place + 2)
        let isTuple = text.isSign("(", at: place + 2) && text.outline.partners[place + 2] == end - 1
        let values = isTuple ? text.source(of: place + 3..<end - 1) : text.source(of: place + 2..<end)
        guard text.isOnOneLine(place..<end) else { return nil }
        return habit(
            place..<end, "(\(text.source(of: place..<place + 1))):format(\(values))",
            "a text is filled in by text:format(values)")
    }

    /// Beginnings of expressions that are surely meant for templates.
    private static let expressions = ["req.", "state.", "mock.", "uuid()", "now()", "iso()", "$"]

    /// `"{{ req.params.id }}"` in code.
    private func template(_ place: Int) -> Habit? {
        guard check.script.kind.hasHandlers, let start = tokens[place].text.firstRange(of: "{{") else { return nil }
        let inside = String(tokens[place].text[start.upperBound...].trimmed)
        guard HabitCheck.expressions.contains(where: inside.hasPrefix) else { return nil }
        return habit(
            place..<place + 1, HabitCheck.joined(tokens[place].text),
            "a text of code is no template: it is sent as it is written")
    }

    /// A template as an expression of code.
    private static func joined(_ template: String) -> String {
        var code = template.replacing("{{", with: "${").replacing("}}", with: "}")
        for name in ["uuid()", "now()", "iso()", "state."] {
            code = code.replacing("${ \(name)", with: "${mock.\(name)")
        }
        for name in ["uuid()", "now()", "iso()", "state."] {
            code = code.replacing("${\(name)", with: "${mock.\(name)")
        }
        let dynamic = [
            "$guid": "mock.uuid()", "$randomUUID": "mock.uuid()", "$timestamp": "mock.now()",
            "$isoTimestamp": "mock.iso()",
        ]
        for (name, lua) in dynamic {
            code = code.replacing("${\(name)}", with: "${\(lua)}").replacing("${ \(name) }", with: "${\(lua)}")
        }
        return TemplateString.lua(code)
    }
}
