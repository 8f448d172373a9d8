extension Condition.Test {
    /// Whether the condition holds for a part that is absent.
    var isNegative: Bool {
        switch self {
        case .absent, .differs: true
        default: false
        }
    }

    /// The literal that a value is to be equal to.
    var equated: Condition.Literal? {
        switch self {
        case .equals(let literal), .differs(let literal): literal
        default: nil
        }
    }

    /// Whether a text fits: as text, by its bytes; `<` and `>` compare numbers when both are.
    ///
    /// - Parameter work: what may still be done, in bytes looked at; less by what this does.
    func fits(_ text: String, sharing work: inout Int64) throws(RegularExpressionLimit) -> Bool {
        work -= Int64(text.utf8.count)
        return switch self {
        case .equals(let literal): text.isSame(as: literal.text)
        case .differs(let literal): !text.isSame(as: literal.text)
        case .less(let bound): Condition.order(text, bound.text) < 0
        case .greater(let bound): Condition.order(text, bound.text) > 0
        case .matches(let expression): try expression.isFound(in: text, sharing: &work)
        case .contains(_, let search): search.isFound(in: text)
        case .absent: false
        case .present: true
        }
    }

    /// Whether a value of a JSON body fits: text is compared with text, a number with a number.
    func fits(_ value: JSONValue, sharing work: inout Int64) throws(RegularExpressionLimit) -> Bool {
        work -= Int64(value.text?.utf8.count ?? 0)
        return switch self {
        case .equals(let literal): value.isSame(as: literal.value)
        case .differs(let literal): !value.isSame(as: literal.value)
        case .less(let bound): Condition.order(value, bound.value).map { $0 < 0 } ?? false
        case .greater(let bound): Condition.order(value, bound.value).map { $0 > 0 } ?? false
        case .matches(let expression): try expression.isFound(in: value.plainText, sharing: &work)
        case .contains(let needle, let search):
            value.elements?.contains { $0.isSame(as: needle.value) } ?? search.isFound(in: value.plainText)
        case .absent: false
        case .present: true
        }
    }
}

extension Condition {
    /// -1, 0 or 1: numbers exactly when both texts are some, else the texts by code points.
    fileprivate static func order(_ text: String, _ other: String) -> Int {
        if let left = JSONValue(exactly: text), let right = JSONValue(exactly: other),
            let order = SchemaNumber.order(left, right)
        {
            return order
        }
        return text.isSame(as: other) ? 0 : text.precedes(other) ? -1 : 1
    }

    /// The order of two numbers or of two texts; `nil` for everything else.
    fileprivate static func order(_ value: JSONValue, _ other: JSONValue) -> Int? {
        guard let text = value.text, let bound = other.text else { return SchemaNumber.order(value, other) }
        return text.isSame(as: bound) ? 0 : text.precedes(bound) ? -1 : 1
    }
}
