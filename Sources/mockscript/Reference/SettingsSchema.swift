import MockModel

/// The JSON Schema of mockscript.yaml, for editors.
enum SettingsSchema {
    /// The file.
    static var text: String { String(decoding: JSONWriter.pretty(schema), as: UTF8.self) + "\n" }

    /// The schema (draft 7, which editors of YAML read).
    static var schema: JSONValue {
        var members: [JSONObject.Member] = [
            .init("$schema", "http://json-schema.org/draft-07/schema#"), .init("title", "Settings of mockscript"),
        ]
        if case .object(let group) = group("mockscript.yaml; every key is optional.", settings) {
            members += group.members
        }
        return .object(JSONObject(members))
    }

    /// A setting by its name.
    typealias Entry = (name: String, schema: JSONValue)

    private static let settings: [Entry] = [
        ("name", text("The name in the banner; by default that of the folder or file.")),
        ("port", integer("The port; 0 takes a free one. Default: 4000.", from: 0, to: 65_535)),
        ("basePath", text("A path before every route, such as /v1. Default: none.", pattern: "^/")),
        ("seed", integer("The seed of all chance. Default: 0.", from: 0)),
        ("openapi", text("An OpenAPI document of the project, whose schemas can be named. Default: none.")),
        (
            "matching",
            choice(
                "How the example of a request is found: by its route, among all examples as in a Postman collection, or with Postman's guesses. Default: routes.",
                ["routes", "collection", "postman"])
        ),
        (
            "upstream",
            text("The server that mock.proxy calls, and unmatched: proxy. Default: none.", pattern: "^https?://")
        ),
        (
            "unmatched",
            [
                "description": "What answers a request that no route matches: a status, or proxy. Default: 404.",
                "oneOf": [["type": "integer", "minimum": 200, "maximum": 599], ["const": "proxy"]],
            ]
        ),
        (
            "cors",
            [
                "description": "Which pages of other origins may read answers; by default those of this machine.",
                "oneOf": [["type": "boolean"], group("What is allowed to them.", cors)],
            ]
        ),
        ("network", list("Servers that mock.fetch, mock.proxy and webhooks may call. Default: upstream and loopback.")),
        (
            "redact",
            [
                "description":
                    "Names that carry secrets; always (also in the list) keeps them from local callers too. Default: none.",
                "oneOf": [["type": "array", "items": ["type": "string"]], ["const": "always"]],
            ]
        ),
        ("env", list("Environment variables that mock.env may read. Default: none.")),
        ("scenario", text("The scenario that the default session begins with. Default: none.")),
        ("clock", group("How the session's clock starts.", clock)),
        ("sessions", group("How requests name their session, and how long an idle one is kept.", sessions)),
        (
            "behaviors",
            [
                "type": "object",
                "description": "Layers over routes, by pattern: \"/**\", \"GET /users/{id}\". Default: none.",
                "additionalProperties": group("What befalls the routes of the pattern.", behavior),
            ]
        ),
        ("limits", group("Bounds of handlers and bodies.", limits)),
    ]

    private static let cors: [Entry] = [
        ("origins", list("The origins, such as https://app.example.com; by default every one.")),
        ("headers", list("Request headers that are allowed; by default those that a preflight asks for.")),
        (
            "credentials",
            ["type": "boolean", "description": "Whether cookies and Authorization may be sent along. Default: false."]
        ),
        ("max_age", duration("How long a browser may keep the answer of a preflight; by default the browser decides.")),
    ]

    private static let clock: [Entry] = [
        ("start", text("When it starts: 2026-01-01T00:00:00Z. Default: the real time.")),
        ("mode", choice("Whether it goes on. Default: real.", ["real", "frozen"])),
    ]

    private static let sessions: [Entry] = [
        ("header", text("The header that names the session. Default: X-Mock-Session.")),
        ("idle", duration("How long an idle session is kept. Default: 1h.")),
    ]

    private static let behavior: [Entry] = [
        ("delay", text("A latency: 80ms, 50ms..150ms, normal 120ms 20ms, p50=80ms p99=1.2s, forever. Default: none.")),
        ("rate", text("The speed of bodies: 20kB/s. Default: as fast as the client reads.")),
        ("fail", group("How often it fails, and with what. Default: never.", fail)),
        ("limit", group("How many requests pass. Default: all.", limit, required: ["requests", "per"])),
    ]

    private static let fail: [Entry] = [
        (
            "rate",
            ["type": "number", "minimum": 0, "maximum": 1, "description": "The share of calls that fail. Default: 1."]
        ),
        ("status", status("The status of a failure. Default: 503.")),
        ("example", text("The example that answers instead. Default: a problem document.")),
        (
            "fault",
            choice(
                "What goes wrong on the wire. Default: nothing.",
                ["empty", "close", "reset", "hang", "truncate", "garbage", "malformed", "slow"])
        ),
    ]

    private static let limit: [Entry] = [
        ("requests", integer("How many; required.", from: 0)), ("per", duration("In which time; required.")),
        ("key", text("What is counted apart: ip, header.x-api-key, query.key. Default: all together.")),
        ("status", status("The status of a refusal. Default: 429.")),
        ("example", text("The example that answers instead. Default: a problem document.")),
    ]

    private static let limits: [Entry] = [
        ("cpu", duration("Processor time of one handler. Default: 1s.")),
        ("memory", text("Memory of a session: 64MB. Default: 64MiB.")),
        ("time", duration("The time in which code answers a request that is no stream. Default: 60s.")),
        ("body", text("The largest body of a request: 10MB. Default: 10MiB.")),
    ]

    private static func group(_ description: String, _ entries: [Entry], required: [String] = []) -> JSONValue {
        let properties = JSONObject(entries.map { .init($0.name, $0.schema) })
        var members: [JSONObject.Member] = [
            .init("type", "object"), .init("description", .string(description)),
            .init("properties", .object(properties)), .init("additionalProperties", false),
        ]
        if !required.isEmpty { members.append(.init("required", .array(required.map { .string($0) }))) }
        return .object(JSONObject(members))
    }

    private static func text(_ description: String, pattern: String? = nil) -> JSONValue {
        var members: [JSONObject.Member] = [.init("type", "string"), .init("description", .string(description))]
        if let pattern { members.append(.init("pattern", .string(pattern))) }
        return .object(JSONObject(members))
    }

    private static func duration(_ description: String) -> JSONValue {
        text(description + " A number with a unit: ms, s, m, h, d.", pattern: "^[0-9.]+(ms|s|m|h|d)$")
    }

    private static func list(_ description: String) -> JSONValue {
        ["type": "array", "items": ["type": "string"], "description": .string(description)]
    }

    private static func choice(_ description: String, _ words: [String]) -> JSONValue {
        ["enum": .array(words.map { .string($0) }), "description": .string(description)]
    }

    private static func status(_ description: String) -> JSONValue { integer(description, from: 200, to: 599) }

    private static func integer(_ description: String, from least: Int64, to most: Int64? = nil) -> JSONValue {
        var members: [JSONObject.Member] = [
            .init("type", "integer"), .init("minimum", .integer(least)), .init("description", .string(description)),
        ]
        if let most { members.append(.init("maximum", .integer(most))) }
        return .object(JSONObject(members))
    }
}
