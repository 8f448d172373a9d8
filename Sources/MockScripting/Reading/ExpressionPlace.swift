internal import MockModel

/// Finds on a line of an example the expression that does not compile, and in it the place where the compiler stopped.
struct ExpressionPlace {
    private let file: String
    private let number: Int
    private let line: String

    /// A line of a file, from 1.
    init(file: String, line number: Int, of text: String) {
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        self.file = file
        self.number = number
        line = lines.indices.contains(number - 1) ? String(lines[number - 1]) : ""
    }

    /// The place of the first expression that does not compile: the word `token` when it stands in it, else its end; `nil` when no expression
    /// of the line fails by itself.
    func location(token: String) -> SourceLocation? {
        for range in expressions where !compiles(range) {
            let code = line[range]
            if token != ")", !token.isEmpty, let word = code.ranges(of: token).last {
                return location(of: word)
            }
            guard let end = code.lastIndex(where: { !$0.isWhitespace }) else { return nil }
            return location(of: end..<line.index(after: end))
        }
        return nil
    }

    private func location(of range: Range<String.Index>) -> SourceLocation {
        let column = line.distance(from: line.startIndex, to: range.lowerBound) + 1
        return SourceLocation(file: file, line: number, column: column, length: max(1, line[range].count))
    }

    private func compiles(_ range: Range<String.Index>) -> Bool {
        let code = "return (\(line[range].replacing("\\\"", with: "\"")))"
        return (try? LuaHost.Chunk(name: file, text: Array(code.utf8))) != nil
    }

    /// What stands between `{{` and `}}`, and behind `@when`.
    private var expressions: [Range<String.Index>] {
        if let word = line.firstRange(of: "@when "), line.hasPrefix("#") || line.hasPrefix("//") {
            return [word.upperBound..<line.endIndex]
        }
        var found: [Range<String.Index>] = []
        var rest = line[...]
        while let open = rest.firstRange(of: "{{") {
            let inside = rest[open.upperBound...]
            guard let close = inside.firstRange(of: "}}") else { return found }
            found.append(open.upperBound..<close.lowerBound)
            rest = inside[close.upperBound...]
        }
        return found
    }
}
