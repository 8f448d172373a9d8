internal import MockModel

/// Methods that texts and lists have in other languages: `list.push(x)`, `s.split("/")`.
extension HabitCheck {
    /// One problem for each call.
    var calls: [Problem] {
        text.outline.calls.compactMap { call in
            guard let name = call.name, tokens[name].kind == .name, name > call.start,
                ForeignNames.methods[tokens[name].text] != nil, isForeign(tokens[name].text, ownerAt: call.start),
                call.isMethod ? isStrange(call, tokens[name].text) : text.isSign(".", at: name - 1)
            else { return nil }
            return method(call, name)
        }
    }

    private func method(_ call: LuaCall, _ name: Int) -> Problem {
        let word = tokens[name].text
        let owner = text.source(of: call.start..<name - 1)
        let form = ForeignMethod(
            name: word, owner: owner.contains("\n") ? "list" : owner,
            arguments: call.arguments.map { text.source(of: $0) })
        var problem = check.warning(
            "foreign-code", message(word, owner), name..<name + 1, hint: "write: \(hint(form, call))")
        if let line = line(form, call) { problem.rewrites = [line] }
        problem.isRewriteSure = isSame(word, call) && !problem.rewrites.isEmpty
        return problem
    }

    /// The line with the form in the place of the call, or of the declaration around it.
    private func line(_ form: ForeignMethod, _ call: LuaCall) -> Problem.Rewrite? {
        let end = call.parentheses.upperBound
        if let expression = form.expression { return rewrite(call.start..<end, expression) }
        guard let variable = variable(of: call), let code = form.statements(variable) else { return nil }
        return rewrite(call.start - (variable.hasPrefix("local ") ? 3 : 2)..<end, code)
    }

    private func message(_ word: String, _ owner: String) -> String {
        if owner == "Object" || owner == "Array" {
            return "Lua has no \(owner).\(word): tables are gone through by loops"
        }
        let isText = HabitCheck.textForms.contains(word)
        return "Lua's texts and tables have no method '\(word)'"
            + (isText ? "; this is for a text, a list needs a loop" : "")
    }

    /// Methods that both texts and lists have, and whose form is that of texts.
    private static let textForms: Set<String> = ["includes", "indexOf", "contains", "concat", "slice"]

    /// The form in Lua: an expression, else the statements of a whole declaration, else a loop.
    private func hint(_ form: ForeignMethod, _ call: LuaCall) -> String {
        if let expression = form.expression, !expression.contains("\n") { return expression }
        if let variable = variable(of: call), let code = form.statements(variable), !code.contains("\n") { return code }
        if let loop = form.loop { return "\(loop.head) … end" }
        return (ForeignNames.methods[form.name] ?? "").replacing("LIST", with: form.owner)
    }

    /// `local parts`, when the call is all that the variable is set to.
    private func variable(of call: LuaCall) -> String? {
        guard text.isSign("=", at: call.start - 1), call.start > 1, tokens[call.start - 2].kind == .name,
            text.expressionEnd(from: call.start) == call.parentheses.upperBound
        else { return nil }
        let isLocal = call.start > 2 && tokens[call.start - 3].isKeyword("local")
        guard isLocal || text.beginsStatement(call.start - 2) else { return nil }
        return (isLocal ? "local " : "") + tokens[call.start - 2].text
    }

    /// Whether the form means the same for every value.
    private func isSame(_ word: String, _ call: LuaCall) -> Bool {
        if ["push", "unshift"].contains(word) {
            return call.arguments.count == 1 && text.beginsStatement(call.start)
        }
        return HabitCheck.plain.contains(word) && call.arguments.isEmpty
    }

    /// Methods without arguments whose form in Lua means the same.
    private static let plain: Set<String> = ["pop", "shift", "toUpperCase", "toLowerCase", "trim", "toString"]
}
