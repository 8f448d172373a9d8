import MockModel

extension SentWebhook {
    /// A try of a webhook as a test sees it.
    func document(since began: Int64) -> JSONValue {
        var document = attempt.request.document
        document["id"] = .string(attempt.id)
        document["attempt"] = .integer(Int64(attempt.number))
        document["at_ms"] = .integer(attempt.time - began)
        document["call"] = call.map { .integer(Int64($0)) }
        return .object(document)
    }
}

extension HeaderFields {
    /// Names and values flat.
    fileprivate var flat: JSONValue { .array(fields.flatMap { [.string($0.name), .string($0.value)] }) }
}

extension OutgoingRequest {
    fileprivate var document: JSONObject {
        JSONObject([
            .init("method", .string(method)), .init("url", .string(url)), .init("headers", headers.flat),
            .init("body", .string(String(decoding: body, as: UTF8.self))),
        ])
    }
}

extension Exchange {
    /// A call as a test sees it.
    func document(since began: Int64) -> JSONValue {
        var document = JSONObject([
            .init("id", .integer(Int64(call))), .init("method", .string(request.method)),
            .init("path", .string(request.path)), .init("url", .string(request.target)),
            .init("headers", request.headers.flat),
            .init("body", .string(String(decoding: request.body, as: UTF8.self))),
            .init("at_ms", .integer(time - began)), .init("reason", .string(reason.sentence)),
        ])
        document["route"] = reason.route.map(JSONValue.string)
        document["example"] = reason.example.map(JSONValue.string)
        document["fault"] = fault.map { .string($0.kind.rawValue) }
        document["params"] = .object(JSONObject(parameters.map { .init($0.name, .string($0.value)) }))
        document["query"] = .object(JSONObject(request.queryItems.reversed().map { .init($0.name, .string($0.value)) }))
        document["log"] = .array(log.map { .string($0.text) })
        guard let response else { return .object(document) }
        document["status"] = .integer(Int64(response.status))
        document["response"] = [
            "status": .integer(Int64(response.status)), "headers": response.headers.flat,
            "body": .string(response.bodyText),
        ]
        return .object(document)
    }
}

extension Response {
    fileprivate var bodyText: String {
        guard case .bytes(let bytes) = body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
