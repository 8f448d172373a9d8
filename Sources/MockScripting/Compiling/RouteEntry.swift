internal import MockModel

/// One member of a table that a file returned.
struct RouteEntry {
    let key: String
    let type: String
    let source: String
    let line: Int
    /// Whether the library answers: an endpoint of `mock.oidc`.
    let isOfLibrary: Bool

    /// Where a function begins; one that a call made, such as `signed_in(function(req) … end)`, stands where its key is written.
    func location(in script: ScriptFile) -> SourceLocation {
        if let line = script.line(ofCallUnder: key) { return SourceLocation(file: script.name, line: line) }
        return SourceLocation(file: source, line: line)
    }

    /// Reads the flat facts of the prelude, in the order of the file.
    static func read(_ facts: ArraySlice<ScriptValue>) -> [RouteEntry] {
        let facts = Array(facts)
        let entries = stride(from: 0, to: facts.count - 4, by: 5).map { index in
            var line = 0
            if case .integer(let number) = facts[index + 3] { line = Int(clamping: number) }
            return RouteEntry(
                key: facts[index].text ?? "", type: facts[index + 1].text ?? "", source: facts[index + 2].text ?? "",
                line: line, isOfLibrary: facts[index + 4].isTrue)
        }
        return entries.sorted { ($0.source, $0.line, $0.key) < ($1.source, $1.line, $1.key) }
    }
}

extension ScriptValue {
    fileprivate var isTrue: Bool {
        if case .boolean(true) = self { return true }
        return false
    }
}

extension ScriptFile {
    /// Where a key of the returned table is written: as `key =` or `["key"]`.
    func place(ofKey key: String) -> SourceLocation {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let range = line.firstRange(of: key), line[range.upperBound...].contains("=") else { continue }
            let column = line.distance(from: line.startIndex, to: range.lowerBound) + 1
            return SourceLocation(file: name, line: index + 1, column: column, length: key.count)
        }
        return SourceLocation(file: name)
    }

    /// The line of a key of the returned table whose value is the result of a call; `nil` for other values.
    func line(ofCallUnder key: String) -> Int? {
        let tokens = LuaLexer.tokens(of: Array(text.utf8))
        for index in tokens.indices where tokens[index].isWord && tokens[index].text == key {
            var next = index + 1
            if next < tokens.count, tokens[next].isSign("]") { next += 1 }
            guard next < tokens.count, tokens[next].isSign("=") else { continue }
            return ScriptFile.isCall(tokens[(next + 1)...]) ? tokens[index].line : nil
        }
        return nil
    }

    /// Whether tokens begin with a call: names with dots or colons, then arguments.
    private static func isCall(_ tokens: ArraySlice<LuaToken>) -> Bool {
        guard tokens.first?.kind == .name else { return false }
        let rest = tokens.drop { $0.kind == .name || $0.isSign(".") || $0.isSign(":") }
        guard let next = rest.first else { return false }
        return next.isSign("(") || next.isSign("{") || next.kind == .string
    }
}
