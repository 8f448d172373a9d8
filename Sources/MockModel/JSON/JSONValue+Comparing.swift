extension JSONValue {
    /// Whether both are the same data: objects in any order of names, numbers by value (`5`, `5.0` and `50e-1` are one).
    public func isSame(as other: JSONValue) -> Bool {
        switch (self, other) {
        case (.object(let mine), .object(let theirs)):
            mine.members.count == theirs.members.count
                && mine.members.allSatisfy { member in theirs[member.name]?.isSame(as: member.value) == true }
        case (.array(let mine), .array(let theirs)):
            mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.isSame(as: $1) }
        case (.integer, .integer), (.bigNumber, .bigNumber): self == other
        default: number.flatMap { mine in other.number.map { mine == $0 } } ?? (self == other)
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
