import Foundation
import MockModel
import MockScriptKit

/// Turns what is to be told into text, each with its line end.
struct LogFormat: Sendable {
    let terminal: Terminal
    let readLines: LineReader
    let isVerbose: Bool
    let isJSON: Bool
    /// What is served, as the command names it.
    var source = "."
    /// Seconds that the local time is ahead of UTC.
    var zone = TimeZone.current.secondsFromGMT()

    /// The text of an entry, its secrets masked; with `--json` an event.
    ///
    /// - Parameter pathWidth: the columns that paths of calls are given.
    func text(_ entry: LogEntry, _ redaction: Redaction, pathWidth: Int = ExchangeLine.narrowestPath) -> String {
        switch entry {
        case .call(let exchange, let duration, let time):
            call(exchange.redacted(by: redaction), duration, time, pathWidth)
        case .background(let event, let session, let call, let time):
            background(
                BackgroundLine(event: event.redacted(by: redaction, of: call), session: session, call: call?.call), time
            )
        case .notice(let notice):
            isJSON ? event("notice", NoticeText(notice).text(.plain)) : line(NoticeText(notice).text(terminal))
        case .reload(let problems, let duration, let time): isJSON ? "" : reload(problems, duration, time)
        case .warning(let text):
            isJSON ? event("warning", text) : line(terminal.paint("warning:", .odd) + " " + VisibleText(text).escaped)
        case .remark(let text): isJSON ? event("remark", text) : line("  " + VisibleText(text).escaped)
        }
    }

    private func line(_ text: String) -> String { text + "\n" }

    private func event(_ name: String, _ text: String) -> String {
        JSONLine(["event": .string(name), "text": .string(text)]).text
    }

    /// The columns that the path of an entry takes; 0 for what is no call.
    func pathWidth(of entry: LogEntry) -> Int {
        guard case .call(let exchange, _, _) = entry else { return 0 }
        return ExchangeLine.width(of: exchange, terminal)
    }

    private func call(_ exchange: Exchange, _ duration: Duration, _ time: Int64, _ pathWidth: Int) -> String {
        if isJSON { return CallEvent(exchange: exchange, duration: duration).line }
        let own = ExchangeLine(exchange: exchange, duration: duration, time: clock(time), pathWidth: pathWidth)
        var text = line(own.text(terminal))
        for entry in exchange.log where isVerbose || entry.level != .debug {
            text += line(LogFormat.written(entry, terminal))
        }
        if isVerbose { text += exchange.considered.map { line(considered($0)) }.joined() }
        guard case .failure(let route, let failure) = exchange.reason else { return text }
        let block = FailureText(
            failure: failure, exchange: exchange, route: route, readLines: readLines, source: source)
        return text + "\n" + block.text(terminal) + "\n\n"
    }

    private func background(_ entry: BackgroundLine, _ time: Int64) -> String {
        if isJSON { return JSONLine(entry.json).text }
        return entry.lines(terminal, time: clock(time), readLines: readLines, isVerbose: isVerbose).map(line).joined()
    }

    /// What a handler wrote: a row for each of its lines.
    static func written(_ entry: LogLine, _ terminal: Terminal) -> String {
        let style: Terminal.Style =
            switch entry.level {
            case .debug, .info: .faint
            case .warn: .odd
            case .error: .bad
            }
        return VisibleText(entry.text).lines.map { "          " + terminal.paint("│ " + $0, style) }
            .joined(separator: "\n")
    }

    private func considered(_ candidate: Candidate) -> String {
        let name = candidate.example.map { "example \($0)" } ?? candidate.route
        return "          "
            + terminal.paint("· \(VisibleText("\(name): \(candidate.failed.joined(separator: "; "))").escaped)", .faint)
    }

    private func reload(_ problems: [Problem], _ duration: Duration, _ time: Int64) -> String {
        let spent = DurationText(duration).short
        let start = terminal.paint(clock(time), .faint) + "  ⟳ "
        guard problems.contains(where: { $0.severity == .error }) else {
            return line(start + "reloaded, state kept (\(spent))")
        }
        let report = ProblemReport(problems: problems, readLines: readLines, source: source).text(terminal)
        return line(start + "saved files have errors: what is broken keeps its last good version, or answers 500")
            + "\n"
            + report + "\n\n"
    }

    /// The local time of day.
    private func clock(_ milliseconds: Int64) -> String {
        let seconds = (Int(milliseconds / 1_000) + zone) % 86_400
        let parts = [seconds / 3_600, seconds / 60 % 60, seconds % 60]
        return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
