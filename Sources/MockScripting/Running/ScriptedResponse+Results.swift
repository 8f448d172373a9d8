internal import MockModel

extension ScriptedResponse {
    /// Reads what `handle` returned or a halt handed over.
    ///
    /// A status with or without a body of JSON, or in their order: status (nothing: all as in the example), body (true: that of the example), whether the example lends its
    /// latency, further wishes, then names and values of the header. They begin at a place.
    static func read(
        _ results: LuaHost.Values, of run: ScriptRun, at first: Int = 0
    ) throws(ScriptFailure) -> ScriptedResponse {
        if results.count <= 2 { return usual(results) }
        return try ScriptedResponse(of: run, from: results, at: first)
    }

    private init(of run: ScriptRun, from results: LuaHost.Values, at first: Int) throws(ScriptFailure) {
        let lender = results.boolean(first + 2) == true ? run.place : nil
        guard let status = results.integer(first) else {
            self.init(response: run.example?.response ?? Response(), place: run.place)
            try readExtras(results[first + 3])
            return
        }
        var response = Response(status: Int(status), headers: results.headers(from: first + 4))
        if let bytes = results.bytes(first + 1) {
            response.body = .bytes(bytes)
        } else if results.boolean(first + 1) == true, let example = run.example {
            response.body = example.response.body
        }
        if lender != nil, let example = run.example, example.response.status == response.status {
            response.reason = example.response.reason
        }
        self.init(response: response, place: lender)
        try readExtras(results[first + 3])
    }

    /// A status, and perhaps JSON: what most handlers return.
    private static func usual(_ results: LuaHost.Values) -> ScriptedResponse {
        let status = Int(results.integer(0) ?? 200)
        guard let bytes = results.bytes(1) else { return ScriptedResponse(response: Response(status: status)) }
        return ScriptedResponse(
            response: Response(status: status, headers: .json, body: .bytes(bytes)),
            head: SharedHeads.json(status).map { .shared($0) } ?? .made)
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
            guard let place = results.integer(index), let value = results.text(index + 1),
                fields.indices.contains(Int(place) - 1)
            else { continue }
            fields[Int(place) - 1] = HeaderFields.Field(fields[Int(place) - 1].name, value)
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
    /// The names and values from a position on.
    func headers(from first: Int) -> HeaderFields {
        guard first < count else { return HeaderFields() }
        var fields: [HeaderFields.Field] = []
        fields.reserveCapacity((count - first) / 2)
        for index in stride(from: first, to: count - 1, by: 2) {
            fields.append(HeaderFields.Field(text(index) ?? "", text(index + 1) ?? ""))
        }
        return HeaderFields(fields)
    }
}

extension HeaderFields {
    /// That of JSON, shared by every answer that has no other field.
    fileprivate static let json = HeaderFields([("Content-Type", "application/json")])
}

/// Heads that most answers of handlers have.
private enum SharedHeads {
    /// Of JSON without a further field; `nil` for a status that is no usual one.
    static func json(_ status: Int) -> [UInt8]? {
        heads.indices.contains(status - 200) ? heads[status - 200] : nil
    }

    private static let heads: [[UInt8]?] = (200..<512).map { status in
        guard !Response.reason(of: status).isEmpty else { return nil }
        return try? ResponseHead.encode(Response(status: status, headers: .json))
    }
}
