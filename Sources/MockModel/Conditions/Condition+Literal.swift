extension Condition {
    /// The operand of a condition, as the line has it.
    public struct Literal: Sendable {
        /// The operand for texts: the line's text, without the double quotes around it.
        public let text: String
        /// The operand for values of a JSON body: it has the type that JSON gives it; an operand that is no JSON is text.
        public let value: JSONValue
        /// Whether the line has it in double quotes.
        let isQuoted: Bool

        /// Reads a literal as written; numbers keep their digits.
        ///
        /// - Returns: `nil` for text in double quotes with an error in its escapes.
        init?(written: Substring) {
            let value = JSONValue(exactly: String(written))
            isQuoted = written.count > 1 && written.hasPrefix("\"") && written.hasSuffix("\"")
            if isQuoted {
                guard let quoted = value?.text else { return nil }
                text = quoted
            } else {
                text = String(written)
            }
            self.value = value ?? .string(text)
        }
    }
}

extension JSONValue {
    /// Reads JSON of which every number keeps its digits; `nil` when it is none.
    init?(exactly text: String) {
        guard let outline = JSONOutline(exactly: Array(text.utf8)) else { return nil }
        self = outline.value
    }
}

extension JSONOutline {
    /// Reads JSON of which every number keeps its digits; `nil` when it is none.
    init?(exactly bytes: [UInt8]) {
        var reader = JSONReader(bytes)
        guard var outline = try? reader.readDocument() else { return nil }
        outline.keepsDigits = true
        self = outline
    }
}
