import MockModel
import MockScriptKit

/// What a session did beside answering: a webhook, a failure of a timer or a stream, lines of a timer.
///
///     14:03:31  ↗ POST http://127.0.0.1:9/hook  200   12 ms   webhook_1 of call 17
struct BackgroundLine {
    let event: BackgroundEvent
    let session: String
    let call: Int?

    /// The lines, without their ends.
    func lines(_ terminal: Terminal, time: String, readLines: LineReader, isVerbose: Bool) -> [String] {
        let start = terminal.paint(time, .faint) + "  "
        switch event {
        case .webhook(let attempt): return [start + prefix + webhook(attempt, terminal)]
        case .failure(let failure): return self.failure(failure, terminal, readLines)
        case .log(let lines):
            let shown = lines.filter { isVerbose || $0.level != .debug }
            return shown.isEmpty ? [] : [start + prefix + "│ \(cause)"] + shown.map { LogFormat.written($0, terminal) }
        }
    }

    private var prefix: String { session == "default" ? "" : "[\(shown(session))] " }

    private var cause: String { call.map { "after call \($0)" } ?? "timer" }

    private func webhook(_ attempt: WebhookAttempt, _ terminal: Terminal) -> String {
        let status = terminal.paint(attempt.outcome, attempt.isAccepted ? .good : .bad)
        var line =
            "↗ \(terminal.paint(shown(attempt.request.method), .strong)) \(shown(attempt.request.url))  \(status) "
        line += terminal.paint(DurationText(attempt.duration).short.aligned(to: 7), .faint)
        line += "   \(shown(attempt.id))" + (call.map { " of call \($0)" } ?? "")
        if attempt.number > 1 { line += ", try \(attempt.number)" }
        if case .failure(let failure) = attempt.result { line += ": \(shown(failure.message))" }
        if let retry = attempt.retry { line += "; again in \(DurationText(retry).short)" }
        return line
    }

    /// Where it happened, with the lines around.
    private func failure(_ failure: ScriptFailure, _ terminal: Terminal, _ readLines: LineReader) -> [String] {
        let title = call.map { "a timer or stream of call \($0) failed" } ?? "a timer failed"
        var lines = [terminal.paint("error:", .bad) + " \(prefix)\(title)", ""]
        if let location = failure.location {
            let source = readLines(location.file)
            let exact = FailureText.located(failure, at: location, in: source)
            let excerpt = SourceExcerpt(
                location: exact, lines: source, context: 1, remark: shown(failure.message),
                heading: exact.ofLine)
            lines += excerpt.text(terminal)
        } else {
            lines.append("  \(shown(failure.message))")
        }
        return lines + [""]
    }

    private func shown(_ text: String) -> String { VisibleText(text).escaped }

    /// The event of `--json`.
    var json: JSONValue {
        var object = JSONObject([.init("event", .string(event.name)), .init("session", .string(session))])
        object["call"] = call.map { .integer(Int64($0)) }
        switch event {
        case .webhook(let attempt):
            object["id"] = .string(attempt.id)
            object["attempt"] = .integer(Int64(attempt.number))
            object["method"] = .string(attempt.request.method)
            object["url"] = .string(attempt.request.url)
            object["ms"] = .number((attempt.duration / .microseconds(1)).rounded() / 1_000)
            object["retry_ms"] = attempt.retry.map { .integer(Int64($0 / .milliseconds(1))) }
            switch attempt.result {
            case .response(let response): object["status"] = .integer(Int64(response.status))
            case .failure(let failure):
                object["error"] = .string(failure.kind.rawValue)
                object["message"] = .string(failure.message)
            }
        case .failure(let failure):
            object["message"] = .string(failure.message)
            object["file"] = failure.location.map { .string($0.file) }
            object["line"] = failure.location?.line.map { .integer(Int64($0)) }
        case .log(let lines): object["log"] = .array(lines.map { .string($0.text) })
        }
        return .object(object)
    }
}

extension BackgroundEvent {
    /// The name of its `--json` event.
    fileprivate var name: String {
        switch self {
        case .webhook: "webhook"
        case .failure: "failure"
        case .log: "log"
        }
    }
}

extension WebhookAttempt {
    /// The status, or the name of what went wrong.
    fileprivate var outcome: String {
        switch result {
        case .response(let response): String(response.status)
        case .failure(let failure): failure.kind.rawValue
        }
    }
}
