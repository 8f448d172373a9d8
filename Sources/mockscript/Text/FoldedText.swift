/// Text in lines of a width: it breaks at blanks, and never in a word.
enum FoldedText {
    /// The lines of a text; the lines after the first are indented.
    static func lines(_ text: String, width: Int, indent: Int = 0) -> [String] {
        guard text.count > width else { return [text] }
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = String(text.prefix { $0 == " " })
        var isFresh = true
        for word in text.drop(while: { $0 == " " }).split(separator: " ", omittingEmptySubsequences: false) {
            if !isFresh, line.count + 1 + word.count > width {
                lines.append(line)
                line = margin
                isFresh = true
            }
            line += (isFresh ? "" : " ") + word
            isFresh = false
        }
        return lines + [line]
    }

    /// All lines of a text, each folded below its own indentation.
    static func text(_ text: String, width: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
            let own = line.prefix { $0 == " " }.count
            return lines(String(line), width: width, indent: min(own + 2, width / 2))
        }.joined(separator: "\n")
    }
}

extension String {
    /// The text cut in its middle when it is longer than a width: `/v1/accounts/…/lines`.
    func cutInMiddle(to width: Int) -> String {
        guard count > width, width > 1 else { return self }
        let head = (width - 1) / 2
        return "\(prefix(head))…\(suffix(width - 1 - head))"
    }
}
