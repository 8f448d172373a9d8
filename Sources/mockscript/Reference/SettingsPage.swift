import MockModel

/// The page of the manual that lists every setting, written from the schema of the settings.
enum SettingsPage {
    /// The whole page, in Markdown.
    static var text: String {
        introduction + keys.map { row($0) }.joined(separator: "\n") + "\n"
    }

    /// A key of the settings.
    struct Key {
        /// The key with those above it: `cors.origins`.
        let path: String
        /// What it may be.
        let kind: String
        let meaning: String
    }

    /// Every key, each in front of those within it.
    static var keys: [Key] { keys(of: SettingsSchema.schema, below: "") }

    private static let introduction = """
        # Settings

        <!-- Written by scripts/update-reference from Sources/mockscript/Reference/SettingsSchema.swift; edit that. -->

        The keys of `mockscript.yaml`. Every key is optional; a misspelt one is an error with its line. `mockscript types` writes a schema for
        editors. [The folder format](Folders.md) shows the settings in use. A [flag](Flags.md) of the same name comes first.

        | key | value | meaning |
        |---|---|---|

        """

    /// A key for each member of an object schema, and for the members of its members.
    private static func keys(of schema: JSONValue, below path: String) -> [Key] {
        var keys = schema["properties"]?.members.flatMap { key(path + $0.name, $0.value) } ?? []
        if let entry = schema["additionalProperties"], entry["type"] != nil { keys += key(path + "PATTERN", entry) }
        for choice in schema["oneOf"]?.elements ?? [] { keys += SettingsPage.keys(of: choice, below: path) }
        return keys
    }

    private static func key(_ path: String, _ schema: JSONValue) -> [Key] {
        [Key(path: path, kind: kind(of: schema), meaning: schema["description"]?.text ?? "")]
            + keys(of: schema, below: path + ".")
    }

    private static func row(_ key: Key) -> String {
        let cells = ["`\(key.path)`", key.kind, key.meaning]
        return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }

    /// The type of a value with its bounds, or the words that it may be.
    private static func kind(of schema: JSONValue) -> String {
        if let choices = schema["oneOf"]?.elements { return choices.map(kind).joined(separator: " or ") }
        if let words = schema["enum"]?.elements { return words.map(code).joined(separator: ", ") }
        if let word = schema["const"] { return code(word) }
        return (schema["type"]?.text ?? "any") + bounds(of: schema)
    }

    private static func code(_ value: JSONValue) -> String { "`\(value.text ?? JSONWriter.text(value))`" }

    private static func bounds(of schema: JSONValue) -> String {
        switch (schema["minimum"].map(JSONWriter.text), schema["maximum"].map(JSONWriter.text)) {
        case (let least?, let most?): " from \(least) to \(most)"
        case (let least?, nil): " from \(least)"
        case (nil, let most?): " to \(most)"
        case (nil, nil): ""
        }
    }
}

extension JSONValue {
    /// The members in order when this is an object, else none.
    fileprivate var members: [JSONObject.Member] {
        guard case .object(let object) = self else { return [] }
        return object.members
    }
}
