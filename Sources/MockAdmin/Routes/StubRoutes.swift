import MockEngine
import MockModel

/// Answers that a test gives instead of routes.
enum StubRoutes {
    static let all = list + add + remove

    private static let list = SessionRoute.both(
        "GET", "stubs", "The answers that stand in for routes, and how often each was used.",
        answers: [
            AdminAnswer(
                200, "The stubs.",
                schema: .object([
                    (
                        "stubs",
                        .list(
                            of: .object([
                                ("route", .text), ("status", .whole), ("used", .whole),
                                ("left", AdminSchema.whole.orNull),
                            ]))
                    )
                ]))
        ]
    ) { call in call.perform(.arrangement(.stubs)) { .json(["stubs": $0.document]) } }

    private static let add = SessionRoute.both(
        "POST", "stubs",
        "Answers instead of a route, `times` times or always; stubs with `times` answer one after the other, in the order in which they were made.",
        body: stubSchema,
        sample: [
            "route": "GET /rates/{pair}", "times": 2,
            "answer": ["status": 503, "headers": ["Retry-After": "1"], "json": ["error": "down"], "delay": "200ms"],
        ],
        answers: [AdminAnswer(201, "It is done.", schema: .object([("ok", AdminSchema(["const": true]))]))]
    ) { call in
        answering { () throws(ValueError) in
            var times: Int?
            if case .integer(let number)? = call.members["times"] { times = Int(clamping: number) }
            let route = call.members["route"]?.text ?? ""
            let answer = try StubAnswer(call.members["answer"])
            return call.perform(.arrangement(.answer(route: route, answer, times: times))) { _ in
                .answer(.json(201, ["ok": true]))
            }
        }
    }

    private static let remove = SessionRoute.both(
        "DELETE", "stubs", "Takes all stubs away.", answers: [SessionRoute.done]
    ) { call in call.perform(.arrangement(.removeStubs)) { _ in .done } }

    private static let stubSchema = AdminSchema.object(
        [
            ("route", .text), ("times", AdminSchema(["type": "integer", "minimum": 1])),
            (
                "answer",
                .object(
                    [
                        ("status", AdminSchema(["type": "integer", "minimum": 200, "maximum": 599])),
                        ("headers", AdminSchema(["type": "object", "additionalProperties": ["type": "string"]])),
                        ("json", .anything), ("body", .text), ("delay", .text),
                    ], optional: ["status", "headers", "json", "body", "delay"])
            ),
        ], optional: ["times"])
}

extension StubAnswer {
    /// Reads an answer whose schema was checked.
    fileprivate init(_ value: JSONValue?) throws(ValueError) {
        var response = Response()
        if case .integer(let status)? = value?["status"] { response.status = Int(clamping: status) }
        if case .object(let fields)? = value?["headers"] {
            for field in fields.members { response.headers.append(field.name, field.value.text ?? "") }
        }
        if let json = value?["json"] {
            guard value?["body"] == nil else { throw ValueError("answer: json and body do not go together") }
            if !response.headers.contains("content-type") {
                response.headers.append("Content-Type", "application/json")
            }
            response.body = .bytes(JSONWriter.compact(json))
        } else if let text = value?["body"]?.text {
            response.body = .bytes(Array(text.utf8))
        }
        do throws(ResponseHeadError) {
            try response.checkHead()
        } catch { throw ValueError("answer: \(EdgeResponse.detail(of: error))") }
        let delay = try value?["delay"]?.text.map { (text) throws(ValueError) in try Latency(parsing: text) }
        self.init(response: response, delay: delay)
    }
}
