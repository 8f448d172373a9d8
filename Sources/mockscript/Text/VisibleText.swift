/// Text from outside as it may be shown: nothing in it can move the cursor, change colours, or turn the reading direction.
struct VisibleText {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// The lines of a text that was printed: line breaks and tabs do what they do, the rest is escaped.
    var lines: [String] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map { VisibleText(String($0)).escaped }
                .joined(separator: "\t")
        }
    }

    /// Control characters as `\x1B`, invisible marks of direction as `\u{202E}`; all else as it is.
    var escaped: String {
        guard text.unicodeScalars.contains(where: VisibleText.isHidden) else { return text }
        var shown = ""
        for scalar in text.unicodeScalars {
            guard VisibleText.isHidden(scalar) else {
                shown.unicodeScalars.append(scalar)
                continue
            }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            shown += scalar.value < 0x100 ? "\\x" + (digits.count < 2 ? "0" : "") + digits : "\\u{\(digits)}"
        }
        return shown
    }

    /// The same for text of several lines in our own styles: line feeds, tabs and the escape sequences of ``Terminal`` stay.
    var guarded: String {
        guard text.unicodeScalars.contains(where: { VisibleText.isHidden($0) && $0 != "\n" }) else { return text }
        var shown = ""
        var rest = Substring(text)
        while let scalar = rest.unicodeScalars.first {
            if let style = Terminal.sequences.first(where: { rest.unicodeScalars.starts(with: $0.unicodeScalars) }) {
                shown += style
                rest = Substring(rest.unicodeScalars.dropFirst(style.unicodeScalars.count))
                continue
            }
            let piece = String(Character(scalar))
            shown += scalar == "\n" || scalar == "\t" ? piece : VisibleText(piece).escaped
            rest = Substring(rest.unicodeScalars.dropFirst())
        }
        return shown
    }

    /// C0, DEL, C1, line separators, and the marks that turn the reading direction (UAX #9).
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: true
        default: false
        }
    }
}

extension String {
    /// The text with spaces after it up to a width; a longer one as it is.
    func padded(to width: Int) -> String {
        count < width ? self + String(repeating: " ", count: width - count) : self
    }

    /// The text with spaces before it up to a width; a longer one as it is.
    func aligned(to width: Int) -> String {
        count < width ? String(repeating: " ", count: width - count) + self : self
    }
}
