import MockModel

extension JSONValue {
    /// The value of a YAML text by the core schema of YAML 1.2 (§10.3): plain words may be numbers, truth values or null.
    init(_ value: YAMLValue) {
        switch value.kind {
        case .nothing: self = .null
        case .text(let text): self = value.isPlain ? JSONValue(plain: text) : .string(text)
        case .list(let list): self = .array(list.map { JSONValue($0) })
        case .fields(let fields):
            self = .object(JSONObject(fields.map { JSONObject.Member($0.name, JSONValue($0.value)) }))
        }
    }

    private init(plain text: String) {
        switch text {
        case "true", "True", "TRUE": self = .bool(true)
        case "false", "False", "FALSE": self = .bool(false)
        default:
            // Numbers are those of JSON, and those with a plus sign or without a digit beside the point.
            guard let first = text.utf8.first, first.isDigit || "+-.".utf8.contains(first) else {
                self = .string(text)
                return
            }
            self = JSONValue.number(in: text) ?? .string(text)
        }
    }

    private static func number(in text: String) -> JSONValue? {
        if case .some(let value) = try? JSONValue(parsing: text), value.text == nil, value.elements == nil {
            return value
        }
        guard text.utf8.allSatisfy({ $0.isDigit || "+-.eE".utf8.contains($0) }), let number = Double(text) else {
            return nil
        }
        return number == number.rounded() && abs(number) < 1e15 ? .integer(Int64(number)) : .number(number)
    }
}
