import MockAdmin
import MockEngine
import MockModel
import MockScriptKit

/// What `try --json` prints: the call as the admin API shows it, with what went wrong and what a stream sent.
struct TrialDocument {
    let delivery: Delivery
    /// How it went on in session time.
    let played: SimulatedCall
    let readLines: LineReader

    var json: JSONValue {
        guard case .object(var object) = ExchangeDocument(delivery.exchange, redaction: nil).whole else {
            return .null
        }
        object["fault"] = delivery.fault.map { .string($0.kind.rawValue) }
        if case .failure(_, let failure) = delivery.exchange.reason { object["failure"] = self.failure(failure) }
        if delivery.stream != nil { object["stream"] = stream }
        let events = played.events.map { event in
            BackgroundLine(event: event, session: "default", call: delivery.exchange.call).json
        }
        if !events.isEmpty { object["events"] = .array(events) }
        return .object(object)
    }

    private func failure(_ failure: ScriptFailure) -> JSONValue {
        var object = JSONObject([.init("message", .string(failure.message))])
        guard let location = failure.location else { return .object(object) }
        let exact = FailureText.located(failure, at: location, in: readLines(location.file))
        object["file"] = .string(exact.file)
        object["line"] = exact.line.map { .integer(Int64($0)) }
        object["column"] = exact.column.map { .integer(Int64($0)) }
        object["length"] = exact.length.map { .integer(Int64($0)) }
        object["called_from"] = .array(failure.frames.dropFirst().map { .string($0.location.description) })
        return .object(object)
    }

    /// The parts with the milliseconds at which they were sent.
    private var stream: JSONValue {
        let parts = played.parts.map { time, part -> JSONValue in
            var object = JSONObject([.init("ms", .integer(time))])
            if case .close(let code, let reason) = part {
                object["close"] = .integer(Int64(code))
                object["reason"] = .string(reason)
            } else {
                object["text"] = .string(String(decoding: part.bytes, as: UTF8.self))
            }
            return .object(object)
        }
        var object = JSONObject([.init("parts", .array(parts)), .init("ms", .integer(played.elapsed))])
        object["failure"] = played.failure.map(failure)
        return .object(object)
    }
}
