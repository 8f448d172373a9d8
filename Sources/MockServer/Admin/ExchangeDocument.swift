public import MockModel

/// One call as the admin API shows it.
public struct ExchangeDocument {
    let exchange: Exchange
    let showsSecrets: Bool

    /// Takes a call; secrets in it are masked unless they are to be shown.
    public init(exchange: Exchange, showsSecrets: Bool) {
        self.exchange = exchange
        self.showsSecrets = showsSecrets
    }

    /// The document: request, why it matched, handler, state changes, response, timings.
    public var json: JSONValue {
        var object = JSONObject([
            .init("id", .integer(Int64(exchange.call))), .init("session", .string(exchange.session)),
            .init("at", .string(TimeText.rfc3339(exchange.time, milliseconds: true))), .init("request", request),
            .init("match", match),
        ])
        object["handler"] = handler
        object["behaviors"] = behaviors
        object["state"] = .array(exchange.changes.map(\.json))
        object["response"] = response
        if exchange.departure != nil { object["client_left"] = true }
        AftermathDocument(aftermath: exchange.aftermath, messages: messages).write(to: &object)
        object["timing_ms"] = timing
        return .object(object)
    }

    private var request: JSONValue {
        messages.request(
            exchange.request.method, exchange.request.target, exchange.request.headers, exchange.request.body)
    }

    private var response: JSONValue { exchange.response.map(messages.response) ?? .null }

    private var messages: MessageDocument { MessageDocument(showsSecrets: showsSecrets) }

    private var match: JSONValue {
        var object = JSONObject()
        object["route"] = exchange.reason.route.map(JSONValue.string) ?? .null
        object["params"] = .object(JSONObject(exchange.parameters.map { .init($0.name, .string($0.value)) }))
        object["example"] = exchange.reason.example.map(JSONValue.string) ?? .null
        object["why"] = .string(exchange.reason.sentence)
        object["considered"] = .array(exchange.considered.map(\.json))
        return .object(object)
    }

    private var handler: JSONValue {
        guard let location = exchange.reason.handler else { return .null }
        return .object(
            JSONObject([
                .init("at", .string(location.description)), .init("ms", .number(milliseconds(exchange.timing.handler))),
                .init("log", .array(exchange.log.map { .string($0.text) })),
            ]))
    }

    private var behaviors: JSONValue {
        guard case .behavior(_, let pattern, let detail) = exchange.reason else { return .array([]) }
        return .array([["pattern": .string(pattern), "detail": .string(detail)]])
    }

    private var timing: JSONValue {
        var object = JSONObject([
            .init("match", .number(milliseconds(exchange.timing.match))),
            .init("handler", .number(milliseconds(exchange.timing.handler))),
            .init("delay", .number(exchange.delay / .milliseconds(1))),
        ])
        object["total"] = exchange.duration.map { .number($0 / .milliseconds(1)) }
        return .object(object)
    }

    private func milliseconds(_ nanoseconds: Int64) -> Double {
        Double(nanoseconds / 1_000) / 1_000
    }
}

extension StateChange {
    fileprivate var json: JSONValue {
        var object = JSONObject()
        switch place {
        case .key(let key): object["key"] = .string(key)
        case .record(let collection, let id):
            object["collection"] = .string(collection)
            object["id"] = .string(id)
        }
        object["op"] = old == nil ? "insert" : new == nil ? "delete" : "update"
        object["old"] = old.map(JSONValue.init)
        object["new"] = new.map(JSONValue.init)
        return .object(object)
    }
}
