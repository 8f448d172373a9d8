import MockModel
import MockScriptKit

/// A problem of the project in words: what is wrong, where, what to do next.
struct ProblemText {
    let problem: Problem
    let readLines: LineReader

    init(_ problem: Problem, readLines: @escaping LineReader) {
        self.problem = problem
        self.readLines = readLines
    }

    /// The block, without an empty line at its end.
    func text(_ terminal: Terminal) -> String {
        var lines = [head(terminal)]
        if let location = problem.location { lines += [""] + place(location, terminal) }
        if problem.location == nil, let hint = problem.hint { lines += ["", terminal.folded("  \(told(hint))")] }
        if !problem.notes.isEmpty { lines += [""] + problem.notes.map { terminal.folded("  \(shown($0))") } }
        return lines.joined(separator: "\n")
    }

    private func head(_ terminal: Terminal) -> String {
        let style: Terminal.Style =
            switch problem.severity {
            case .error: .bad
            case .warning: .odd
            case .note: .moved
            }
        let mark = "\(problem.severity.rawValue)[\(problem.name)]:"
        let text = terminal.folded("\(mark) \(shown(problem.message))")
        return terminal.paint(mark, style) + text.dropFirst(mark.count)
    }

    private func place(_ location: SourceLocation, _ terminal: Terminal) -> [String] {
        let lines = location.line == nil ? [] : readLines(location.file)
        return SourceExcerpt(location: location, lines: lines, remark: problem.hint.map(told)).text(terminal)
    }

    private func shown(_ text: String) -> String {
        VisibleText(text).escaped
    }

    /// A hint, whose commands can be typed.
    private func told(_ hint: String) -> String { Program.typed(shown(hint)) }
}

/// All problems of a project, worst first, and how many there are.
struct ProblemReport {
    let problems: [Problem]
    let readLines: LineReader

    /// Whether all of them are shown.
    var isWhole = false
    /// The source as the command names it.
    var source = "."

    /// A broken project can have thousands of problems that all have one cause.
    private static let usual = 20

    /// The blocks, with an empty line between them, and a last line that counts when there are several.
    func text(_ terminal: Terminal) -> String {
        let sorted = ordered
        let most = isWhole ? sorted.count : ProblemReport.usual
        var blocks = sorted.prefix(most).map { ProblemText($0, readLines: readLines).text(terminal) }
        if sorted.count > most {
            let place = source == "." ? "" : " \(ShellText.quoted(source))"
            blocks.append("and \(sorted.count - most) more; \(Program.name) check\(place) --all shows them")
        }
        if sorted.count > 1 { blocks.append(count) }
        return blocks.joined(separator: "\n\n")
    }

    private var ordered: [Problem] {
        problems.filter { $0.severity == .error } + problems.filter { $0.severity == .warning }
            + problems.filter { $0.severity == .note }
    }

    /// `2 errors, 1 warning`.
    var count: String {
        let kinds: [(Problem.Severity, String)] = [(.error, "error"), (.warning, "warning"), (.note, "note")]
        return kinds.compactMap { severity, word in
            let count = problems.count { $0.severity == severity }
            return count == 0 ? nil : "\(count) \(word)\(count == 1 ? "" : "s")"
        }.joined(separator: ", ")
    }
}
