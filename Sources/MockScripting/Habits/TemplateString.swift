internal import MockModel

/// A template string of JavaScript, `` `Hi ${name}` ``, as an expression of Lua: `"Hi " .. name`.
enum TemplateString {
    /// The expression; `text` is what stands between the backquotes.
    ///
    /// - Parameter convert: gives the Lua of an expression that is put in.
    static func lua(_ text: String, convert: (String) -> String = { $0 }) -> String {
        var parts: [String] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "${") {
            parts.append(quoted(rest[..<open.lowerBound]))
            let inside = rest[open.upperBound...]
            let close = inside.firstIndex(of: "}") ?? inside.endIndex
            parts.append(operand(convert(String(String(inside[..<close]).trimmed))))
            rest = close < inside.endIndex ? inside[inside.index(after: close)...] : ""
        }
        parts.append(quoted(rest))
        let kept = parts.filter { $0 != "\"\"" }
        return kept.isEmpty ? "\"\"" : kept.joined(separator: " .. ")
    }

    /// An expression that may stand beside `..`: what binds less stands in parentheses.
    private static func operand(_ code: String) -> String {
        let isOne = code.allSatisfy { $0.isLetter || $0.isNumber || "_.[]()\"':#".contains($0) }
        return isOne ? code : "(\(code))"
    }

    /// Whether all that is put in is a name or a path of names, and nothing is escaped.
    static func isPlain(_ text: String) -> Bool {
        guard !text.contains("\\"), !text.contains(where: \.isNewline) else { return false }
        return text.split(separator: "${", omittingEmptySubsequences: false).dropFirst().allSatisfy { part in
            guard let close = part.firstIndex(of: "}"), let first = part.first, first.isLetter || first == "_" else {
                return false
            }
            return part[..<close].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
        }
    }

    private static func quoted(_ text: Substring) -> String {
        "\"\(text.replacing("\"", with: "\\\"").replacing("\n", with: "\\n"))\""
    }

    /// The expressions in a text that look at a name: `${user.id}` gives `user`.
    static func names(in text: String) -> [String] {
        text.split(separator: "${", omittingEmptySubsequences: false).dropFirst().compactMap { part in
            guard part.contains("}") else { return nil }
            let name = part.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            return name.isEmpty ? nil : String(name)
        }
    }
}
