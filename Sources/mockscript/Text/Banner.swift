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
    /// The files that cannot be used; what they hold answers 500.
    var brokenFiles: [String] = []
    /// From the start of the program until the port was open.
    let startup: Duration

    /// In a terminal a block, elsewhere one line.
    func text(_ terminal: Terminal) -> String {
        guard terminal.isInteractive else {
            return (["Local: \(url)"] + network.map { "Network: \($0)" }).joined(separator: "\n")
        }
        let others = network.map { "\n      Network:    \(terminal.paint($0, .moved))" }.joined()
        let mark = terminal.paint("mockscript \(version)", .strong)
        let ready = terminal.paint("ready in \(DurationText(startup).short)", .faint)
        return """

              \(mark)   \(VisibleText(summary).escaped)   \(ready)

              Local:      \(terminal.paint(url, .moved))\(others)
            \(broken(terminal))
            """
    }

    private func broken(_ terminal: Terminal) -> String {
        guard !brokenFiles.isEmpty else { return "" }
        let more = brokenFiles.count > 3 ? " and \(brokenFiles.count - 3) more" : ""
        let names = VisibleText(brokenFiles.prefix(3).joined(separator: ", ")).escaped + more
        return "  Broken:     \(terminal.paint(names, .bad))   what they hold answers 500\n"
    }

    private var summary: String {
        let parts = [(routes, "route"), (examples, "example"), (scenarios, "scenario")]
        let counts = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
        return ([name] + counts).filter { !$0.isEmpty }.joined(separator: " · ")
    }
}
