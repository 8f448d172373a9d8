import Foundation
import MockEngine
import MockModel
import MockServer

/// Tells of calls, reloads and notices: lines on the error stream, or events on stdout with `--json`.
final class CallLog: ExchangeObserver {
    private let isQuiet: Bool
    private let writer: LineWriter<LogEntry>

    init(_ choices: ServeChoices, loader: ProjectLoader, surroundings: Surroundings) {
        isQuiet = choices.isQuiet
        let format = LogFormat(
            terminal: surroundings.errors, readLines: loader.readLines, isVerbose: choices.isVerbose,
            isJSON: choices.isJSON, source: loader.source)
        writer = LineWriter { entries, dropped in
            let calls = entries.map(format.text).joined()
            let lost = dropped > 0 ? format.text(.warning("\(dropped) calls came faster than they could be shown")) : ""
            choices.isJSON ? surroundings.write(calls) : surroundings.writeError(calls)
            if !lost.isEmpty { surroundings.writeError(lost) }
        }
    }

    func finished(_ exchange: Exchange, after duration: Duration) {
        if isQuiet, !exchange.isFailure { return }
        writer.append(.call(exchange, duration, at: SystemClock().milliseconds))
    }

    /// What a session did beside answering.
    func note(_ event: BackgroundEvent, session: String, call: Int?) {
        if isQuiet, case .failure = event {} else if isQuiet { return }
        writer.append(.background(event, session: session, call: call, at: SystemClock().milliseconds))
    }

    /// Something that the edge met.
    func note(_ notice: EdgeNotice) {
        writer.append(.notice(notice))
    }

    /// Saved files are live, or are not.
    func reloaded(_ revision: ProjectRevision, after duration: Duration) {
        writer.append(.reload(revision.problems, duration, at: SystemClock().milliseconds))
    }

    /// Something that works less well than was asked for.
    func warn(_ text: String) {
        writer.append(.warning(text))
    }

    /// What the source says of itself.
    func remark(_ text: String) {
        if !isQuiet { writer.append(.remark(text)) }
    }

    /// Writes what is left.
    func close() {
        writer.close()
    }
}

/// Something to tell.
enum LogEntry: Sendable {
    case call(Exchange, Duration, at: Int64)
    case background(BackgroundEvent, session: String, call: Int?, at: Int64)
    case notice(EdgeNotice)
    case reload([Problem], Duration, at: Int64)
    case warning(String)
    case remark(String)
}
