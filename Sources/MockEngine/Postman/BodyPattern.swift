import MockModel

/// A saved body with variables that have no value: each stands for anything.
enum BodyPattern {
    /// Whether a value fits a saved one: a text that is one `{{…}}` fits every value, text around it must agree, all else must be the same.
    static func fits(_ value: JSONValue, _ saved: JSONValue) -> Bool {
        switch (saved, value) {
        case (.string(let text), _) where VariableTemplate.mayHaveTokens(text): fits(value, pattern: text)
        case (.object(let saved), .object(let sent)):
            saved.members.count == sent.members.count
                && zip(sent.members, saved.members).allSatisfy { sent, saved in
                    sent.name.isSame(as: saved.name) && fits(sent.value, saved.value)
                }
        case (.array(let saved), .array(let sent)):
            saved.count == sent.count && zip(sent, saved).allSatisfy { fits($0, $1) }
        default: value.isSame(as: saved)
        }
    }

    private static func fits(_ value: JSONValue, pattern text: String) -> Bool {
        let pieces = VariableTemplate.pieces(of: text)
        if pieces.count == 1, case .token? = pieces.first { return true }
        return value.text.map { fits(Array($0.utf8), pieces) } ?? false
    }

    /// Whether a text has the literals of a pattern in their order, the first at its start and the last at its end.
    static func fits(_ text: [UInt8], _ pieces: [VariableTemplate.Piece]) -> Bool {
        var rest = text[...]
        var isAnchored = true
        for (place, piece) in pieces.enumerated() {
            guard case .literal(let literal) = piece else {
                isAnchored = false
                continue
            }
            let bytes = Array(literal.utf8)
            let isLast = place == pieces.count - 1
            if isAnchored {
                guard rest.starts(with: bytes), !isLast || rest.count == bytes.count else { return false }
                rest = rest.dropFirst(bytes.count)
            } else if isLast {
                return rest.count >= bytes.count && rest.suffix(bytes.count).elementsEqual(bytes)
            } else {
                guard let found = rest.firstRange(of: bytes) else { return false }
                rest = rest[found.upperBound...]
            }
            isAnchored = true
        }
        return !isAnchored || rest.isEmpty
    }

    /// The text of JSON with quotes around the variables that stand outside of strings, so that it can be read.
    static func quoted(_ text: String) -> String {
        var isInString = false
        return VariableTemplate.pieces(of: text).map { piece in
            switch piece {
            case .token(let name): return isInString ? "{{\(name)}}" : JSONWriter.quoted("{{\(name)}}")
            case .literal(let literal):
                var isEscaped = false
                for byte in literal.utf8 {
                    if byte == UInt8(ascii: "\""), !isEscaped { isInString.toggle() }
                    isEscaped = isInString && byte == UInt8(ascii: "\\") && !isEscaped
                }
                return literal
            }
        }.joined()
    }
}
