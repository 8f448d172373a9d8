import MockModel

/// All that schemas say of one value, with references followed and `allOf` merged.
struct Constraints {
    /// The types that are left; `nil` for any.
    private(set) var types: Set<String>?
    /// The values that are left; `nil` for any.
    private(set) var allowed: [JSONValue]?
    private(set) var isNever = false
    private var lower: Bound?
    private var upper: Bound?
    private var leastIsExcluded = false
    private var mostIsExcluded = false
    private(set) var multiples: [JSONValue] = []
    private(set) var leastLength = 0
    private(set) var mostLength: Int?
    private(set) var patterns: [String] = []
    private(set) var format: String?
    private(set) var media: (encoding: String?, type: String?)
    private(set) var items: [SchemaPiece] = []
    private(set) var prefixItems: [[SchemaPiece]] = []
    private(set) var leastItems = 0
    private(set) var mostItems: Int?
    private(set) var isUnique = false
    private(set) var contains: [(piece: SchemaPiece, least: Int)] = []
    private(set) var properties: [(name: String, pieces: [SchemaPiece])] = []
    private var places: [TextKey: Int] = [:]
    private(set) var required: [String] = []
    private(set) var additional: [SchemaPiece] = []
    /// Of each schema that allows no other properties: those that it names, and its patterns.
    private(set) var closed: [(names: Set<TextKey>, patterns: [String])] = []
    private(set) var patternProperties: [(pattern: String, piece: SchemaPiece)] = []
    private(set) var propertyNames: [SchemaPiece] = []
    private(set) var leastProperties = 0
    private(set) var mostProperties: Int?
    private(set) var dependent: [(name: String, names: [String])] = []
    private(set) var examples: [JSONValue] = []
    private(set) var isWriteOnly = false
    /// Branches that are still to be chosen from: all of them, and whether exactly one may hold.
    private(set) var choices: [Choice] = []
    private(set) var discriminators: [Discriminator] = []
    /// Where the schema stands that a reference led to first.
    private(set) var name: String?
    private(set) var conditions: [(condition: SchemaPiece, then: SchemaPiece?, otherwise: SchemaPiece?)] = []

    struct Bound {
        let value: Double
        let isExcluded: Bool
    }

    struct Choice {
        let branches: [SchemaPiece]
        let isExclusive: Bool
        let discriminator: Discriminator?
    }

    struct Discriminator {
        let property: String
        let mapping: [(name: String, reference: String)]
        let document: String
    }
}

extension Constraints {
    private static let deepest = 64

    /// Adds what a schema says.
    mutating func absorb(_ piece: SchemaPiece, _ pieces: SchemaPieces, depth: Int = 0) {
        guard depth < Constraints.deepest else { return }
        guard case .object(let schema) = piece.value else {
            if piece.value == .bool(false) { isNever = true }
            return
        }
        if name == nil, schema["$ref"] == nil, let own = piece.name { name = own }
        if let reference = (schema["$ref"] ?? schema["$dynamicRef"])?.text {
            guard let target = pieces.target(of: reference, from: piece) else { return }
            absorb(target, pieces, depth: depth + 1)
            if pieces.isOld { return }
        }
        take(schema, piece, pieces, depth)
        for part in schema["allOf"]?.elements ?? [] { absorb(piece.below(part), pieces, depth: depth + 1) }
    }

    private mutating func take(_ schema: JSONObject, _ piece: SchemaPiece, _ pieces: SchemaPieces, _ depth: Int) {
        var names: Set<TextKey> = []
        var patterns: [String] = []
        for member in schema.members {
            if takeNumbers(member) || takeTexts(member) || takeLists(member, piece) { continue }
            switch member.name {
            case "type": take(types: member.value, schema, pieces)
            case "enum": narrow(to: member.value.elements ?? [])
            case "const": narrow(to: [member.value])
            case "properties":
                for property in member.value.members {
                    add(property.name, piece.below(property.value))
                    names.insert(TextKey(property.name))
                }
            case "patternProperties":
                for property in member.value.members {
                    patternProperties.append((property.name, piece.below(property.value)))
                    patterns.append(property.name)
                }
            case "oneOf", "anyOf": addChoice(member, piece, schema)
            default: takeRest(member, piece)
            }
        }
        if case .bool(false)? = schema["additionalProperties"] { closed.append((names, patterns)) }
        if let condition = schema["if"] {
            conditions.append(
                (piece.below(condition), schema["then"].map(piece.below), schema["else"].map(piece.below)))
        }
    }

    private mutating func takeRest(_ member: JSONObject.Member, _ piece: SchemaPiece) {
        let value = member.value
        switch member.name {
        case "required": for name in value.elements ?? [] { name.text.map { require($0) } }
        case "additionalProperties", "unevaluatedProperties":
            if case .object = value { additional.append(piece.below(value)) }
        case "propertyNames": propertyNames.append(piece.below(value))
        case "minProperties": leastProperties = max(leastProperties, value.count ?? 0)
        case "maxProperties": mostProperties = lesser(mostProperties, value.count)
        case "dependentRequired":
            for entry in value.members {
                dependent.append((entry.name, (entry.value.elements ?? []).compactMap(\.text)))
            }
        case "examples": examples += value.elements ?? []
        case "example": examples.append(value)
        case "default": examples.append(value)
        case "writeOnly": isWriteOnly = isWriteOnly || value == .bool(true)
        case "discriminator":
            if let found = Discriminator(value, piece) { discriminators.append(found) }
        default: break
        }
    }

    private mutating func takeNumbers(_ member: JSONObject.Member) -> Bool {
        let number = member.value.double
        switch member.name {
        case "minimum": number.map { raiseLower(to: Bound(value: $0, isExcluded: false)) }
        case "maximum": number.map { reduceUpper(to: Bound(value: $0, isExcluded: false)) }
        case "exclusiveMinimum":
            if let number {
                raiseLower(to: Bound(value: number, isExcluded: true))
            } else if member.value == .bool(true) {
                leastIsExcluded = true
            }
        case "exclusiveMaximum":
            if let number {
                reduceUpper(to: Bound(value: number, isExcluded: true))
            } else if member.value == .bool(true) {
                mostIsExcluded = true
            }
        case "multipleOf": multiples.append(member.value)
        default: return false
        }
        return true
    }

    private mutating func takeTexts(_ member: JSONObject.Member) -> Bool {
        switch member.name {
        case "minLength": leastLength = max(leastLength, member.value.count ?? 0)
        case "maxLength": mostLength = lesser(mostLength, member.value.count)
        case "pattern": member.value.text.map { patterns.append($0) }
        case "format": format = member.value.text ?? format
        case "contentEncoding": media.encoding = member.value.text
        case "contentMediaType": media.type = member.value.text
        default: return false
        }
        return true
    }

    private mutating func takeLists(_ member: JSONObject.Member, _ piece: SchemaPiece) -> Bool {
        let value = member.value
        switch member.name {
        case "items":
            if let list = value.elements { add(prefix: list, piece) } else { items.append(piece.below(value)) }
        case "prefixItems": add(prefix: value.elements ?? [], piece)
        case "minItems": leastItems = max(leastItems, value.count ?? 0)
        case "maxItems": mostItems = lesser(mostItems, value.count)
        case "uniqueItems": isUnique = isUnique || value == .bool(true)
        case "contains": contains.append((piece.below(value), 1))
        case "minContains": if let last = contains.indices.last { contains[last].least = value.count ?? 1 }
        default: return false
        }
        return true
    }
}

extension Constraints {
    private mutating func add(prefix list: [JSONValue], _ piece: SchemaPiece) {
        for (place, item) in list.enumerated() {
            if prefixItems.indices.contains(place) {
                prefixItems[place].append(piece.below(item))
            } else {
                prefixItems.append([piece.below(item)])
            }
        }
    }

    /// Adds what is said of a property.
    mutating func add(_ property: String, _ piece: SchemaPiece) {
        if let place = places[TextKey(property)] {
            properties[place].pieces.append(piece)
        } else {
            places[TextKey(property)] = properties.count
            properties.append((property, [piece]))
        }
    }

    mutating func require(_ name: String) {
        if !required.holds(name) { required.append(name) }
    }

    /// What is said of a property; `nil` when it is not named.
    func pieces(of property: String) -> [SchemaPiece]? { places[TextKey(property)].map { properties[$0].pieces } }

    private mutating func take(types value: JSONValue, _ schema: JSONObject, _ pieces: SchemaPieces) {
        var named = Set((value.elements ?? [value]).compactMap(\.text))
        guard !named.isEmpty else { return }
        if pieces.isOld, schema["nullable"] == .bool(true) { named.insert("null") }
        if named.contains("number") { named.insert("integer") }
        types = types?.intersection(named) ?? named
    }

    private mutating func narrow(to values: [JSONValue]) {
        allowed = allowed?.filter { values.contains($0) } ?? values
    }

    private mutating func raiseLower(to bound: Bound) {
        if let lower, lower.value > bound.value || (lower.value == bound.value && lower.isExcluded) { return }
        lower = bound
    }

    private mutating func reduceUpper(to bound: Bound) {
        if let upper, upper.value < bound.value || (upper.value == bound.value && upper.isExcluded) { return }
        upper = bound
    }

    /// The lower bound; in version 3.0 a truth value beside it excludes it.
    var least: Bound? { lower.map { Bound(value: $0.value, isExcluded: $0.isExcluded || leastIsExcluded) } }

    /// The upper bound.
    var most: Bound? { upper.map { Bound(value: $0.value, isExcluded: $0.isExcluded || mostIsExcluded) } }

    private mutating func addChoice(_ member: JSONObject.Member, _ piece: SchemaPiece, _ schema: JSONObject) {
        let branches = (member.value.elements ?? []).map(piece.below)
        guard !branches.isEmpty else { return }
        let discriminator = schema["discriminator"].flatMap { Discriminator($0, piece) }
        choices.append(Choice(branches: branches, isExclusive: member.name == "oneOf", discriminator: discriminator))
    }

    /// Takes the branches that are to be chosen from, which are then settled.
    mutating func takeChoices() -> [Choice] {
        defer { choices = [] }
        return choices
    }

    /// Takes the conditions, which are then settled.
    mutating func takeConditions() -> [(condition: SchemaPiece, then: SchemaPiece?, otherwise: SchemaPiece?)] {
        defer { conditions = [] }
        return conditions
    }

    private func lesser(_ first: Int?, _ second: Int?) -> Int? {
        guard let first, let second else { return first ?? second }
        return min(first, second)
    }
}

extension Constraints.Discriminator {
    /// Reads a discriminator; of Swagger 2.0 it is the name of the property alone.
    fileprivate init?(_ value: JSONValue, _ piece: SchemaPiece) {
        guard let property = value["propertyName"]?.text ?? value.text else { return nil }
        self.property = property
        mapping = (value["mapping"]?.members ?? []).compactMap { entry in entry.value.text.map { (entry.name, $0) } }
        document = piece.document
    }
}

extension JSONValue {
    /// The members of an object; none of all else.
    var members: [JSONObject.Member] {
        guard case .object(let object) = self else { return [] }
        return object.members
    }

    /// The number, as near as a double comes.
    var double: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .number(let number): number
        case .bigNumber(let text): Double(text)
        default: nil
        }
    }

    /// A whole number that counts something.
    var count: Int? { double.map { Int(min(max($0, 0), 1e9)) } }
}
