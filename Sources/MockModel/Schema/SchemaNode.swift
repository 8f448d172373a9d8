/// One schema, ready to be applied.
///
/// Schemas name each other by their place in the list of all.
struct SchemaNode: Sendable {
    /// The resource it belongs to; entering it may change what a dynamic reference means.
    let resource: Int
    /// How people know it: its title, or the last step of its place; empty for a plain branch.
    let name: String
    var keywords: [SchemaKeyword] = []
    /// The types it allows, where it says so.
    var types: SchemaTypes?
    /// Whether it asks what its other keywords looked at.
    var looksAtUnevaluated = false
    /// Whether null fits whatever else it says (OpenAPI 3.0).
    var isNullable = false
}

/// What a schema says, with all that can be known beforehand.
enum SchemaKeyword: Sendable {
    /// `false`, which nothing fits.
    case nothing
    case values(SchemaValues)
    case multipleOf(ExactDecimal, written: JSONValue)
    case minimum(JSONValue, isExclusive: Bool)
    case maximum(JSONValue, isExclusive: Bool)
    case length(SchemaCount)
    case pattern(RegularExpression, written: String)
    case format(SchemaFormat, isAsserted: Bool)
    case itemCount(SchemaCount)
    case uniqueItems
    case items(prefix: [Int], rest: Int?)
    case contains(Int, SchemaCount, marks: Bool)
    case memberCount(SchemaCount)
    case required([String])
    case properties(SchemaProperties)
    case propertyNames(Int)
    case dependentRequired([SchemaDependency])
    case dependentSchemas([(name: String, schema: Int)])
    case reference(Int)
    case dynamicReference(Int, anchor: String)
    case allOf([Int])
    case anyOf([Int])
    case oneOf([Int])
    case not(Int)
    case conditional(Int, then: Int?, otherwise: Int?)
    case unevaluatedItems(Int)
    case unevaluatedProperties(Int)
}

/// The values of `enum` or `const`.
struct SchemaValues: Sendable {
    let list: [JSONValue]
    let keys: Set<SchemaKey>
    /// Whether a list or an object is among them.
    let hasContainers: Bool

    init(_ list: [JSONValue]) {
        self.list = list
        keys = Set(list.map(SchemaKey.init))
        hasContainers = list.contains(where: \.isContainer)
    }

    func contain(_ value: JSONValue) -> Bool {
        (hasContainers || !value.isContainer) && keys.contains(SchemaKey(value))
    }
}

/// At least so many and at most so many.
struct SchemaCount: Sendable {
    var least = 0
    var most: Int?
}

/// What an object needs that has a certain member.
struct SchemaDependency: Sendable {
    let name: String
    let required: [String]
}

/// What is said of the members of an object.
struct SchemaProperties: Sendable {
    var named: [TextKey: Int] = [:]
    var patterns: [(expression: RegularExpression, schema: Int)] = []
    /// For members that no other rule is for.
    var others: Int?
    /// Whether nothing else is allowed, which is said in words of its own.
    var forbidsOthers = false
}

/// Types of JSON values, several at once.
struct SchemaTypes: OptionSet, Sendable {
    let rawValue: Int

    static let null = SchemaTypes(rawValue: 1)
    static let boolean = SchemaTypes(rawValue: 2)
    static let integer = SchemaTypes(rawValue: 4)
    static let number = SchemaTypes(rawValue: 8)
    static let string = SchemaTypes(rawValue: 16)
    static let array = SchemaTypes(rawValue: 32)
    static let object = SchemaTypes(rawValue: 64)

    /// The names that schemas have for them, with what people call them.
    static let names: [(name: String, type: SchemaTypes, words: String)] = [
        ("string", .string, "text"), ("integer", .integer, "a whole number"), ("number", .number, "a number"),
        ("boolean", .boolean, "true or false"), ("array", .array, "a list"), ("object", .object, "an object"),
        ("null", .null, "null"),
    ]

    func contain(_ value: JSONValue) -> Bool {
        switch value {
        case .null: contains(.null)
        case .bool: contains(.boolean)
        case .integer: contains(.integer) || contains(.number)
        case .number, .bigNumber: contains(.number) || (contains(.integer) && SchemaNumber.isWhole(value))
        case .string: contains(.string)
        case .array: contains(.array)
        case .object: contains(.object)
        }
    }

    /// "text or null".
    var words: String {
        SchemaTypes.names.filter { contains($0.type) && !($0.type == .integer && contains(.number)) }
            .map(\.words).joined(separator: " or ")
    }
}

extension JSONValue {
    /// Whether it is a list or an object.
    var isContainer: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }
}
