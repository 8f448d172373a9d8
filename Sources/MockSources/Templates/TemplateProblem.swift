import MockModel

/// What is wrong with a `{{ expression }}`, in words.
struct TemplateProblem {
    private static let literal = "to send {{ as it is, write \\{{, or @template off in a .http file"

    /// The finding for an expression that is no expression.
    ///
    /// - Parameters:
    ///   - failure: why it is none.
    ///   - braces: the place of its opening braces.
    ///   - place: the place of an offset in the text that was scanned.
    static func problem(
        _ failure: LuaExpression.Failure, braces: SourceLocation, place: (Int) -> SourceLocation
    ) -> Problem {
        switch failure {
        case .empty: bad("the expression between {{ and }} is empty", at: braces, hint: literal)
        case .unclosed: bad("{{ has no }}", at: braces, hint: literal)
        case .openString(let offset):
            bad("a string is not closed", at: place(offset), hint: "strings end on their line")
        case .bracket(let bracket, let offset):
            bad("\(character(bracket)) has no partner in the expression", at: place(offset), hint: nil)
        case .character(let byte, let offset):
            bad("\(character(byte)) has no meaning in an expression", at: place(offset), hint: hint(for: byte))
        case .function(let offset):
            bad(
                "a function stands where a value belongs", at: place(offset),
                hint: "write the expression alone, or call it: (function() … end)()")
        case .foreign(let tag):
            bad(
                "{{\(tag)}} is a tag of another template language; here stand Lua expressions alone", at: braces,
                hint: "conditions are `a and b or c`; what needs a loop belongs into route.lua")
        }
    }

    private static func bad(_ message: String, at place: SourceLocation, hint: String?) -> Problem {
        Problem(.error, "bad-template", message, at: place, hint: hint)
    }

    private static func character(_ byte: UInt8) -> String {
        byte == 0 ? "a NUL" : "'\(Character(Unicode.Scalar(byte)))'"
    }

    private static func hint(for byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "!"): "\"not\" is written not, \"unequal\" ~="
        case UInt8(ascii: "?"): "a choice is written: condition and this or that"
        case UInt8(ascii: "`"): "strings stand in ' or \""
        case UInt8(ascii: "$"): "a variable of Postman is written $guid"
        default: nil
        }
    }
}
