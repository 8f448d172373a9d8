internal import MockModel

extension ScriptedResponse {
    /// Reads what `handle` returned or a halt handed over.
    ///
    /// In their order: status (nothing: all as in the example), body (true: that of the example), whether it inherits the
    /// latency, further wishes, then names and values of the header. They begin at a place.
    init(of run: ScriptRun, from results: LuaHost.Values, at first: Int = 0) throws(ScriptFailure) {
        let lender = results.boolean(first + 2) == true ? run.place : nil
        guard let status = results.integer(first) else {
            self.init(response: run.example?.response ?? Response(), place: run.place, version: run.example?.version)
            try readExtras(results[first + 3])
            return
        }
        var response = Response(status: Int(clamping: status), headers: results.headers(from: first + 4))
        var version: FileVersion?
        if let bytes = results.bytes(first + 1) {
            response.body = .bytes(bytes)
        } else if results.boolean(first + 1) == true, let example = run.example {
            response.body = example.response.body
            version = example.version
        }
        if lender != nil, let example = run.example, example.response.status == response.status {
            response.reason = example.response.reason
        }
        self.init(response: response, place: lender, version: version)
        try readExtras(results[first + 3])
    }

    /// Reads what `render` returned for an example: the body (nothing: as it stands), then places from 1 and values of the header.
    init(rendering example: Response, at place: Int, from results: LuaHost.Values) {
        var response = example
        if let bytes = results.bytes(0) { response.body = .bytes(bytes) }
        guard results.count > 1 else {
            self.init(response: response, place: place, head: .example)
            return
        }
        var fields = response.headers.fields
        for index in stride(from: 1, to: results.count, by: 2) {
            guard let number = results.integer(index).map(Int.init(clamping:)), let value = results.bytes(index + 1),
                number > 0, number <= fields.count
            else { continue }
            fields[number - 1] = HeaderFields.Field(fields[number - 1].name, bytes: value)
        }
        response.headers = HeaderFields(fields)
        self.init(response: response, place: place)
    }

    /// Reads the table of wishes: delay, rate, fault.
    private mutating func readExtras(_ extras: ScriptValue) throws(ScriptFailure) {
        guard case .packed(let bytes) = extras else { return }
        let wishes = JSONValue(PackedValue(bytes: bytes))
        delay = try ScriptedResponse.read(wishes["delay"]?.text) { try Latency(parsing: $0) }
        rate = try ScriptedResponse.read(wishes["rate"]?.text) { try Rate(parsing: $0) }
        guard let kind = wishes["fault"]?.text.flatMap(Fault.Kind.init) else { return }
        var after: Int?
        if case .integer(let count) = wishes["after"] { after = Int(exactly: count) }
        fault = Fault(
            kind, after: after, rate: try ScriptedResponse.read(wishes["fault_rate"]?.text) { try Rate(parsing: $0) })
    }

    private static func read<Value>(
        _ text: String?, _ parse: (String) throws -> Value
    ) throws(ScriptFailure) -> Value? {
        guard let text else { return nil }
        do { return try parse(text) } catch { throw ScriptFailure(.badResponse, "\(error)") }
    }
}

extension LuaHost.Values {
    /// A field whose value stands at a position, with its bytes as they are.
    private func field(_ name: String, at index: Int) -> HeaderFields.Field {
        if let value = validText(index) { return HeaderFields.Field(name, value) }
        return HeaderFields.Field(name, bytes: bytes(index) ?? [])
    }

    /// The names and values from a position on.
    func headers(from first: Int) -> HeaderFields {
        guard first < count else { return HeaderFields() }
        var fields: [HeaderFields.Field] = []
        fields.reserveCapacity((count - first) / 2)
        for index in stride(from: first, to: count - 1, by: 2) {
            fields.append(field(text(index) ?? "", at: index + 1))
        }
        return HeaderFields(fields)
    }
}
