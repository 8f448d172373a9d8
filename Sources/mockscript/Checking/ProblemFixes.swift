import Foundation
import MockModel
import MockScripting

/// Writes into files what their problems say may stand there instead.
struct ProblemFixes {
    /// One change that was made.
    struct Change {
        let location: SourceLocation
        let old: String
        let new: String

        /// `fixed routes/route.lua:8:12: parms → params`.
        var text: String { "fixed \(location): \(VisibleText(old).escaped) → \(VisibleText(new).escaped)" }
    }

    /// The folder that names of files are relative to.
    let root: String

    /// Makes the changes; of two that overlap, the one further behind.
    ///
    /// Whole lines come first, and other changes of their file wait for the next round.
    /// - Throws: a failure when a file cannot be written.
    func apply(_ problems: [Problem]) throws(CommandFailure) -> [Change] {
        var changes: [Change] = []
        let fixable = problems.filter(ProblemFixes.isFixable)
        let files = Set(fixable.compactMap { $0.location?.file }).sorted()
        for file in files { changes += try fix(file, fixable.filter { $0.location?.file == file }) }
        return changes
    }

    /// Whether there is something that may be written without a look at it.
    static func isFixable(_ problem: Problem) -> Bool {
        problem.isRewriteSure && !problem.rewrites.isEmpty
            || problem.replacement != nil && problem.location?.column != nil && problem.location?.line != nil
    }

    /// What is told of problems whose line to write was not written, because it may mean something else.
    ///
    /// It is called when no change is made any more: what could be written then is what would have left a file with other errors.
    static func left(_ problems: [Problem]) -> [String] {
        problems.compactMap { problem in
            guard let hint = problem.hint, hint.hasPrefix("write: "), let location = problem.location else {
                return nil
            }
            return "not applied \(location): \(VisibleText(hint).escaped)"
        }
    }

    private func fix(_ file: String, _ problems: [Problem]) throws(CommandFailure) -> [Change] {
        let url = URL(fileURLWithPath: file, relativeTo: URL(fileURLWithPath: root, isDirectory: true))
            .resolvingSymlinksInPath()
        guard let data = try? Data(contentsOf: url), String(validating: data, as: UTF8.self) != nil else { return [] }
        // By bytes: as characters, the two of a line end in the manner of Windows are one.
        var lines = data.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            String(decoding: line, as: UTF8.self)
        }
        let whole = rewritten(&lines, problems, file)
        let changes = whole.isEmpty ? replaced(&lines, problems) : whole
        let text = lines.joined(separator: "\n")
        guard !changes.isEmpty, ProblemFixes.isBetter(text, than: String(decoding: data, as: UTF8.self), file) else {
            return []
        }
        do {
            try ProblemFixes.write(text, to: url)
        } catch { throw CommandFailure(.project, "\(VisibleText(file).escaped) cannot be written") }
        return changes
    }

    /// Whether a file of Lua has fewer errors of its syntax than before, and none that it had not; other files are taken as they are.
    static func isBetter(_ text: String, than old: String, _ file: String) -> Bool {
        guard file.hasSuffix(".lua") else { return true }
        let before = LuaCompiler.syntaxProblems(of: old, named: file)
        let after = LuaCompiler.syntaxProblems(of: text, named: file)
        let isKnown = after.allSatisfy { problem in
            before.contains { $0.message == problem.message && $0.location?.line == problem.location?.line }
        }
        return isKnown && (before.isEmpty || after.count < before.count)
    }

    /// Writes a file as a whole or not at all, with the rights that it had.
    private static func write(_ text: String, to url: URL) throws {
        let rights = try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions]
        try Data(text.utf8).write(to: url, options: .atomic)
        if let rights { try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: url.path) }
    }

    /// Writes whole lines; of two for one line, the first.
    private func rewritten(_ lines: inout [String], _ problems: [Problem], _ file: String) -> [Change] {
        var changes: [Int: Change] = [:]
        for problem in problems where problem.isRewriteSure {
            guard problem.rewrites.allSatisfy({ lines.indices.contains($0.line - 1) && changes[$0.line] == nil }) else {
                continue
            }
            for rewrite in problem.rewrites {
                let old = lines[rewrite.line - 1]
                let end = old.hasSuffix("\r") ? "\r" : ""
                guard old.utf8.elementsEqual((rewrite.text + end).utf8) == false else { continue }
                lines[rewrite.line - 1] = rewrite.text + end
                let place = SourceLocation(file: file, line: rewrite.line)
                changes[rewrite.line] = Change(
                    location: place, old: String(old.trimmed), new: String(rewrite.text.trimmed))
            }
        }
        return changes.sorted { $0.key < $1.key }.map(\.value)
    }

    private func replaced(_ lines: inout [String], _ problems: [Problem]) -> [Change] {
        var changes: [Change] = []
        var last: (line: Int, column: Int)?
        for problem in problems.sorted(by: ProblemFixes.isBehind) {
            guard let change = change(problem, lines, before: last) else { continue }
            last = (change.location.line ?? 0, change.location.column ?? 0)
            lines[(change.location.line ?? 1) - 1].replaceSubrange(range(change.location, in: lines), with: change.new)
            changes.append(change)
        }
        return changes.reversed()
    }

    private static func isBehind(_ first: Problem, _ second: Problem) -> Bool {
        let places = [first, second].map { ($0.location?.line ?? 0, $0.location?.column ?? 0) }
        return places[0] > places[1]
    }

    private func change(_ problem: Problem, _ lines: [String], before last: (line: Int, column: Int)?) -> Change? {
        guard let location = problem.location, let line = location.line, let column = location.column,
            let new = problem.replacement, lines.indices.contains(line - 1)
        else { return nil }
        let end = column + (location.length ?? 1)
        guard end - 1 <= lines[line - 1].count, last.map({ $0.line > line || $0.column >= end }) ?? true else {
            return nil
        }
        let old = String(lines[line - 1][range(location, in: lines)])
        return Change(location: location, old: old, new: ProblemFixes.quoted(new, as: old))
    }

    private func range(_ location: SourceLocation, in lines: [String]) -> Range<String.Index> {
        let line = lines[(location.line ?? 1) - 1]
        let start = line.index(line.startIndex, offsetBy: (location.column ?? 1) - 1)
        return start..<line.index(start, offsetBy: location.length ?? 1)
    }

    /// A name in quotes keeps them.
    private static func quoted(_ new: String, as old: String) -> String {
        guard let quote = old.first, quote == "\"" || quote == "'", old.count > 1, old.last == quote else { return new }
        return "\(quote)\(new)\(quote)"
    }
}
