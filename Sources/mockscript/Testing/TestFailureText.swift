import MockEngine
import MockModel
import MockScriptKit

/// A test that failed: what was wanted and got, the line, the call with its reasons, and what was written.
struct TestFailureText {
    let result: TestSuite.Result
    let readLines: LineReader
    let source: String

    /// The lines, without margin.
    func lines(_ terminal: Terminal) -> [String] {
        guard let failure = result.outcome.failure else { return [] }
        return (cause(failure, terminal) + written(terminal)).map { line in
            line.contains(" │ ") || line.contains("\u{1B}") ? line : terminal.folded(line)
        }
    }

    /// The failure in one line, for reports that have only one.
    var message: String { result.outcome.failure?.message ?? "" }

    /// What kind of failure it is, in a word.
    var kind: String {
        switch result.outcome.failure {
        case nil: ""
        case .code(let failure): if case .expectation = failure.kind { "expectation" } else { "error" }
        case .handler: "handler"
        case .idle: "idle-expectation"
        case .unstubbed: "no-stand-in"
        case .standStill: "stand-still"
        }
    }

    /// Where it happened.
    var location: SourceLocation? {
        switch result.outcome.failure {
        case .code(let failure): failure.location
        case .handler(let failed): failed.failure.location
        case .idle(let place): place
        case nil, .unstubbed, .standStill: result.test.location
        }
    }

    private func cause(_ failure: TestOutcome.Failure, _ terminal: Terminal) -> [String] {
        switch failure {
        case .code(let failure): return code(failure, terminal)
        case .handler(let failed): return handler(failed, terminal)
        case .idle(let place):
            let failure = ScriptFailure(
                .expectation(call: nil), TestOutcome.Failure.idleMessage, frames: [.init(location: place)])
            return excerpt(of: failure, at: place, failure.message, "value", terminal)
        case .unstubbed(let request): return unstubbed(request, terminal)
        case .standStill: return [shown(message)] + call(result.outcome.calls.last, terminal)
        }
    }

    // MARK: - The test's own code

    private func code(_ failure: ScriptFailure, _ terminal: Terminal) -> [String] {
        let messages = failure.message.split(separator: "\n").map(String.init)
        var lines: [String]
        if let location = failure.location {
            lines = excerpt(of: failure, at: location, messages.first ?? "", word(of: failure), terminal)
        } else {
            lines = [shown(messages.first ?? "")]
        }
        lines += messages.dropFirst().map { "also: " + shown($0) }
        lines += failure.frames.dropFirst().prefix(4).map { "called from \(shown($0.location.description))" }
        guard case .expectation(let number?) = failure.kind else { return lines }
        let exchange = result.outcome.calls.first { $0.call == number }
        lines += call(exchange, terminal)
        if messages.first?.hasPrefix("status: ") ?? false { lines += body(exchange) }
        if let failed = result.outcome.handlers.first(where: { $0.exchange?.call == number }) {
            lines += handler(failed, terminal)
        }
        return lines
    }

    /// What is underlined: the method that does not hold.
    private func word(of failure: ScriptFailure) -> String? {
        guard case .expectation(let call) = failure.kind else { return nil }
        return call == nil ? "value" : ":expect"
    }

    /// `file:line   message`, the line, and waves below what is meant.
    private func excerpt(
        of failure: ScriptFailure, at location: SourceLocation, _ message: String, _ word: String?, _ terminal: Terminal
    ) -> [String] {
        let lines = readLines(location.file)
        let exact = TestFailureText.located(failure, at: location, in: lines, word)
        let heading = "\(exact.ofLine)   \(message)"
        return SourceExcerpt(location: exact, lines: lines, heading: heading).text(terminal).map { line in
            line.hasPrefix("  ") ? String(line.dropFirst(2)) : line
        }
    }

    /// Lua names the line only: the expectation in it is what is meant.
    static func located(
        _ failure: ScriptFailure, at location: SourceLocation, in lines: [String], _ word: String?
    ) -> SourceLocation {
        guard let number = location.line, lines.indices.contains(number - 1), word != nil else {
            return FailureText.located(failure, at: location, in: lines)
        }
        let line = lines[number - 1]
        let own = [":equals", ":contains", ":at_least", ":at_most", ":is_nil", ":fails", "expect("]
        let names = word == ":expect" ? [":expect"] : own
        let found = names.compactMap { name in line.ranges(of: name).last.map { ($0, name) } }
        guard let (range, _) = found.first else { return FailureText.located(failure, at: location, in: lines) }
        let column = line.distance(from: line.startIndex, to: range.lowerBound) + 1
        let length = line[range].hasSuffix("(") ? line[range].count - 1 : line[range].count
        return SourceLocation(file: location.file, line: number, column: column, length: length)
    }

    // MARK: - Calls and handlers

    /// `call 2   POST /carts/cart_1/checkout   409   example empty`.
    private func call(_ exchange: Exchange?, _ terminal: Terminal) -> [String] {
        guard let exchange else { return [] }
        let status = exchange.response.map { String($0.status) } ?? exchange.fault?.kind.rawValue ?? "---"
        let fault = exchange.fault.map { " (fault \($0.kind.rawValue))" } ?? ""
        var lines = [
            "call \(exchange.call)   \(shown("\(exchange.request.method) \(exchange.request.target)"))   \(status)   "
                + shown(exchange.reason.sentence) + fault
        ]
        for candidate in exchange.considered.prefix(5) {
            lines.append(
                "  \(shown(candidate.example ?? candidate.route)): \(shown(candidate.failed.joined(separator: "; ")))")
        }
        return lines
    }

    /// The first lines of the body that came with another status than wanted.
    private func body(_ exchange: Exchange?) -> [String] {
        guard case .bytes(let bytes)? = exchange?.response?.body, !bytes.isEmpty else { return [] }
        guard let text = String(validating: bytes.prefix(4_096), as: UTF8.self) else {
            return ["  (\(bytes.count) bytes)"]
        }
        let pretty = bytes.count <= 4_096 ? (try? JSONValue(parsing: bytes)).map { JSONWriter.pretty($0) } : nil
        let shown = pretty.map { String(decoding: $0, as: UTF8.self) } ?? text
        let all = shown.split(separator: "\n", omittingEmptySubsequences: false)
        let lines = all.prefix(TestFailureText.bodyLines).map { "  │ " + self.shown(String($0.prefix(160))) }
        return lines + (all.count > TestFailureText.bodyLines ? ["  │ …"] : [])
    }

    private static let bodyLines = 8

    private func handler(_ failed: HandlerFailure, _ terminal: Terminal) -> [String] {
        var lines = [shown(failed.title)]
        if let location = failed.failure.location {
            let block = excerpt(of: failed.failure, at: location, failed.failure.message, nil, terminal)
            lines += block.map { "  " + $0 }
        } else {
            lines.append("  " + shown(failed.failure.message))
        }
        lines += failed.failure.frames.dropFirst().prefix(4).map { "  called from \(shown($0.location.description))" }
        return lines
    }

    private func unstubbed(_ request: OutgoingRequest, _ terminal: Terminal) -> [String] {
        let head = TestOutcome.Failure.unstubbedMessage(request)
        return [shown(head), "add: " + shown(TestFailureText.stub(for: request))]
            + call(result.outcome.calls.last, terminal)
    }

    private static func stub(for request: OutgoingRequest) -> String {
        let url = request.url.prefix { $0 != "?" && $0 != "#" }
        return "api:upstream(\"\(request.method) \(url)\", function(req, n) return 200, {} end)"
    }

    // MARK: - What was written

    private func written(_ terminal: Terminal) -> [String] {
        let own = result.outcome.log.map { "print: \(shown($0.text))" }
        let handlers = result.outcome.calls.flatMap { exchange in
            exchange.log.map { "call \(exchange.call) \($0.level.rawValue): \(shown($0.text))" }
        }
        let all = (own + handlers).map { $0.count > 400 ? $0.prefix(400) + "…" : $0 }
        guard all.count > 20 else { return all }
        return ["… \(all.count - 20) lines before"] + all.suffix(20)
    }

    private func shown(_ text: String) -> String { VisibleText(text.replacing("\t", with: "    ")).escaped }
}
