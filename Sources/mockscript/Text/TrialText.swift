import MockEngine
import MockModel
import MockScriptKit

/// What `try` prints: the way of the request, then the response as `curl -i` would.
struct TrialText {
    let delivery: Delivery
    /// How it went on in session time: the parts of a stream.
    var played: SimulatedCall?
    let readLines: LineReader
    let source: String
    /// The base path, which callers put in front of the route's.
    var base: PathPattern?

    func text(_ terminal: Terminal) -> String {
        let exchange = delivery.exchange
        var lines = ["\(way)"]
        for candidate in exchange.considered {
            let failed = VisibleText(candidate.failed.joined(separator: "; ")).escaped
            lines.append(row(candidate.example ?? candidate.route, failed))
        }
        if let handler = exchange.reason.handler {
            let time = (Double(exchange.timing.handler) / 1e6 * 10).rounded() / 10
            lines.append(row("handler", "\(VisibleText(handler.description).escaped)      \(time) ms"))
        }
        lines.append(row("state", changes))
        if exchange.delay > .zero { lines.append(row("delay", DurationText(exchange.delay).short)) }
        if let fault = delivery.fault { lines.append(row("fault", fault.kind.rawValue)) }
        for entry in exchange.log {
            let written = VisibleText(entry.text).lines
            lines += written.enumerated().map { row($0 == 0 ? entry.level.rawValue : "", $1) }
        }
        return lines.map(terminal.folded).joined(separator: "\n") + "\n\n" + failure(terminal) + message(terminal)
            + later(terminal)
    }

    /// `GET /users/{id}   example default → handler`.
    private var way: String {
        let reason = delivery.exchange.reason
        let request = delivery.exchange.request
        let route = reason.route.map { Route.name($0, below: base) }
        return VisibleText("\(route ?? "\(request.method) \(request.target)")   \(reason.sentence)").escaped
    }

    private func row(_ name: String, _ value: String) -> String {
        "  \(VisibleText(name).escaped.padded(to: 16))  \(value)"
    }

    private var changes: String {
        let changes = delivery.exchange.changes.map { change in
            switch change.place {
            case .key(let key): VisibleText("\(key): \(shown(change.old)) → \(shown(change.new))").escaped
            case .record(let collection, let id):
                VisibleText("\(collection)/\(id): \(shown(change.old)) → \(shown(change.new))").escaped
            }
        }
        return changes.isEmpty ? "unchanged" : changes.joined(separator: "\n                    ")
    }

    private func shown(_ value: PackedValue?) -> String {
        guard let value else { return "none" }
        return String(decoding: JSONWriter.compact(JSONValue(value)), as: UTF8.self)
    }

    private func failure(_ terminal: Terminal) -> String {
        guard case .failure(let route, let failure) = delivery.exchange.reason else { return "" }
        let block = FailureText(
            failure: failure, exchange: delivery.exchange, route: route, readLines: readLines, source: source)
        return block.text(terminal) + "\n\n"
    }

    private func message(_ terminal: Terminal) -> String {
        let response = delivery.response
        let reason = response.reason ?? Response.reason(of: response.status)
        var text = "HTTP/1.1 \(response.status) \(VisibleText(reason).escaped)\n"
        for field in response.headers.fields {
            text += VisibleText("\(field.name): \(field.value)").escaped + "\n"
        }
        if let played, delivery.stream != nil { return text + "\n" + stream(played, terminal) }
        switch response.body {
        case .none: return text
        case .file(let file): return text + "\n< \(VisibleText(file.path).escaped) (\(file.size) bytes)\n"
        case .bytes(let bytes): return text + "\n" + String(decoding: bytes, as: UTF8.self) + "\n"
        }
    }

    /// What timers and webhooks of the call did meanwhile.
    private func later(_ terminal: Terminal) -> String {
        let call = delivery.exchange.call
        let events = (played?.events ?? []).filter { event in
            guard case .failure(let failure) = event else { return true }
            return failure != played?.failure
        }
        let lines = events.flatMap { event in
            BackgroundLine(event: event, session: "default", call: call)
                .lines(terminal, time: "", readLines: readLines, isVerbose: false)
        }
        return lines.isEmpty ? "" : "\n" + lines.joined(separator: "\n") + "\n"
    }

    /// What ended the function of a stream, with the line where it happened.
    private func streamFailure(_ failure: ScriptFailure, _ terminal: Terminal) -> String {
        let block = FailureText(
            failure: failure, exchange: delivery.exchange, route: delivery.exchange.reason.route ?? "",
            readLines: readLines,
            source: source)
        return (["error: the function of the stream failed", ""] + block.place(terminal)).joined(separator: "\n")
    }

    /// The parts of a stream, each line behind the time at which it was sent.
    private func stream(_ played: SimulatedCall, _ terminal: Terminal) -> String {
        var text = ""
        for (time, part) in played.parts {
            let lines = String(decoding: part.bytes, as: UTF8.self).split(
                separator: "\n", omittingEmptySubsequences: true)
            let shown = part.close.map { ["(closed with \($0))"] } ?? lines.map { VisibleText(String($0)).escaped }
            for line in shown { text += "\("+\(time) ms".aligned(to: 12))  \(line)\n" }
        }
        if let failure = played.failure { text += "\n\(streamFailure(failure, terminal))\n" }
        return text + "\n(ended after \(DurationText(.milliseconds(played.elapsed)).short) of session time)\n"
    }
}

extension StreamPart {
    /// Code and reason when it ends a WebSocket.
    fileprivate var close: String? {
        guard case .close(let code, let reason) = self else { return nil }
        return reason.isEmpty ? "\(code)" : "\(code), \(VisibleText(reason).escaped)"
    }
}
