/// One `@match PART OP VALUE` line: a test of the request that explains itself when it fails.
///
/// A class of constants, so that asking it copies nothing.
public final class Condition: Sendable {
    /// The part of the request that is looked at.
    public enum Part: Sendable, Hashable {
        /// `query.x`: the first value of a query name.
        case query(String)
        /// `header.x`, in any letter case.
        case header(String)
        /// `cookie.x`.
        case cookie(String)
        /// `param.x`: a parameter of the path.
        case parameter(String)
        /// `body`: the whole text.
        case body
        /// `body.a.b[0]`: a place in the JSON body.
        case json(JSONPath)
    }

    /// How the part is compared.
    public enum Test: Sendable {
        /// `=`: equal; a number or a truth value in a JSON body is compared by value.
        case equals(String)
        /// `!=`: present and not equal, or absent.
        case differs(String)
        /// `<`: less, as numbers when both are numbers, else as text.
        case less(String)
        /// `>`: greater, likewise.
        case greater(String)
        /// `~`: the regular expression is found in it.
        case matches(RegularExpression)
        /// `contains`: the text is found in it; in a JSON array, an element equals it.
        case contains(String)
        /// `absent`.
        case absent
        /// `present`.
        case present
    }

    /// The part of the request that is looked at.
    public let part: Part
    /// How it is compared.
    public let test: Test
    /// The line as written, without `@match`: `query.page = 2`.
    public let text: String
    /// Where it was written.
    public let location: SourceLocation
    /// What the text compared with says as JSON; `nil` when it is none, or nothing is compared with a text.
    let wanted: JSONValue?

    /// Makes a condition.
    public init(part: Part, test: Test, text: String, location: SourceLocation) {
        self.part = part
        self.test = test
        self.text = text
        self.location = location
        wanted = test.operand.flatMap { try? JSONValue(parsing: $0) }
    }
}

extension Condition.Test {
    /// The text that a part, or an element of it, is to be equal to.
    fileprivate var operand: String? {
        switch self {
        case .equals(let text), .differs(let text), .contains(let text): text
        default: nil
        }
    }
}
