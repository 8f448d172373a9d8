import MockModel

/// The choices under which a project is served, as the banner tells them: scenario, seed, clock, delay, behaviors, broken files.
struct ServedFacts: Equatable {
    var scenario: String?
    var seed: UInt64?
    var clock = Settings.Clock()
    var delay: Latency?
    var behaviors: [BehaviorRule] = []
    /// The files with errors.
    var broken: [String] = []

    /// More behaviors are counted.
    private static let most = 4

    /// Titles with their texts, in the order of the banner; defaults are left out.
    var rows: [(title: String, text: String)] {
        var rows: [(String, String)] = []
        if let scenario { rows.append(("Scenario", scenario)) }
        if let seed { rows.append(("Seed", String(seed))) }
        if let clock = clockText { rows.append(("Clock", clock)) }
        if let delay { rows.append(("Delay", BehaviorText.latency(delay))) }
        for (index, rule) in behaviors.prefix(ServedFacts.most).enumerated() {
            rows.append((index == 0 ? "Behavior" : "", BehaviorText(rule: rule).sentence))
        }
        if behaviors.count > ServedFacts.most { rows.append(("", "and \(behaviors.count - ServedFacts.most) more")) }
        if !broken.isEmpty { rows.append(("Broken", brokenText)) }
        return rows.map { ($0, VisibleText($1).escaped) }
    }

    private var clockText: String? {
        let start = clock.start.map { TimeText.rfc3339($0) }
        if clock.isFrozen { return "frozen" + (start.map { " at \($0)" } ?? "") }
        return start.map { "from \($0)" }
    }

    private var brokenText: String {
        let shown = broken.prefix(3).joined(separator: ", ")
        return shown + (broken.count > 3 ? " and \(broken.count - 3) more" : "")
    }

    /// The rows as lines of the banner.
    func lines(_ terminal: Terminal) -> [String] {
        rows.flatMap { title, text -> [String] in
            let head = "  " + (title.isEmpty ? "" : "\(title):").padded(to: Banner.column)
            let folded = FoldedText.lines(text, width: max(20, terminal.width - Banner.column - 2))
            return folded.enumerated().map { index, line in
                let shown = title == "Broken" ? terminal.paint(line, .bad) : line
                return (index == 0 ? head : String(repeating: " ", count: Banner.column + 2)) + shown
            }
        }
    }

    /// The rows in one line, for output that is no terminal; `nil` when all are defaults.
    var sentence: String? {
        let parts = rows.map {
            $0.title.isEmpty || $0.title == "Behavior" ? $0.text : "\($0.title.lowercased()) \($0.text)"
        }
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }
}
