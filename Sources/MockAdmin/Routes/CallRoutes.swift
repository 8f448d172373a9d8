import MockEngine
import MockModel

/// The calls of a session, and its webhooks.
enum CallRoutes {
    static let all = list + forget + one + wait + verify + webhooks

    private static let list = SessionRoute.both(
        "GET", "calls", "The newest calls, oldest first, and how many older ones were dropped.",
        parameters: filters, answers: [AdminAnswer(200, "The calls; bodies up to 4 KiB.", schema: listSchema)]
    ) { call in
        answering { () throws(ValueError) in
            let query = try CallQuery(call)
            return call.perform(.calls(.list(query))) { call.list($0) }
        }
    }

    private static let forget = SessionRoute.both(
        "DELETE", "calls", "Forgets the calls and webhooks that were noted; numbers and turns go on.",
        answers: [SessionRoute.done]
    ) { call in call.perform(.calls(.forget)) { _ in .done } }

    private static let one = SessionRoute.both(
        "GET", "calls/{n}", "One call in full.",
        parameters: [
            AdminParameter(
                "n", .path, "The number of the call.", schema: AdminSchema(["type": "integer", "minimum": 1]))
        ],
        answers: [AdminAnswer(200, "The call; bodies up to 1 MiB.", schema: .reference("Call"))]
    ) { call in
        guard let number = Int(call["n"]), number > 0 else {
            return .answer(
                .problem(
                    404, "There is no \(call.request.path)", hint: call.routes.hint(for: call.request.path)))
        }
        var query = CallQuery()
        query.since = number - 1
        return call.perform(.calls(.list(query))) { reply in
            guard case .calls(let exchanges, _) = reply, let exchange = exchanges.first, exchange.call == number else {
                return .answer(
                    .problem(404, "There is no call \(number)", hint: "GET /_mock/calls lists those that are kept"))
            }
            return .json(ExchangeDocument(exchange, redaction: call.redaction).whole)
        }
    }

    private static let wait = SessionRoute.both(
        "GET", "calls/wait", "The calls once there are enough of them, those that came before included.",
        parameters: filters + [
            AdminParameter(
                "count", .query, "How many are waited for; 1 when it is left out.",
                schema: AdminSchema(["type": "integer", "minimum": 1])),
            AdminParameter("timeout", .query, "How long they are waited for; `5s` when it is left out.", schema: .text),
        ],
        answers: [
            AdminAnswer(200, "The calls.", schema: listSchema),
            AdminAnswer(408, "They did not come in time.", schema: .reference("Problem")),
        ]
    ) { call in
        answering { () throws(ValueError) in
            let count = call.query("count").map { Int($0) ?? 0 } ?? 1
            guard count > 0 else { throw ValueError("count: a whole number from 1") }
            let timeout = try call.duration(call.query("timeout") ?? "5s", "timeout")
            return call.perform(.calls(.wait(try CallQuery(call), count: count)), within: timeout) { call.list($0) }
        }
    }

    private static let verify = SessionRoute.both(
        "POST", "calls/verify",
        "Counts the calls that fit, and says how the nearest ones differ where there are too few.",
        body: verifySchema,
        sample: ["route": "GET /carts/{id}", "times": ["at_most": 3], "where": ["headers": ["accept": "*/*"]]],
        answers: [
            AdminAnswer(200, "Whether they are as many as wanted.", schema: verdictSchema),
            AdminAnswer(409, "Calls that it needs are no longer kept.", schema: .reference("Problem")),
        ]
    ) { call in
        call.perform(.calls(.verify(CallQuery(call.members), CallCount(call.members["times"])))) { reply in
            guard case .verdict(let verdict) = reply else { return .done }
            return .json(call.masked(verdict.document))
        }
    }

    private static let webhooks = SessionRoute.both(
        "GET", "webhooks", "The webhooks that were sent, each try of them, and how many older ones were dropped.",
        answers: [
            AdminAnswer(
                200, "The webhooks.",
                schema: .object([("webhooks", .list(of: AdminSchema(["type": "object"]))), ("dropped", .whole)]))
        ]
    ) { call in
        call.perform(.calls(.webhooks)) { reply in
            guard case .webhooks(let sent, let dropped) = reply else { return .done }
            let redaction = call.redaction
            return .list("{\"webhooks\":[", "],\"dropped\":\(dropped)}\n", count: sent.count) { index in
                AftermathDocument.webhook(sent[index], redaction: redaction)
            }
        }
    }

    private static let filters = [
        AdminParameter("route", .query, "Only calls of this route: `GET /carts/{id}`.", schema: .text),
        AdminParameter("status", .query, "Only calls with this status: `404` or `4xx`.", schema: .text),
        AdminParameter(
            "unmatched", .query, "Only calls that nothing answers; `false` for the others.", schema: .text),
        AdminParameter("since", .query, "Only calls after the one of this number.", schema: .text),
    ]

    private static let listSchema = AdminSchema.object([
        ("calls", .list(of: .reference("Call"))), ("dropped", .whole),
    ])

    private static let countSchema = AdminSchema(["type": "integer", "minimum": 0])
    private static let textsSchema = AdminSchema(["type": "object", "additionalProperties": ["type": "string"]])

    private static let verifySchema = AdminSchema.object(
        [
            ("route", .text), ("status", .text), ("unmatched", AdminSchema(["type": "boolean"])), ("since", .whole),
            (
                "times",
                .object(
                    [("exactly", countSchema), ("at_least", countSchema), ("at_most", countSchema)],
                    optional: ["exactly", "at_least", "at_most"])
            ),
            (
                "where",
                .object(
                    [
                        ("headers", textsSchema), ("query", textsSchema), ("params", textsSchema), ("json", .anything),
                        ("body", .text),
                    ], optional: ["headers", "query", "params", "json", "body"])
            ),
        ], optional: ["route", "status", "unmatched", "since", "times", "where"])

    private static let verdictSchema = AdminSchema.object([
        ("ok", AdminSchema(["type": "boolean"])), ("count", .whole), ("message", .text),
        (
            "closest",
            .list(
                of: .object([
                    ("call", .whole),
                    (
                        "differs",
                        .list(
                            of: .object(
                                [("at", .text), ("want", .anything), ("got", .anything)], optional: ["got"]))
                    ),
                ]))
        ),
    ])
}

extension AdminCall {
    /// A list of calls.
    fileprivate func list(_ reply: SessionReply) -> AdminStep {
        guard case .calls(let exchanges, let dropped) = reply else { return .done }
        let redaction = redaction
        return .list("{\"calls\":[", "],\"dropped\":\(dropped)}\n", count: exchanges.count) { index in
            ExchangeDocument(exchanges[index], redaction: redaction).listed
        }
    }
}

extension CallQuery {
    /// The query of a call.
    fileprivate init(_ call: AdminCall) throws(ValueError) {
        self.init()
        route = call.query("route")
        status = call.query("status")
        isUnmatched = call.query("unmatched").map { $0 != "false" }
        since = try call.query("since").map { (text) throws(ValueError) in
            guard let number = Int(text) else { throw ValueError("since: \"\(text)\" is no number of a call") }
            return number
        }
    }

    /// The query of a body; its schema was checked.
    fileprivate init(_ members: JSONObject) {
        self.init()
        route = members["route"]?.text
        status = members["status"]?.text
        if case .bool(let flag)? = members["unmatched"] { isUnmatched = flag }
        if case .integer(let number)? = members["since"] { since = Int(clamping: number) }
        guard let wanted = members["where"] else { return }
        request.headers = wanted["headers"].texts
        request.query = wanted["query"].texts
        request.parameters = wanted["params"].texts
        request.json = wanted["json"]
        request.body = wanted["body"]?.text
    }
}

extension CallCount {
    /// Reads `{"exactly": 1}`, `{"at_least": 1, "at_most": 3}`; nothing means at least one.
    fileprivate init(_ value: JSONValue?) {
        func number(_ name: String) -> Int? {
            if case .integer(let number)? = value?[name] { Int(clamping: number) } else { nil }
        }
        if let count = number("exactly") {
            self.init(least: count, most: count)
        } else {
            let most = number("at_most")
            self.init(least: number("at_least") ?? (most == nil ? 1 : 0), most: most)
        }
    }
}

extension JSONValue? {
    /// The members that are texts.
    fileprivate var texts: [(name: String, value: String)] {
        guard case .object(let object)? = self else { return [] }
        return object.members.compactMap { member in member.value.text.map { (member.name, $0) } }
    }
}

extension CallVerdict {
    fileprivate var document: JSONValue {
        let closest = closest.map { near -> JSONValue in
            let differences = near.differences.map { difference -> JSONValue in
                var object = JSONObject([.init("at", .string(difference.place)), .init("want", difference.wanted)])
                object["got"] = difference.got
                return .object(object)
            }
            return ["call": .integer(Int64(near.call)), "differs": .array(differences)]
        }
        return [
            "ok": .bool(isFine), "count": .integer(Int64(count)), "message": .string(message),
            "closest": .array(closest),
        ]
    }
}
