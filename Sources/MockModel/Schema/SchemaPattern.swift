/// Regular expressions of ECMA-262, which schemas use, in the spelling of PCRE2.
enum SchemaPattern {
    /// What white space is (ECMA-262 §22.2.2.9), as the inside of a class.
    private static let space =
        #"\x09-\x0d\x20\xa0\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"#

    /// The long names of general categories (Unicode Standard, PropertyValueAliases).
    private static let categories = [
        "Letter": "L", "Lowercase_Letter": "Ll", "Uppercase_Letter": "Lu", "Titlecase_Letter": "Lt",
        "Modifier_Letter": "Lm", "Other_Letter": "Lo", "Cased_Letter": "L&", "LC": "L&", "Mark": "M",
        "Nonspacing_Mark": "Mn", "Spacing_Mark": "Mc", "Enclosing_Mark": "Me", "Number": "N", "Decimal_Number": "Nd",
        "digit": "Nd", "Letter_Number": "Nl", "Other_Number": "No", "Punctuation": "P", "punct": "P",
        "Connector_Punctuation": "Pc", "Dash_Punctuation": "Pd", "Open_Punctuation": "Ps", "Close_Punctuation": "Pe",
        "Initial_Punctuation": "Pi", "Final_Punctuation": "Pf", "Other_Punctuation": "Po", "Symbol": "S",
        "Math_Symbol": "Sm", "Currency_Symbol": "Sc", "Modifier_Symbol": "Sk", "Other_Symbol": "So",
        "Separator": "Z", "Space_Separator": "Zs", "Line_Separator": "Zl", "Paragraph_Separator": "Zp", "Other": "C",
        "Control": "Cc", "Format": "Cf", "Private_Use": "Co", "Unassigned": "Cn",
    ]

    /// The expression for PCRE2.
    ///
    /// What both know alike stays as it is.
    static func translated(_ pattern: String) -> String {
        guard
            pattern.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "$") })
                || pattern.contains("[]") || pattern.contains("[^]")
        else { return pattern }
        var translator = Translator(Array(pattern.unicodeScalars))
        return translator.run()
    }

    private struct Translator {
        private let input: [Unicode.Scalar]
        private var index = 0
        private var output = ""
        private var isInClass = false

        init(_ input: [Unicode.Scalar]) {
            self.input = input
        }

        mutating func run() -> String {
            while index < input.count {
                let scalar = input[index]
                index += 1
                switch scalar {
                case "\\": escape()
                case "[" where !isInClass: beginClass()
                case "]" where isInClass:
                    isInClass = false
                    output += "]"
                case "[": output += "\\["
                // In PCRE2 a dollar stands before a last line feed too.
                case "$" where !isInClass: output += "\\z"
                default: output.unicodeScalars.append(scalar)
                }
            }
            return output
        }

        /// `[]` and `[^]` are whole classes in ECMA-262: of nothing, and of everything.
        private mutating func beginClass() {
            if peek(0) == "]" {
                index += 1
                output += "(?!)"
            } else if peek(0) == "^", peek(1) == "]" {
                index += 2
                output += "(?s:.)"
            } else {
                isInClass = true
                output += "["
                if peek(0) == "^" {
                    index += 1
                    output += "^"
                }
            }
        }

        private func peek(_ ahead: Int) -> Unicode.Scalar? {
            index + ahead < input.count ? input[index + ahead] : nil
        }

        private mutating func escape() {
            guard let scalar = peek(0) else {
                output += "\\"
                return
            }
            index += 1
            switch scalar {
            case "u": unicode()
            case "v": output += "\\x0b"
            case "0" where peek(0).map { !("0"..."9").contains($0) } ?? true: output += "\\x00"
            case "s": output += isInClass ? SchemaPattern.space : "[\(SchemaPattern.space)]"
            case "S" where !isInClass: output += "[^\(SchemaPattern.space)]"
            case "p", "P": property(scalar)
            case "/", "-": output += isInClass || scalar == "-" ? "\\\(scalar)" : "/"
            default:
                output += "\\"
                output.unicodeScalars.append(scalar)
            }
        }

        /// `\u0041`, `\u{1F600}`, or two halves of a character beyond the first plane.
        private mutating func unicode() {
            if peek(0) == "{" {
                output += "\\x"
                return
            }
            guard let first = hex(at: index) else {
                output += "\\u"
                return
            }
            index += 4
            guard (0xD800..<0xDC00).contains(first), peek(0) == "\\", peek(1) == "u", let second = hex(at: index + 2),
                (0xDC00..<0xE000).contains(second)
            else {
                output += "\\x{\(String(first, radix: 16))}"
                return
            }
            index += 6
            output += "\\x{\(String(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00), radix: 16))}"
        }

        private func hex(at start: Int) -> UInt32? {
            guard start + 4 <= input.count else { return nil }
            var value: UInt32 = 0
            for scalar in input[start..<start + 4] {
                guard scalar.isASCII, let digit = UInt8(scalar.value).hexDigit else { return nil }
                value = value << 4 | UInt32(digit)
            }
            return value
        }

        /// `\p{Letter}` is `\p{L}`; scripts are named alike.
        private mutating func property(_ scalar: Unicode.Scalar) {
            output += "\\\(scalar)"
            guard peek(0) == "{", let end = input[index...].firstIndex(of: "}") else { return }
            var name = ""
            name.unicodeScalars.append(contentsOf: input[index + 1..<end])
            for prefix in ["General_Category=", "gc=", "Script=", "sc=", "Script_Extensions=", "scx="]
            where name.hasPrefix(prefix) {
                name = String(name.dropFirst(prefix.count))
            }
            output += "{\(SchemaPattern.categories[name] ?? name)}"
            index = end + 1
        }
    }
}
