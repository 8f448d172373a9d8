import MockModel

/// The parser's message on an option that does not exist, with the nearest of all that do: its own search leaves out `--help`.
enum UnknownOption {
    /// The message with the suggestion `--help` where that is nearer than the parser's.
    static func corrected(_ message: String) -> String {
        guard let (option, suggested) = parts(of: message) else { return message }
        let known = ["--help", suggested].compactMap(\.self)
        guard Suggestion.closest(to: option, among: known) == "--help" else { return message }
        return message.replacing(
            "'\(option)'.\(suggested.map { " Did you mean '\($0)'?" } ?? "")", with: end(option), maxReplacements: 1
        )
        .replacing("Unknown option '\(option)'\n", with: "Unknown option \(end(option))\n", maxReplacements: 1)
    }

    private static func end(_ option: String) -> String { "'\(option)'. Did you mean '--help'?" }

    /// The option, and what the parser suggests.
    private static func parts(of message: String) -> (option: String, suggested: String?)? {
        guard let start = message.firstRange(of: "Unknown option '") else { return nil }
        let option = message[start.upperBound...].prefix { $0 != "'" }
        guard let mark = message.firstRange(of: "Did you mean '") else { return (String(option), nil) }
        return (String(option), String(message[mark.upperBound...].prefix { $0 != "'" }))
    }
}
