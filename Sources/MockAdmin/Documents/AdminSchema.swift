public import MockModel

/// A JSON Schema of a value that the admin API takes or gives.
public struct AdminSchema: Sendable {
    /// The schema.
    public let json: JSONValue

    init(_ json: JSONValue) {
        self.json = json
    }

    static let text = AdminSchema(["type": "string"])
    static let whole = AdminSchema(["type": "integer"])
    static let number = AdminSchema(["type": "number"])
    static let anything = AdminSchema(.bool(true))
    static let textOrNull = AdminSchema(["type": ["string", "null"]])

    static func list(of schema: AdminSchema) -> AdminSchema { AdminSchema(["type": "array", "items": schema.json]) }

    /// A schema of the document's components.
    static func reference(_ name: String) -> AdminSchema {
        AdminSchema(["$ref": .string("#/components/schemas/\(name)")])
    }

    /// An object with these members and no others.
    static func object(_ members: [(String, AdminSchema)], optional: Set<String> = []) -> AdminSchema {
        let required = members.map(\.0).filter { !optional.contains($0) }
        var schema = JSONObject([.init("type", "object")])
        schema["properties"] = .object(JSONObject(members.map { JSONObject.Member($0.0, $0.1.json) }))
        schema["required"] = .array(required.map(JSONValue.string))
        schema["additionalProperties"] = false
        return AdminSchema(.object(schema))
    }

    /// The same, or `null`.
    var orNull: AdminSchema { AdminSchema(["anyOf": [json, ["type": "null"]]]) }
}

/// The schemas that several routes share.
extension AdminSchema {
    /// Each by its name, for `components` of the OpenAPI document.
    static let components: [(name: String, schema: AdminSchema)] = [
        ("Call", call), ("Session", session), ("Problem", problem),
    ]

    static let session = object([
        ("id", text), ("url", text), ("header", text), ("prefix", text), ("scenario", textOrNull), ("seed", whole),
        ("clock", ClockRoutes.clockSchema), ("calls", whole),
    ])

    static let problem = object([("type", text), ("title", text), ("status", whole), ("hint", text)])

    static let call = object(
        [
            ("id", whole), ("session", text), ("at", text), ("request", message([("method", text), ("url", text)])),
            ("match", match), ("handler", object([("at", text), ("ms", number), ("log", list(of: text))]).orNull),
            ("behaviors", list(of: object([("pattern", text), ("detail", text)]))), ("state", list(of: change)),
            ("response", message([("status", whole)]).orNull), ("client_left", AdminSchema(["const": true])),
            ("webhooks", list(of: webhook)), ("later", list(of: later)), ("later_dropped", whole),
            ("timing_ms", timing),
        ], optional: ["client_left", "later", "later_dropped"])

    private static func message(_ start: [(String, AdminSchema)]) -> AdminSchema {
        let field = AdminSchema(["type": "array", "items": text.json, "minItems": 2, "maxItems": 2])
        return object(
            start + [
                ("headers", list(of: field)), ("json", anything), ("body", text), ("body_base64", text),
                ("body_size", whole), ("body_file", text),
            ], optional: ["json", "body", "body_base64", "body_size", "body_file"])
    }

    private static let match = object([
        ("route", textOrNull), ("params", AdminSchema(["type": "object", "additionalProperties": text.json])),
        ("example", textOrNull), ("why", text), ("considered", list(of: candidate)),
    ])

    private static let candidate = object(
        [("route", text), ("example", text), ("failed", list(of: text))], optional: ["route", "example"])

    private static let change = object(
        [
            ("key", text), ("collection", text), ("id", text),
            ("op", AdminSchema(["enum": ["insert", "update", "delete"]])), ("old", anything), ("new", anything),
            ("old_size", whole), ("new_size", whole),
        ], optional: ["key", "collection", "id", "old", "new", "old_size", "new_size"])

    private static let webhook = object(
        [
            ("id", text), ("attempt", whole), ("at", text), ("request", message([("method", text), ("url", text)])),
            ("response", message([("status", whole)])), ("error", object([("kind", text), ("message", text)])),
            ("ms", number), ("retry_ms", number),
        ], optional: ["response", "error", "retry_ms"])

    private static let later = object(
        [("level", text), ("text", text), ("failed", text), ("at", text)],
        optional: ["level", "text", "failed", "at"])

    private static let timing = object(
        [("match", number), ("handler", number), ("delay", number), ("total", number)], optional: ["total"])
}
