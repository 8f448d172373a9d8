internal import MockModel

/// Finds names in expressions of examples that do not exist.
struct ReferenceCheck {
    /// What `{{ … }}` and `@when` see.
    private let scope: [String: KnownNames.Value]
    /// The functions of `mock.state`, which `state` has beside the values of the session.
    private let stateFunctions: [String: KnownNames.Value]

    init(_ known: KnownNames) {
        var scope = known.globals.merging(known.mock) { _, member in member }
        scope["req"] = known.request
        scope["state"] = .open
        scope["dynamic"] = .open
        if case .members(let members)? = known.mock["state"] { stateFunctions = members } else { stateFunctions = [:] }
        self.scope = scope
    }

    /// The first name of each chain that does not exist.
    func problems(of script: ScriptFile) -> [Problem] {
        script.references.compactMap(problem)
    }

    private func problem(_ reference: ScriptReference) -> Problem? {
        guard let first = reference.names.first, !first.text.hasPrefix("$") else { return nil }
        guard var value = scope[first.text] else { return unknown(first) }
        var owner = first.text
        for (index, name) in reference.names.enumerated().dropFirst() {
            if owner == "state", index == 1, let function = stateFunctions[name.text] {
                value = function
                owner += ".\(name.text)"
                continue
            }
            guard case .members(let members) = value else { return nil }
            guard let member = members[name.text] else { return missing(name, owner, members.keys.sorted()) }
            value = member
            owner += "." + name.text
        }
        guard reference.isValue, let name = reference.names.last else { return nil }
        if owner == "req" {
            return Problem(
                .error, "bad-template", "req is the whole request, not a value", at: name.location,
                hint: "write a part of it: {{ req.path }}, {{ req.query.page }}, {{ req.json.name }}")
        }
        return FunctionValue(path: owner, value).map {
            Problem(
                .error, "bad-template", $0.message, at: name.location,
                hint: reference.names[0].text == "req" || $0.example.hasPrefix("state")
                    ? "write {{ \($0.example) }}" : $0.hint)
        }
    }

    private func missing(_ name: ScriptReference.Name, _ owner: String, _ names: [String]) -> Problem {
        let near = Suggestion.closest(to: name.text, among: names)
        return problem("\(owner) has no '\(name.text)'", at: name, near)
    }

    private func unknown(_ name: ScriptReference.Name) -> Problem {
        let words = scope.keys.sorted() + NameAdvice.habits.keys.sorted()
        let near =
            NameAdvice.habits[name.text]
            ?? Suggestion.closest(to: name.text, among: words).map { NameAdvice.habits[$0] ?? $0 }
        return problem("global '\(name.text)' does not exist", at: name, near)
    }

    private func problem(_ message: String, at name: ScriptReference.Name, _ near: String?) -> Problem {
        var problem = Problem(
            .error, "bad-template", message, at: name.location, hint: near.map { "did you mean '\($0)'?" })
        problem.replacement = near
        return problem
    }
}

/// What is meant by names that other tools have.
enum NameAdvice {
    /// The names by what is written here in their place.
    static let habits = [
        "request": "req", "response": "res", "params": "req.params", "query": "req.query", "headers": "req.headers",
        "body": "req.body", "path": "req.path", "method": "req.method", "cookies": "req.cookies",
    ]
}
