/// JSON values as XML: members are elements, elements of a list repeat the element around them.
public enum XMLText {
    /// A document with one element around the value.
    public static func document(_ value: JSONValue, named name: String) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(element(value, named: name))\n"
    }

    /// An element of a name, or one for each element of a list.
    private static func element(_ value: JSONValue, named name: String) -> String {
        let name = self.name(name)
        if case .array(let elements) = value {
            return elements.map { element($0, named: name) }.joined()
        }
        let content = content(value)
        return content.isEmpty ? "<\(name)/>" : "<\(name)>\(content)</\(name)>"
    }

    private static func content(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .string(let text): escaped(text)
        case .array(let elements): elements.map { element($0, named: "item") }.joined()
        case .object(let object): object.members.map { element($0.value, named: $0.name) }.joined()
        default: JSONWriter.text(value)
        }
    }

    /// The name with what XML forbids replaced (XML 1.0 §2.3, within ASCII).
    private static func name(_ text: String) -> String {
        let kept = text.unicodeScalars.map { scalar -> Character in
            scalar.isASCII && !isNameScalar(scalar) ? "_" : Character(scalar)
        }
        guard let first = kept.first else { return "_" }
        return (first.isLetter || first == "_" ? "" : "_") + String(kept)
    }

    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_.:".unicodeScalars.contains(scalar)
    }

    /// Text as XML writes it, in content or between double quotes.
    ///
    /// XML 1.0 has no way to write most controls (§2.2): they are shown as U+FFFD.
    public static func escaped(_ text: String, inAttribute: Bool = false) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"" where inAttribute: escaped += "&quot;"
            case "\r": escaped += "&#13;"
            case "\n" where inAttribute, "\t" where inAttribute: escaped += "&#\(scalar.value);"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
