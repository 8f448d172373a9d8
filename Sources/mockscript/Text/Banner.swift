/// What a server says when it is ready.
struct Banner {
    let version: String
    /// The project's name.
    let name: String
    let url: String
    /// Addresses for other machines.
    var network: [String] = []
    let routes: Int
    let examples: Int
    let scenarios: Int
    /// From the start of the program until the port was open.
    let startup: Duration
    /// The choices under which it is served.
    var facts = ServedFacts()

    /// In a terminal a block, elsewhere one line.
    func text(_ terminal: Terminal) -> String {
        guard terminal.isInteractive else {
            return (["Local: \(url)"] + network.map { "Network: \($0)" }).joined(separator: "\n")
        }
        let mark = terminal.paint("mockscript \(version)", .strong)
        let ready = "ready in \(DurationText(startup).short)"
        let title = "  mockscript \(version)   \(VisibleText(summary).escaped)"
        let isFitting = title.count + 3 + ready.count <= terminal.width
        let head = FoldedText.text(title, width: terminal.width).dropFirst("  mockscript \(version)".count)
        var lines = ["", "  \(mark)\(head)" + (isFitting ? "   \(terminal.paint(ready, .faint))" : "")]
        if !isFitting { lines.append("  \(terminal.paint(ready, .faint))") }
        lines += ["", "  \("Local:".padded(to: Banner.column))\(terminal.paint(url, .moved))"]
        lines += network.map { "  \("Network:".padded(to: Banner.column))\(terminal.paint($0, .moved))" }
        return (lines + facts.lines(terminal) + [""]).joined(separator: "\n")
    }

    /// Where the texts begin, behind their titles.
    static let column = 12

    private var summary: String {
        let parts = [(routes, "route"), (examples, "example"), (scenarios, "scenario")]
        let counts = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
        return ([name] + counts).filter { !$0.isEmpty }.joined(separator: " · ")
    }
}
