/// One `@match PART OP VALUE` line: a test of the request that explains itself when it fails.
///
/// A class of constants, so that asking it copies nothing.
public final class Condition: Sendable {
    /// The part of the request that is looked at.
    public enum Part: Sendable, Hashable {
        /// `query.x`: the values of a query name.
        case query(String)
        /// `header.x`, in any letter case.
        case header(String)
        /// `cookie.x`.
        case cookie(String)
        /// `form.x`: the values of a text field of a form.
        case form(String)
        /// `param.x`: a parameter of the path.
        case parameter(String)
        /// `body`: the whole body, as JSON or as text.
        case body
        /// `body.a.b[0]`: a place in the JSON body.
        case json(JSONPath)
    }

    /// How the part is compared.
    public enum Test: Sendable {
        /// `=`: a value is equal.
        case equals(Literal)
        /// `!=`: a value is not equal, or there is none.
        case differs(Literal)
        /// `<`: less, as numbers when both are numbers, else as text.
        case less(Literal)
        /// `>`: greater, likewise.
        case greater(Literal)
        /// `~`: the regular expression is found in it.
        case matches(RegularExpression)
        /// `contains`: the text is found in it; in a JSON array, an element equals it.
        case contains(Literal, ByteSearch)
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
    /// Makes a condition.
    public init(part: Part, test: Test, text: String, location: SourceLocation) {
        self.part = part
        self.test = test
        self.text = text
        self.location = location
    }
}
