public import MockModel

/// One call as the admin API shows it.
public struct ExchangeDocument {
    let exchange: Exchange
    private let redaction: Redaction?

    /// Takes a call; secrets in it are masked when there is a redaction.
    public init(_ exchange: Exchange, redaction: Redaction?) {
        self.exchange = exchange
        self.redaction = redaction
    }

    /// The document: request, why it matched, handler, state changes, response, timings; bodies up to 1 MiB.
    public var whole: JSONValue { document(in: .call) }

    /// The same for a list of calls: bodies up to 4 KiB.
    public var listed: JSONValue { document(in: .listed) }

    private func document(in room: DocumentRoom) -> JSONValue {
        let secrets = redaction.map { SecretValues(of: exchange, by: $0) }
        let document = document(MessageDocument(redaction: redaction, secrets: secrets, room: room))
        return secrets?.masked(document) ?? document
    }

    private func document(_ messages: MessageDocument) -> JSONValue {
        var object = JSONObject([
            .init("id", .integer(Int64(exchange.call))), .init("session", .string(exchange.session)),
            .init("at", .string(TimeText.rfc3339(exchange.time, milliseconds: true))),
            .init("request", request(messages)), .init("match", match),
        ])
        object["handler"] = handler(messages)
        object["behaviors"] = behaviors
        object["state"] = .array(exchange.changes.map { $0.json(messages.room, redaction) })
        object["response"] = exchange.response.map(messages.response) ?? .null
        if exchange.departure != nil { object["client_left"] = true }
        AftermathDocument(aftermath: exchange.aftermath, messages: messages).write(to: &object)
        object["timing_ms"] = timing
        return .object(object)
    }

    private func request(_ messages: MessageDocument) -> JSONValue {
        messages.request(
            exchange.request.method, exchange.request.target, exchange.request.headers, exchange.request.body)
    }

    private var match: JSONValue {
        let secrets = SecretValues(by: redaction ?? Redaction())
        var object = JSONObject()
        object["route"] = exchange.reason.route.map(JSONValue.string) ?? .null
        object["params"] = .object(JSONObject(exchange.parameters.map { .init($0.name, .string($0.value)) }))
        object["example"] = exchange.reason.example.map(JSONValue.string) ?? .null
        let considered = redaction == nil ? exchange.considered : exchange.considered.map { secrets.masked($0) }
        object["why"] = .string(redaction == nil ? exchange.reason.sentence : secrets.masked(exchange.reason))
        object["considered"] = .array(considered.map(\.json))
        return .object(object)
    }

    private func handler(_ messages: MessageDocument) -> JSONValue {
        guard let location = exchange.reason.handler else { return .null }
        return .object(
            JSONObject([
                .init("at", .string(location.description)), .init("ms", .number(milliseconds(exchange.timing.handler))),
                .init("log", .array(exchange.log.map { messages.text($0.text) })),
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
    fileprivate func json(_ room: DocumentRoom, _ redaction: Redaction?) -> JSONValue {
        var object = JSONObject()
        var isSecret = false
        switch place {
        case .key(let key):
            object["key"] = .string(key)
            isSecret = redaction?.hides(key) == true
        case .record(let collection, let id):
            object["collection"] = .string(collection)
            object["id"] = .string(id)
        }
        object["op"] = old == nil ? "insert" : new == nil ? "delete" : "update"
        for (name, value) in [("old", old), ("new", new)] {
            guard let value else { continue }
            if isSecret {
                object[name] = .string(Redaction.mask)
            } else if room.take(value.bytes.count) {
                object[name] = JSONValue(value)
            } else {
                object["\(name)_size"] = .integer(Int64(value.bytes.count))
            }
        }
        return .object(object)
    }
}
