@testable import MockEngine
@testable import MockModel

/// Readers and matchers of what clients send in bodies and headers.
enum DataWork {
    static let cases: [String: @Sendable (Int) -> Void] = [
        "multipart-lines": { multipart(Array("--b\r\n".utf8) + repeated("X: y\r\n", to: $0) + Array("\r\nx\r\n--b--".utf8)) },
        "multipart-parts": { multipart(repeated("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n", to: $0)) },
        "multipart-near-boundaries": { multipart(Array("--b\r\n\r\n\r\n".utf8) + repeated("\r\n--\r\n-\r\r\n", to: $0)) },
        "multipart-parameters": { size in
            let line = Array("--b\r\nContent-Disposition: form-data; name=a".utf8)
            multipart(line + repeated("; a=\"b\\\"\"", to: size) + Array("\r\n\r\nx\r\n--b--".utf8))
        },
        "form": { form(repeated("a=%41+b&", to: $0)) },
        "form-long-value": { form(repeated("%4", to: $0)) },
        "json-numbers": { json(Array("[0".utf8) + repeated(",1,-2.5e3", to: $0) + Array("]".utf8)) },
        "json-names": { size in
            json(Array("{\"x\":0".utf8) + numbered(to: size) { ",\"name\($0)\":\($0)" } + Array("}".utf8))
        },
        "json-escapes": { json(Array("\"".utf8) + repeated("\\u00e9\\n\\ud83d\\ude00", to: $0) + Array("\"".utf8)) },
        "json-control": { _ = JSONWriter.text(.string(String(decoding: repeated("\u{1}", to: $0), as: UTF8.self))) },
        "json-nested": { json(Array("[0".utf8) + repeated(",[[[[[[[[{\"a\":[]}]]]]]]]]", to: $0) + Array("]".utf8)) },
        "json-broken": { json(Array("[0".utf8) + repeated(",\n1", to: $0) + Array("x".utf8)) },
        "contains-absent": { condition("body contains needle", repeated("needl", to: $0)) },
        "contains-repetitive": { condition("body contains \(String(repeating: "a", count: 500))b", repeated("a", to: $0)) },
        "body-equals": { condition("body = x", repeated("x", to: $0)) },
        "body-number": { condition("body > 5", repeated("1", to: $0)) },
        "body-expression": { condition("body ~ needle$", repeated("needl", to: $0)) },
        "body-expression-backtracks": { condition("body ~ (a|a)*b", repeated("a", to: $0)) },
        "body-path": { condition("body.z[1].a contains x", Array("{\"z\":[0".utf8) + repeated(",{\"a\":[1]}", to: $0) + Array("]}".utf8)) },
        "examples-with-conditions": { size in
            let context = context(of: repeated("x", to: size))
            for number in 0..<50 { _ = parsed("body contains y\(number)").failure(in: context) }
        },
        "header-building": { size in
            var fields = HeaderFields()
            for number in 0..<size / 16 { fields.append("X-\(number % 1_000)", "value \(number)") }
            fields.set("X-1", "a")
            fields.remove("x-2")
            _ = (fields["x-999"], fields.values(of: "x-3"), fields.endToEnd)
        },
        "cookies": { size in
            let value = String(decoding: repeated("a=b; c=\"d\";", to: size), as: UTF8.self)
            _ = Request(method: "GET", target: "/", headers: HeaderFields([("Cookie", value)])).cookies
        },
        "path": { size in
            let target = String(decoding: repeated("/a%20b/{c}", to: size) + repeated("?x=%41&y", to: size), as: UTF8.self)
            let request = Request(method: "GET", target: target)
            _ = (request.path, request.segments, request.queryItems)
        },
        "behavior-rests": { size in
            let pattern = BehaviorPattern(String(repeating: "/**/a", count: 10) + "/z")
            _ = pattern.covers(method: "GET", [String](repeating: "a", count: size / 8)[...])
        },
        "limit-keys": { size in
            var counter = CallCounter()
            let limit = Behavior.Limit(requests: 5, per: .seconds(60))
            for number in 0..<size / 8 { _ = counter.count("key \(number)", limit: limit, at: Int64(number / 1_000)) }
        },
        "subscriptions": { size in
            var subscriptions = Subscriptions()
            let reader = subscriptions.open("t")
            for number in 0..<size / 64 { _ = subscriptions.publish(PackedValue("\(number)"), under: "t") }
            while subscriptions.take(reader) != nil {}
        },
        "records": { size in
            var list = RecordList()
            for number in 0..<size / 32 { list["\(number)"] = PackedValue("x") }
            for number in 0..<size / 32 { list["\(number)"] = nil }
        },
        "timers-same-time": { size in
            var queue = EventQueue()
            for number in 0..<size / 32 { queue.add(.end(number), at: Int64(number % 7)) }
            while queue.takeDue(at: 10) != nil {}
        },
        "variables": { size in
            _ = VariableTemplate.pieces(of: String(decoding: repeated("{{a}} {{{b}} {", to: size), as: UTF8.self))
        },
        "schema-of-a-large-value": { size in
            let schema = ProjectSchemas([
                "schemas/a.json": ["type": "array", "uniqueItems": true, "items": ["type": "integer", "minimum": 0]]
            ])
            let value = JSONValue.array((0..<size / 8).map { .integer(Int64($0)) })
            _ = try? schema.schema(named: "a").findings(in: value)
        },
        "schema-ring": { size in
            let count = max(2, size / 256)
            var documents: [String: JSONValue] = [:]
            for number in 0..<count {
                documents["schemas/s\(number).json"] = ["properties": ["a": ["$ref": .string("s\((number + 1) % count).json")]]]
            }
            if !ProjectSchemas(documents).compile(documents.keys.sorted()).isEmpty { print("refused") }
        },
    ]

    private static func multipart(_ body: [UInt8]) {
        let type = HeaderFields([("Content-Type", "multipart/form-data; boundary=b")])
        let request = Request(method: "POST", target: "/", headers: type, body: body)
        _ = (FormBody(request), MultipartText.fields(of: body, boundary: "b"))
    }

    private static func form(_ body: [UInt8]) {
        let type = HeaderFields([("Content-Type", "application/x-www-form-urlencoded")])
        _ = FormBody(Request(method: "POST", target: "/", headers: type, body: body))
    }

    private static func json(_ bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes) else { return }
        _ = (JSONWriter.compact(value), JSONValue(PackedValue(value)), value.canonical)
    }

    private static func context(of body: [UInt8]) -> ConditionContext {
        ConditionContext(request: Request(method: "POST", target: "/", body: body), parameters: [])
    }

    private static func parsed(_ text: String) -> Condition {
        guard let condition = try? Condition(parsing: text, at: SourceLocation(file: "f")) else { fatalError("no condition: \(text)") }
        return condition
    }

    private static func condition(_ text: String, _ body: [UInt8]) {
        _ = parsed(text).failure(in: context(of: body))
    }
}
