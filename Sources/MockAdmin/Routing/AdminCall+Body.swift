import MockModel

/// The body of a call, as the schema of its route wants it.
extension AdminCall {
    /// The JSON of the body; the route has checked it.
    var json: JSONValue { checked ?? .null }

    /// An object of the body.
    var members: JSONObject {
        if case .object(let object) = json { object } else { JSONObject() }
    }

    /// A duration of the body or the query, such as `15m`.
    func duration(_ text: String, _ name: String) throws(ValueError) -> Duration {
        do throws(ValueError) {
            return try Duration(mock: text)
        } catch { throw ValueError("\(name): \(error.message)", hint: error.hint) }
    }

    /// A value of the query.
    func query(_ name: String) -> String? { request.queryItems.first { $0.name == name }?.value }
}

extension AdminRoute {
    /// Reads the body of a request, and checks it against the schema; `nil` for a route that takes none.
    func body(of request: Request) throws(ValueError) -> JSONValue? {
        guard let body else { return nil }
        guard !request.body.isEmpty else {
            if isBodyOptional { return .object(JSONObject()) }
            throw ValueError("the body is missing", hint: "send JSON\(sample.map { " such as \($0.line)" } ?? "")")
        }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: request.body)
        } catch {
            throw ValueError("the body is no JSON: \(error)", hint: sample.map { "send JSON such as \($0.line)" })
        }
        if let finding = AdminRoute.finding(in: value, body) {
            throw ValueError("the body does not fit: \(finding)", hint: sample.map { "send JSON such as \($0.line)" })
        }
        return value
    }

    /// The first thing about a value that a schema does not allow.
    private static func finding(in value: JSONValue, _ schema: AdminSchema) -> String? {
        guard schema.json != .bool(true) else { return nil }
        let findings = try? SchemaLibrary().schema(schema.json, at: "body.json").findings(in: value)
        return findings?.first.map { "\($0.path.isEmpty ? "it" : $0.path) \($0.message)" }
    }
}

extension JSONValue {
    /// On one line.
    var line: String { String(decoding: JSONWriter.compact(self), as: UTF8.self) }
}

/// Answers, or says what of the call cannot be used.
func answering(_ body: () throws(ValueError) -> AdminStep) -> AdminStep {
    do throws(ValueError) {
        return try body()
    } catch { return .answer(.problem(400, error.message, hint: error.hint ?? "GET /_mock/openapi.json describes it")) }
}
