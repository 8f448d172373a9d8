internal import MockModel

extension DeclarationReader {
    /// The tests of all test files, in the order of the files and of their lines.
    mutating func tests(of scripts: [ScriptFile]) -> [TestDeclaration] {
        var tests: [TestDeclaration] = []
        for script in scripts where script.kind == .test { tests += self.tests(of: script) }
        return tests
    }

    private mutating func tests(of script: ScriptFile) -> [TestDeclaration] {
        guard let host else { return [] }
        let outcome = host.call("tests", run: nil, arguments: [.text(script.name)])
        guard let facts = facts(outcome, of: script), case .packed(let bytes)? = facts.first else { return [] }
        let found = JSONValue(PackedValue(bytes: bytes)).elements ?? []
        if found.isEmpty {
            problems.append(
                Problem(
                    .warning, "no-tests", "\(script.name) has no test", at: SourceLocation(file: script.name),
                    hint: "add one: it(\"answers\", function(api) api:get(\"/\"):expect(200) end)"))
        }
        return found.enumerated().map { index, test in
            let place = SourceLocation(file: test["file"]?.text ?? script.name, line: test["line"]?.wholeNumber)
            let names = (test["names"]?.elements ?? []).compactMap(\.text)
            return TestDeclaration(script: script.name, number: index + 1, names: names, location: place)
        }
    }
}
