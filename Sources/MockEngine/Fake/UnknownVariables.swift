import MockModel

/// Finds dynamic variables of Postman in expressions, `$guid`, that there are none of.
enum UnknownVariables {
    /// A problem for each.
    static func problems(in scripts: [ScriptFile]) -> [Problem] {
        scripts.flatMap(\.references).compactMap { reference in
            guard let name = reference.names.first, name.text.hasPrefix("$") else { return nil }
            let kind = String(name.text.dropFirst())
            guard !FakeData.kinds.contains(kind) else { return nil }
            let near = Suggestion.closest(to: kind, among: FakeData.kinds).map { "$\($0)" }
            var problem = Problem(
                .error, "bad-template", "there is no variable '\(name.text)'", at: name.location,
                hint: near.map { "did you mean '\($0)'?" })
            problem.replacement = near
            return problem
        }
    }
}
