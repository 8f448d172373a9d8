/// What there is to say about a word: its entry in the reference, its meaning, its settings, its pages of the manual.
struct HelpSections {
    let word: String
    let terminal: Terminal

    /// The sections, each without a line break at its end; none for a word of which nothing is known.
    var all: [String] { [entry, meaning, settings, pages].compactMap(\.self) }

    /// Words beside those of other lists: keys of the settings, and words of pages.
    static var topics: [String] {
        SettingsPage.keys.map(\.path) + ManualTopic.all.flatMap(\.words)
    }

    /// An entry by its whole name, or by that of a member of `mock`.
    private var entry: String? { (ReferenceEntry(word) ?? ReferenceEntry("mock.\(word)"))?.text }

    private var meaning: String? {
        let name = word.lowercased()
        guard let text = Help.words[name] ?? ProblemNames.meanings[name] else { return nil }
        return "\(name)\n\n\(terminal.folded("  " + text))"
    }

    private var settings: String? {
        let keys = SettingsPage.keys.filter { HelpSections.concerns($0.path, word) }
        guard !keys.isEmpty else { return nil }
        let lines = keys.map { terminal.folded("  \($0.path) (\($0.kind)): \($0.meaning)") }
        return (["settings, in mockscript.yaml", ""] + lines).joined(separator: "\n")
    }

    /// Whether a key is meant by a word: the key itself or one above it, by its path or its last name; `settings` means the highest ones.
    private static func concerns(_ path: String, _ word: String) -> Bool {
        let (path, word) = (path.lowercased(), word.lowercased())
        if word == "settings" || word == "mockscript.yaml" { return !path.contains(".") }
        return path == word || path.hasPrefix(word + ".") || path.hasSuffix("." + word)
    }

    private var pages: String? {
        var pages = ManualTopic.pages(on: word)
        if pages.isEmpty, settings != nil { pages = ManualTopic.pages(on: "settings") }
        guard !pages.isEmpty else { return nil }
        return (["manual", ""] + pages.map { terminal.folded("  \(Program.name) help \($0.path)  \($0.title)") })
            .joined(separator: "\n")
    }
}
