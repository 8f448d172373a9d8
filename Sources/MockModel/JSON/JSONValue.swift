/// A JSON value that keeps what other models lose: the order of keys and the exact text of numbers (RFC 8259).
public enum JSONValue: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number that fits 64 bits.
    case integer(Int64)
    /// Any other number that a double holds.
    case number(Double)
    /// A number that neither holds exactly, as written.
    case bigNumber(String)
    /// Text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Names and values in the order written; of doubled names the last stands.
    case object(JSONObject)

    /// Whether both are the same case with the same content; texts are compared byte by byte.
    public static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.bigNumber(let left), .bigNumber(let right)): left.isSame(as: right)
        case (.string(let left), .string(let right)): left.isSame(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }
}

extension JSONValue {
    /// The kind of value, in words: `a list`.
    public var kindInWords: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .integer, .number, .bigNumber: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

/// The members of a JSON object in order.
public struct JSONObject: Sendable, Hashable {
    /// A name and its value.
    public struct Member: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The value.
        public var value: JSONValue

        /// Makes a member.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }

        /// Whether both have the same name, byte by byte, and the same value.
        public static func == (left: Member, right: Member) -> Bool {
            left.name.isSame(as: right.name) && left.value == right.value
        }
    }

    /// The members in order; no name stands twice.
    public private(set) var members: [Member]

    /// Makes an object; of doubled names the last value stands, at the first place.
    public init(_ members: [Member] = []) {
        self.members = []
        self.members.reserveCapacity(members.count)
        guard members.count > 16 else {
            members.forEach { self[$0.name] = $0.value }
            return
        }
        var places: [TextKey: Int] = [:]
        for member in members {
            if let place = places[TextKey(member.name)] {
                self.members[place] = member
            } else {
                places[TextKey(member.name)] = self.members.count
                self.members.append(member)
            }
        }
    }

    /// The value of a name; setting `nil` removes it, a new name goes to the end.
    public subscript(name: String) -> JSONValue? {
        get { members.first { $0.name.isSame(as: name) }?.value }
        set {
            guard let place = members.firstIndex(where: { $0.name.isSame(as: name) }) else {
                if let newValue { members.append(Member(name, newValue)) }
                return
            }
            if let newValue { members[place].value = newValue } else { members.remove(at: place) }
        }
    }
}

extension JSONValue {
    /// The member of that name when this is an object that has it.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let object) = self else { return nil }
        return object[name]
    }

    /// The text when this is a string.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The elements when this is an array.
    public var elements: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A list.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// An object with its members in the order written.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(elements.map { JSONObject.Member($0.0, $0.1) }))
    }
}
