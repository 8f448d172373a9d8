import MockModel

/// The variables that the texts of a collection may use: those of the environment before those of the collection.
///
/// Only initial values count, as on Postman's servers; what scripts set during a run never reaches a mock.
struct PostmanVariables: Sendable {
    /// How often a text is scanned again, so that values may hold variables themselves (Postman's own limit).
    private static let rounds = 19
    /// Bytes a text may grow to; values that hold each other could else fill the memory.
    private static let limit = 8 << 20

    private var values: [TextKey: String] = [:]

    /// Takes the `variable` list of a collection and the values of an environment, which win.
    init(collection: JSONValue? = nil, environment: [TextKey: String] = [:]) {
        values = PostmanVariables.values(of: collection).merging(environment) { $1 }
    }

    /// The enabled entries of a list of `{key, value}`; of doubled names the last one stands.
    static func values(of list: JSONValue?) -> [TextKey: String] {
        var values: [TextKey: String] = [:]
        for entry in list?.elements ?? [] where !entry.isDisabled {
            guard let key = entry["key"]?.text ?? entry["id"]?.text, let value = entry["value"]?.scalar else {
                continue
            }
            values[TextKey(key)] = value
        }
        return values
    }

    /// Replaces every variable that has a value; others stay as they are written.
    ///
    /// - Parameter keepingEmpty: whether an empty value replaces its token too. In a path it would only leave a hole
    ///   where a caller has a value, so there the token stays and becomes a parameter.
    func fill(_ text: String, keepingEmpty: Bool = true) -> String {
        var text = text
        for _ in 0..<PostmanVariables.rounds {
            guard let next = round(text, keepingEmpty), next.utf8.count <= PostmanVariables.limit else { return text }
            text = next
        }
        return text
    }

    /// One scan; `nil` when nothing was replaced.
    private func round(_ text: String, _ keepingEmpty: Bool) -> String? {
        guard VariableTemplate.mayHaveTokens(text) else { return nil }
        var isChanged = false
        let texts = VariableTemplate.pieces(of: text).map { piece -> String in
            switch piece {
            case .literal(let text): return text
            case .token(let name):
                guard let value = values[TextKey(name)], keepingEmpty || !value.isEmpty else { return "{{\(name)}}" }
                isChanged = true
                return value
            }
        }
        return isChanged ? texts.joined() : nil
    }
}

extension JSONValue {
    /// Whether an entry of a list is switched off, by either of Postman's two words for it.
    var isDisabled: Bool { self["disabled"] == .bool(true) || self["enabled"] == .bool(false) }

    /// The text of a string, a number or a truth value.
    var scalar: String? {
        switch self {
        case .string(let text), .bigNumber(let text): text
        case .integer(let number): String(number)
        case .number(let number): JSONWriter.text(of: number)
        case .bool(let flag): String(flag)
        case .null, .array, .object: nil
        }
    }
}
