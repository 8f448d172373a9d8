internal import MockModel

extension LuaInterpreter: TestInterpreter {
    func run(_ test: TestDeclaration, for call: Call) -> ScriptStep {
        let run = ScriptRun(call, isAnswered: true)
        let outcome = host.call(
            "test", run: run, arguments: [.text(test.script), .integer(Int64(test.number))])
        return step(outcome, run)
    }

    func runAfter(for call: Call) -> ScriptStep {
        let run = ScriptRun(call, isAnswered: true)
        return step(host.call("after_test", run: run), run)
    }

    var summary: TestSummary {
        guard let bytes = host.results.bytes(0) else { return TestSummary() }
        let noted = JSONValue(PackedValue(bytes: bytes))
        let forgiven = (noted["forgiven"]?.elements ?? []).compactMap(\.wholeNumber)
        let idle = (noted["idle"]?.elements ?? []).compactMap { place -> SourceLocation? in
            guard let parts = place.elements, let file = parts.first?.text else { return nil }
            return SourceLocation(file: file, line: parts.last?.wholeNumber)
        }
        return TestSummary(forgiven: Set(forgiven), idle: idle)
    }

    func standsIn(for request: OutgoingRequest) -> Bool {
        let outcome = host.call("knows_upstream", run: nil, arguments: [.text(request.method), .text(request.url)])
        guard case .done = outcome else { return false }
        return host.results.boolean(0) == true
    }

    func answer(_ request: OutgoingRequest, for call: Call) -> ScriptStep {
        let run = ScriptRun(call)
        let outcome = host.call("upstream", run: run) { arguments in
            arguments.append(request.method)
            arguments.append(request.url)
            arguments.append(bytes: request.body)
            for field in request.headers.fields {
                arguments.append(field.name)
                arguments.append(field.value)
            }
        }
        return step(outcome, run)
    }
}

extension JSONValue {
    /// The number when this is a whole one.
    var wholeNumber: Int? {
        guard case .integer(let number) = self else { return nil }
        return Int(exactly: number)
    }
}
