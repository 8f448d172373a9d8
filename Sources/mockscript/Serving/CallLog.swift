import Foundation
import MockEngine
import MockModel
import MockScriptKit
import MockServer
import Synchronization

/// Tells of calls, reloads and notices: lines on the error stream, or events on stdout with `--json`.
final class CallLog: ServingObserver {
    private let isQuiet: Bool
    private let writer: LineWriter<LogEntry>
    /// The secrets to mask, with the names that the settings of the served version add.
    private let redaction: RedactionInUse

    init(_ choices: ServeChoices, settings: Settings, loader: ProjectLoader, surroundings: CommandEnvironment) {
        isQuiet = choices.isQuiet
        let redaction = RedactionInUse(settings)
        self.redaction = redaction
        let format = LogFormat(
            terminal: surroundings.errors, readLines: loader.readLines, isVerbose: choices.isVerbose,
            isJSON: choices.isJSON, source: loader.source)
        let columns = PathColumn()
        writer = LineWriter { entries, dropped in
            let hidden = redaction.value
            let calls = entries.map { entry in
                format.text(entry, hidden, pathWidth: columns.width(after: format.pathWidth(of: entry)))
            }.joined()
            let lost =
                dropped > 0
                ? format.text(.warning("\(dropped) calls came faster than they could be shown"), hidden) : ""
            choices.isJSON ? surroundings.write(calls) : surroundings.writeError(calls)
            if !lost.isEmpty { surroundings.writeError(lost) }
        }
    }

    func finished(_ exchange: Exchange, after duration: Duration) {
        if isQuiet, !exchange.isFailure { return }
        writer.append(.call(exchange, duration, at: SystemClock().milliseconds))
    }

    /// What a session did beside answering.
    func note(_ event: BackgroundEvent, session: String, call: Exchange?) {
        if isQuiet, case .failure = event {} else if isQuiet { return }
        writer.append(.background(event, session: session, call: call, at: SystemClock().milliseconds))
    }

    /// Something that the edge met.
    func note(_ notice: EdgeNotice) {
        writer.append(.notice(notice))
    }

    /// Folders that cannot be watched.
    func note(_ folders: UnwatchedFolders) {
        warn(folders.sentence)
    }

    /// Saved files are live, or are not.
    func reloaded(_ revision: ProjectRevision, after duration: Duration) {
        redaction.use(revision.project.project.settings)
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

/// The current redaction, for the thread that writes.
private final class RedactionInUse: Sendable {
    private let state: Mutex<Redaction>

    init(_ settings: Settings) {
        state = Mutex(Redaction(adding: settings.redact.names))
    }

    var value: Redaction { state.withLock { $0 } }

    func use(_ settings: Settings) {
        state.withLock { $0 = Redaction(adding: settings.redact.names) }
    }
}

/// The column of paths: as wide as the longest one so far, so that what follows stays in its columns.
private final class PathColumn: Sendable {
    private let widest = Mutex(ExchangeLine.narrowestPath)

    func width(after width: Int) -> Int {
        widest.withLock { widest in
            widest = max(widest, width)
            return widest
        }
    }
}

/// Something to tell.
enum LogEntry: Sendable {
    case call(Exchange, Duration, at: Int64)
    case background(BackgroundEvent, session: String, call: Exchange?, at: Int64)
    case notice(EdgeNotice)
    case reload([Problem], Duration, at: Int64)
    case warning(String)
    case remark(String)
}
