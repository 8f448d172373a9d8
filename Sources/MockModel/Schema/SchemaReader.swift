/// The members of one schema, read with the right types or refused.
struct SchemaReader {
    let object: JSONObject
    let place: SchemaPlace
    let dialect: SchemaDialect
    /// Whether an empty object may stand for an empty list.
    let isLoose: Bool

    subscript(name: String) -> JSONValue? { object[name] }

    func refuse(_ name: String, _ message: String, hint: String? = nil) -> SchemaError {
        SchemaError(
            document: place.document, pointer: JSONPointer.appending(name, to: place.pointer),
            message: "\"\(name)\" \(message)", hint: hint)
    }

    func text(_ name: String) throws(SchemaError) -> String? {
        guard let value = object[name] else { return nil }
        guard let text = value.text else { throw refuse(name, "must be text, but it is \(SchemaText.shown(value))") }
        return text
    }

    func count(_ name: String) throws(SchemaError) -> Int? {
        guard let value = object[name] else { return nil }
        switch value {
        case .integer(let number) where number >= 0: return Int(clamping: number)
        case .number(let number) where number >= 0 && SchemaNumber.isWhole(value):
            return Int(exactly: number) ?? Int.max
        default: throw refuse(name, "must be a whole number from 0, but it is \(SchemaText.shown(value))")
        }
    }

    func counts(_ least: String, _ most: String) throws(SchemaError) -> SchemaCount? {
        let (low, high) = (try count(least), try count(most))
        guard low != nil || high != nil else { return nil }
        return SchemaCount(least: low ?? 0, most: high)
    }

    func number(_ name: String) throws(SchemaError) -> JSONValue? {
        guard let value = object[name] else { return nil }
        guard ExactDecimal(value) != nil else {
            throw refuse(name, "must be a number, but it is \(SchemaText.shown(value))")
        }
        return value
    }

    func truth(_ name: String) throws(SchemaError) -> Bool {
        guard let value = object[name] else { return false }
        guard case .bool(let truth) = value else {
            throw refuse(name, "must be true or false, but it is \(SchemaText.shown(value))")
        }
        return truth
    }

    /// A list; in code that cannot tell an empty list from an empty object, either.
    func list(_ name: String) throws(SchemaError) -> [JSONValue]? {
        guard let value = object[name] else { return nil }
        if let elements = value.elements { return elements }
        guard isLoose, value == .object(JSONObject()) else {
            throw refuse(name, "must be a list, but it is \(SchemaText.shown(value))")
        }
        return []
    }

    func members(_ name: String) throws(SchemaError) -> [JSONObject.Member]? {
        guard let value = object[name] else { return nil }
        guard case .object(let object) = value else {
            guard isLoose, value == .array([]) else {
                throw refuse(name, "must be an object, but it is \(SchemaText.shown(value))")
            }
            return []
        }
        return object.members
    }

    func texts(_ name: String) throws(SchemaError) -> [String]? {
        guard let elements = try list(name) else { return nil }
        let texts = elements.compactMap(\.text)
        guard texts.count == elements.count else {
            let stranger = elements.first { $0.text == nil } ?? .null
            throw refuse(name, "must be a list of texts, but it has \(SchemaText.shown(stranger))")
        }
        return texts
    }

    func pattern(_ name: String, _ written: String) throws(SchemaError) -> RegularExpression {
        do throws(RegularExpressionError) {
            return try RegularExpression(SchemaPattern.translated(written))
        } catch { throw refuse(name, "is no regular expression (\(written)): \(error.reason)") }
    }

    var isNullable: Bool { dialect.openAPI == .version30 && object["nullable"] == .bool(true) }

    /// The types of `type`.
    func types() throws(SchemaError) -> SchemaTypes? {
        guard let value = object["type"] else { return nil }
        let names = value.text.map { [$0] } ?? value.elements?.compactMap(\.text) ?? []
        guard !names.isEmpty, names.count == value.elements?.count ?? 1 else {
            throw refuse("type", "must be the name of a type or a list of them, but it is \(SchemaText.shown(value))")
        }
        var types: SchemaTypes = []
        for name in names {
            guard let known = SchemaTypes.names.first(where: { $0.name == name }) else { throw unknownType(name) }
            types.insert(known.type)
        }
        return types
    }

    private func unknownType(_ name: String) -> SchemaError {
        let names = SchemaTypes.names.map(\.name)
        let hint = Suggestion.question(for: name, among: names) ?? "there are \(names.joined(separator: ", "))"
        return refuse("type", "is \"\(name)\", which is no type", hint: hint)
    }
}
