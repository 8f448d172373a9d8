import MockModel

/// Writes YAML as people do: groups over several lines, small ones in braces, quotes where they are needed.
struct YAMLWriter {
    private var text = ""
    /// Whether texts that look like numbers or truth values need quotes to stay texts.
    private let hasTypes: Bool

    private static let widest = 72

    /// The text of an object.
    ///
    /// - Parameters:
    ///   - object: the value.
    ///   - hasTypes: whether the reader gives plain words a type, as the core schema of YAML does; that of the settings does not.
    static func text(_ object: JSONObject, hasTypes: Bool) -> String {
        var writer = YAMLWriter(hasTypes: hasTypes)
        writer.write(object, indent: 0)
        return writer.text
    }

    private init(hasTypes: Bool) {
        self.hasTypes = hasTypes
    }

    private mutating func write(_ object: JSONObject, indent: Int) {
        for member in object.members {
            text += String(repeating: " ", count: indent) + scalar(member.name) + ":"
            write(member.value, below: indent)
        }
    }

    private mutating func write(_ elements: [JSONValue], indent: Int) {
        for element in elements {
            text += String(repeating: " ", count: indent) + "-"
            write(element, below: indent)
        }
    }

    /// A value behind its name: on the same line where it fits.
    private mutating func write(_ value: JSONValue, below indent: Int) {
        switch value {
        case .object(let object) where !object.members.isEmpty && !isSmall(value):
            text += "\n"
            write(object, indent: indent + 2)
        case .array(let elements) where !elements.isEmpty && !isSmall(value):
            text += "\n"
            write(elements, indent: indent + 2)
        default: text += " \(inline(value))\n"
        }
    }

    /// Whether a list or group holds nothing but scalars and is short.
    private func isSmall(_ value: JSONValue) -> Bool {
        let parts: [JSONValue]
        switch value {
        case .object(let object): parts = object.members.map(\.value)
        case .array(let elements): parts = elements
        default: return true
        }
        return parts.allSatisfy { !$0.isGroup } && inline(value).count <= YAMLWriter.widest
    }

    private func inline(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): scalar(text)
        case .object(let object):
            object.members.isEmpty
                ? "{}"
                : "{ " + object.members.map { "\(scalar($0.name)): \(inline($0.value))" }.joined(separator: ", ") + " }"
        case .array(let elements): "[" + elements.map(inline).joined(separator: ", ") + "]"
        default: JSONWriter.text(value)
        }
    }

    /// A text with quotes where YAML would read it as something else.
    private func scalar(_ text: String) -> String {
        YAMLWriter.isPlain(text) && !(hasTypes && isTyped(text)) ? text : JSONWriter.quoted(text)
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
        guard isWord(first) || first == "/" || first == ".", last != ":", last != " " else { return false }
        guard !["null", "Null", "NULL"].contains(text), !text.contains(": "), !text.contains(" #") else { return false }
        return text.unicodeScalars.allSatisfy { isWord($0) || "/.-+:@%= ;()$".unicodeScalars.contains($0) }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }

    /// Whether plain words would be a number, a truth value or nothing.
    private func isTyped(_ text: String) -> Bool {
        let value = YAMLValue(kind: .text(text), place: SourceLocation(file: ""), isPlain: true)
        return JSONValue(value).text == nil
    }
}

extension JSONValue {
    /// Whether it is a list or an object.
    fileprivate var isGroup: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }
}
