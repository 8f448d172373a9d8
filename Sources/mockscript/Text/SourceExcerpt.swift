import MockModel

/// Lines of a file around a place, numbered, with what is meant underlined and a remark beside it.
///
///     routes/users/{id}/route.lua:4
///         4 │     if req.params.id == "9" then return res:use("gnoe") end
///           │                                                 ~~~~~~ did you mean "gone"?
struct SourceExcerpt {
    let location: SourceLocation
    /// The lines of the whole file; empty when it cannot be read.
    let lines: [String]
    /// How many lines are shown before and after.
    var context = 0
    /// What stands beside the underline.
    var remark: String?
    /// The place as it is named above; by default the location.
    var heading: String?

    /// The columns before the bar.
    private static let gutter = 7
    /// A longer line is cut around the place.
    private static let widest = 110

    /// The excerpt, each line indented; the place alone when there is no such line.
    func text(_ terminal: Terminal) -> [String] {
        let place = "  " + VisibleText(heading ?? location.description).escaped
        guard let number = location.line, lines.indices.contains(number - 1) else {
            return [place] + (remark.map { ["", terminal.folded("  \($0)")] } ?? [])
        }
        var shown = [place]
        for line in max(1, number - context)...min(lines.count, number + context) {
            shown.append(numbered(line, isMeant: line == number && context > 0, terminal))
            if line == number { shown += underline(terminal) }
        }
        return shown
    }

    private func numbered(_ line: Int, isMeant: Bool, _ terminal: Terminal) -> String {
        let number = String(line)
        let mark = isMeant ? "→ " : ""
        let gutter = (mark + number).aligned(to: SourceExcerpt.gutter)
        let text = SourceExcerpt.shown(lines[line - 1]).dropFirst(line == location.line ? cut(terminal) : 0)
        return terminal.paint("\(gutter) │ ", .faint) + String(text.prefix(widest(terminal)))
    }

    /// The columns for code.
    private func widest(_ terminal: Terminal) -> Int {
        terminal.isInteractive
            ? min(SourceExcerpt.widest, terminal.width - SourceExcerpt.gutter - 3) : SourceExcerpt.widest
    }

    /// How many characters of the meant line are left out so that the place is in sight.
    private func cut(_ terminal: Terminal) -> Int {
        let widest = widest(terminal)
        guard let column = location.column, column > widest - 20 else { return 0 }
        return max(0, column - widest / 2)
    }

    private func underline(_ terminal: Terminal) -> [String] {
        guard let column = location.column, let line = location.line else {
            return remark.map { FoldedText.lines($0, width: widest(terminal)).map { "\(bar(terminal)) \($0)" } } ?? []
        }
        let before = SourceExcerpt.shown(String(lines[line - 1].prefix(max(0, column - 1)))).count - cut(terminal)
        let margin = max(0, before)
        let waves = String(repeating: "~", count: max(1, min(location.length ?? 1, widest(terminal) - margin)))
        let marked = bar(terminal) + " " + String(repeating: " ", count: margin) + terminal.paint(waves, .bad)
        guard let remark else { return [marked] }
        let room = widest(terminal) - margin - waves.count - 1
        guard terminal.isInteractive, remark.count > room else { return [marked + " " + remark] }
        let below = FoldedText.lines(remark, width: max(20, widest(terminal)), indent: 2)
        return [marked] + below.map { bar(terminal) + " " + $0 }
    }

    private func bar(_ terminal: Terminal) -> String {
        terminal.paint(String(repeating: " ", count: SourceExcerpt.gutter) + " │", .faint)
    }

    /// A line with its tabs as four spaces and nothing hidden.
    private static func shown(_ line: String) -> String {
        VisibleText(line.replacing("\t", with: "    ")).escaped
    }
}
