/// The words of findings.
enum SchemaText {
    private static let longest = 60

    /// A value inside a sentence: short ones as they are, others by what they are.
    static func shown(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool, .integer, .number: JSONWriter.text(value)
        case .bigNumber(let text): cut(text)
        case .string(let text): JSONWriter.quoted(cut(text))
        case .array(let elements): elements.isEmpty ? "an empty list" : "a list"
        case .object: "an object"
        }
    }

    private static func cut(_ text: String) -> String {
        text.count <= longest ? text : text.prefix(longest) + "…"
    }

    /// "1 element", "2 elements".
    static func counted(_ count: Int, _ noun: String) -> String {
        guard count != 1 else { return "1 \(noun)" }
        return "\(count) \(noun == "property" ? "properties" : noun + "s")"
    }

    /// What a number of things must be, and how many there are; `nil` when it is right.
    static func miscounted(_ have: Int, _ count: SchemaCount, _ noun: String) -> String? {
        if have < count.least {
            if have == 0, count.least == 1 { return "must not be empty" }
            return "must have at least \(counted(count.least, noun)), but it has \(have)"
        }
        guard let most = count.most, have > most else { return nil }
        return "must have at most \(counted(most, noun)), but it has \(have)"
    }

    /// What a value must be that is none of a list.
    static func values(_ values: SchemaValues, _ value: JSONValue) -> String {
        let shown = values.list.prefix(12).map { $0.isContainer ? cut(JSONWriter.text($0)) : self.shown($0) }
        let more = values.list.count > 12 ? ", … (\(values.list.count) in all)" : ""
        guard shown.count != 1 else { return "must be \(shown[0]), but it is \(self.shown(value))" }
        let near = value.text.flatMap { Suggestion.question(for: $0, among: values.list.compactMap(\.text)) }
        return "must be one of \(shown.joined(separator: ", "))\(more), but it is \(self.shown(value))"
            + (near.map { "; \($0)" } ?? "")
    }

    /// What a member is met with that is not allowed.
    static func unknownMember(_ name: String, known: [String]) -> String {
        if let near = Suggestion.question(for: name, among: known) { return "is not a known property; \(near)" }
        guard !known.isEmpty, known.count <= 12 else { return "is not a known property" }
        return "is not a known property; there \(known.count == 1 ? "is" : "are") \(known.joined(separator: ", "))"
    }
}
