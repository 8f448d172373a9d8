/// Whether and how text is coloured on one of the standard streams.
struct Terminal: Sendable, Equatable {
    /// Whether escape sequences are written.
    let isColoured: Bool
    /// Whether the stream is a terminal.
    let isInteractive: Bool
    /// Columns of a line.
    let width: Int

    /// Plain text of a fixed width.
    static let plain = Terminal(isColoured: false, isInteractive: false, width: 104)

    /// The colours in use, by what they say.
    enum Style: String, CaseIterable {
        case good = "32"
        case moved = "36"
        case odd = "33"
        case bad = "31"
        case fault = "35"
        case faint = "2"
        case strong = "1"
    }

    /// All escape sequences that are written.
    static let sequences = ["\u{1B}[0m"] + Style.allCases.map { "\u{1B}[\($0.rawValue)m" }

    /// The same for text that stands behind a margin.
    func narrowed(by margin: Int) -> Terminal {
        Terminal(isColoured: isColoured, isInteractive: isInteractive, width: max(30, width - margin))
    }

    /// A text that fits: a terminal would break it in the middle of a word.
    func folded(_ text: String) -> String {
        isInteractive ? FoldedText.text(text, width: width) : text
    }

    /// Text in a style; plain text where colour is off.
    func paint(_ text: String, _ style: Style) -> String {
        isColoured ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}

extension Terminal {
    /// Decides about colour: off when asked for, in CI, under `NO_COLOR` (no-color.org), on dumb terminals and where none is.
    init(isTerminal: Bool, environment: [String: String], noColor: Bool, width: Int) {
        let refusals = ["NO_COLOR", "CI"].contains { !(environment[$0] ?? "").isEmpty }
        isColoured = isTerminal && !noColor && !refusals && environment["TERM"] != "dumb"
        isInteractive = isTerminal
        self.width = max(40, min(width, 1_000))
    }
}
