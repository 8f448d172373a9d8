internal import MockModel

extension DeclarationReader {
    /// The scenarios whose files are sound, in the order of the files.
    mutating func scenarios(of scripts: [ScriptFile]) -> [Scenario] {
        scripts.compactMap { script in
            guard case .scenario(let name) = script.kind, check(script), let data = data(of: script) else { return nil }
            return scenario(name, data, script)
        }
    }

    private mutating func data(of script: ScriptFile) -> JSONValue? {
        guard let host else { return nil }
        let outcome = host.call("scenario", run: nil, arguments: [.text(script.name)])
        guard let facts = facts(outcome, of: script), case .packed(let bytes)? = facts.first else { return nil }
        return JSONValue(PackedValue(bytes: bytes))
    }

    private mutating func scenario(_ name: String, _ data: JSONValue, _ script: ScriptFile) -> Scenario {
        var scenario = Scenario(name: name, script: script.name, location: SourceLocation(file: script.name))
        scenario.summary = data["summary"]?.text
        scenario.hasSetup = data["setup"] == .bool(true)
        for member in members(of: data["examples"]) {
            let place = script.place(ofKey: member.name)
            guard let example = member.value.text else {
                refuse(
                    "the example of \"\(member.name)\" must be the name of one", place,
                    "[\"\(member.name)\"] = \"declined\"")
                continue
            }
            scenario.examples.append(Scenario.Pin(route: member.name, example: example, location: place))
        }
        for member in members(of: data["behaviors"]) { read(member, script, into: &scenario) }
        return scenario
    }

    private mutating func read(_ member: JSONObject.Member, _ script: ScriptFile, into scenario: inout Scenario) {
        let place = script.place(ofKey: member.name)
        do throws(ValueError) {
            let behavior = try Behavior(parsing: member.value)
            let pattern = try BehaviorRule.checked(pattern: member.name)
            scenario.behaviors.append(BehaviorRule(pattern: pattern, behavior: behavior, location: place))
        } catch { refuse("behavior \"\(member.name)\": \(error.message)", place, error.hint) }
    }

    /// The members of an object by name: the order of a Lua table is chance.
    private func members(of value: JSONValue?) -> [JSONObject.Member] {
        guard case .object(let object) = value else { return [] }
        return object.members.sorted { $0.name < $1.name }
    }

    private mutating func refuse(
        _ message: String, _ place: SourceLocation, _ hint: String?, replacement: String? = nil
    ) {
        var problem = Problem(.error, "bad-scenario", message, at: place, hint: hint)
        problem.replacement = replacement
        problems.append(problem)
    }

    private mutating func check(_ script: ScriptFile) -> Bool {
        guard let facts = run(script, isRoute: true) else { return false }
        guard facts.first?.text == "table" else {
            report(
                "bad-scenario", "\(script.name) returns \(DeclarationReader.noun(facts.first)), not a table", script,
                hint: "end it with: return { summary = \"…\", examples = { … } }")
            return false
        }
        let before = problems.count
        for entry in RouteEntry.read(facts.dropFirst()) { check(entry, script) }
        return problems.count == before
    }

    private mutating func check(_ entry: RouteEntry, _ script: ScriptFile) {
        let known = ["summary": "string", "setup": "function", "examples": "table", "behaviors": "table"]
        let place = script.place(ofKey: entry.key)
        guard let type = known[entry.key] else {
            let near = Suggestion.closest(to: entry.key, among: known.keys.sorted())
            let hint = near.map { "did you mean '\($0)'?" } ?? "it has summary, setup, examples, behaviors"
            return refuse("a scenario has no '\(entry.key)'", place, hint, replacement: near)
        }
        guard entry.type != type else { return }
        refuse(
            "'\(entry.key)' of a scenario must be \(DeclarationReader.noun(.text(type))), not \(DeclarationReader.noun(.text(entry.type)))",
            place, nil)
    }
}
