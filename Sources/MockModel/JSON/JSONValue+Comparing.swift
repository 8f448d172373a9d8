extension JSONValue {
    /// Whether both are the same data: objects in any order of names, numbers by their exact value (`5`, `5.0` and `50e-1` are one), texts
    /// by their bytes.
    public func isSame(as other: JSONValue) -> Bool {
        switch (self, other) {
        case (.object(let mine), .object(let theirs)): mine.isSame(as: theirs)
        case (.array(let mine), .array(let theirs)):
            mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.isSame(as: $1) }
        default: SchemaNumber.order(self, other).map { $0 == 0 } ?? (self == other)
        }
    }

    /// The number as a double, rounded when need be; `nil` for everything else.
    public var number: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .number(let number): number
        case .bigNumber(let text): Double(text)
        default: nil
        }
    }

    /// A scalar as plain text, without quotes; arrays and objects as JSON on one line.
    public var plainText: String {
        text ?? JSONWriter.text(self)
    }
}

extension JSONObject {
    /// Whether both have the same names with the same data.
    fileprivate func isSame(as other: JSONObject) -> Bool {
        guard members.count == other.members.count else { return false }
        guard members.count > 16 else {
            return members.allSatisfy { member in other[member.name]?.isSame(as: member.value) == true }
        }
        let theirs = Dictionary(other.members.map { (TextKey($0.name), $0.value) }) { _, last in last }
        return members.allSatisfy { member in theirs[TextKey(member.name)]?.isSame(as: member.value) == true }
    }
}
