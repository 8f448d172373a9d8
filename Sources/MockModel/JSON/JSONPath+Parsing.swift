extension JSONPath {
    /// Reads a path: names joined by points, indexes from 0 in brackets, odd names quoted in brackets.
    ///
    /// `a.b[0]` · `[2].id` · `a["odd.name"]`
    /// - Throws: `ValueError` that says which part is wrong.
    public init(parsing text: String) throws(ValueError) {
        var rest = Substring(text)
        var steps: [Step] = []
        while !rest.isEmpty {
            if rest.first == "[" {
                steps.append(try JSONPath.bracket(&rest, of: text))
            } else {
                if !steps.isEmpty { try JSONPath.point(&rest, of: text) }
                steps.append(try JSONPath.name(&rest, of: text))
            }
        }
        guard !steps.isEmpty else { throw ValueError("an empty path: write names and indexes, such as \"a.b[0]\"") }
        self.init(steps)
    }

    private static func point(_ rest: inout Substring, of text: String) throws(ValueError) {
        guard rest.removeFirst() == "." else {
            throw ValueError("\"\(text)\" is no path: a point is missing before \"\(rest)\"")
        }
    }

    private static func name(_ rest: inout Substring, of text: String) throws(ValueError) -> Step {
        let name = rest.prefix { $0 != "." && $0 != "[" && $0 != "]" }
        rest = rest[name.endIndex...]
        guard !name.isEmpty else {
            throw ValueError("\"\(text)\" is no path: a name is missing", hint: "write names and indexes: \"a.b[0]\"")
        }
        if name == "$" { throw ValueError("\"\(text)\" is no path: it begins below the root", hint: "leave out \"$\"") }
        return .name(String(name))
    }

    private static func bracket(_ rest: inout Substring, of text: String) throws(ValueError) -> Step {
        rest.removeFirst()
        if rest.first == "\"" { return try quoted(&rest, of: text) }
        guard let end = rest.firstIndex(of: "]") else {
            throw ValueError("\"\(text)\" is no path: \"]\" is missing")
        }
        let digits = rest[..<end]
        rest = rest[rest.index(after: end)...]
        guard digits.utf8.allSatisfy(\.isDigit), let index = Int(digits) else {
            let hint = digits.isEmpty || digits.first == "-" ? nil : "a name is quoted: [\"\(digits)\"]"
            throw ValueError("\"\(text)\" is no path: \"[\(digits)]\" is no index from 0", hint: hint)
        }
        return .index(index)
    }

    private static func quoted(_ rest: inout Substring, of text: String) throws(ValueError) -> Step {
        guard let end = rest.range(of: "\"]"), let name = try? JSONValue(parsing: rest[..<end.lowerBound] + "\"").text
        else { throw ValueError("\"\(text)\" is no path: a name in brackets is written [\"name\"]") }
        rest = rest[end.upperBound...]
        return .name(name)
    }
}
