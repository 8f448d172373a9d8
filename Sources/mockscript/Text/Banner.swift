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

            """
    }

    private var summary: String {
        let parts = [(routes, "route"), (examples, "example"), (scenarios, "scenario")]
        let counts = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
        return ([name] + counts).filter { !$0.isEmpty }.joined(separator: " · ")
    }
}
