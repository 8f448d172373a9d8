import MockEngine
import MockModel

/// What came of a call after its answer, as the admin API shows it: its webhooks, and what its timers and stream wrote.
struct AftermathDocument {
    let aftermath: Aftermath
    let messages: MessageDocument

    /// Adds `webhooks`, and `later` when there is something to tell.
    func write(to object: inout JSONObject) {
        object["webhooks"] = .array(aftermath.events.compactMap(webhook))
        let later = aftermath.events.flatMap(lines)
        if !later.isEmpty { object["later"] = .array(later) }
        if aftermath.dropped > 0 { object["later_dropped"] = .integer(Int64(aftermath.dropped)) }
    }

    private func webhook(_ event: BackgroundEvent) -> JSONValue? {
        guard case .webhook(let attempt) = event else { return nil }
        return .object(webhook(attempt))
    }

    private func webhook(_ attempt: WebhookAttempt) -> JSONObject {
        let request = attempt.request
        var object = JSONObject([
            .init("id", .string(attempt.id)), .init("attempt", .integer(Int64(attempt.number))),
            .init("at", .string(TimeText.rfc3339(attempt.time, milliseconds: true))),
            .init("request", messages.request(request.method, request.url, request.headers, request.body)),
        ])
        switch attempt.result {
        case .response(let response): object["response"] = messages.response(response)
        case .failure(let failure):
            object["error"] = ["kind": .string(failure.kind.rawValue), "message": .string(failure.message)]
        }
        object["ms"] = .number(attempt.duration / .milliseconds(1))
        object["retry_ms"] = attempt.retry.map { .number($0 / .milliseconds(1)) }
        return object
    }

    /// One of a list of webhooks, with the number of its call.
    static func webhook(_ sent: SentWebhook, redaction: Redaction?) -> JSONValue {
        let messages = MessageDocument(redaction: redaction, secrets: nil, room: .listed)
        var object = AftermathDocument(aftermath: Aftermath(), messages: messages).webhook(sent.attempt)
        object["call"] = sent.call.map { .integer(Int64($0)) }
        return .object(object)
    }

    private func lines(_ event: BackgroundEvent) -> [JSONValue] {
        switch event {
        case .webhook: []
        case .log(let lines): lines.map { ["level": .string($0.level.rawValue), "text": messages.text($0.text)] }
        case .failure(let failure):
            [["failed": .string(failure.message), "at": .string(failure.location?.description ?? "")]]
        }
    }
}
