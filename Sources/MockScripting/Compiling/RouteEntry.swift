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
    func location(in script: ScriptFile, _ calls: CalledKeys) -> SourceLocation {
        if let line = calls[key] { return SourceLocation(file: script.name, line: line) }
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
}

/// The lines of the keys of a returned table whose values are results of calls.
struct CalledKeys {
    private var lines: [String: Int] = [:]
    private let text: LuaText

    /// Looks through a file once.
    init(_ script: ScriptFile) {
        text = LuaText(Array(script.text.utf8))
        guard let result = LuaReturns(text).ofFile, result.count > 1 else { return }
        let value = result.lowerBound + 1
        if text.isSign("{", at: value) { members(of: value) }
        guard text.tokens[value].kind == .name else { return }
        let name = text.tokens[value].text
        for place in text.tokens.indices where text.tokens[place].text == name && text.tokens[place].kind == .name {
            if text.isSign("=", at: place + 1), text.isSign("{", at: place + 2) { members(of: place + 2) }
            if text.isSign(".", at: place + 1) { note(place + 2, sign: place + 3) }
            if text.isSign("[", at: place + 1), text.isSign("]", at: place + 3) { note(place + 2, sign: place + 4) }
        }
    }

    subscript(key: String) -> Int? { lines[key] }

    private mutating func members(of brace: Int) {
        guard let close = text.outline.partners[brace] else { return }
        for member in text.outline.split(brace + 1..<close) {
            let isBracket = text.isSign("[", at: member.lowerBound)
            note(member.lowerBound + (isBracket ? 1 : 0), sign: member.lowerBound + (isBracket ? 3 : 1))
        }
    }

    /// Notes a key with the sign behind it.
    private mutating func note(_ key: Int, sign: Int) {
        guard text.isSign("=", at: sign), text.tokens[key].isWord, isCall(text.tokens[(sign + 1)...]) else { return }
        lines[text.tokens[key].text] = text.tokens[key].line
    }

    /// Whether tokens begin with a call: names with dots or colons, then arguments.
    private func isCall(_ tokens: ArraySlice<LuaToken>) -> Bool {
        guard tokens.first?.kind == .name else { return false }
        let rest = tokens.drop { $0.kind == .name || $0.isSign(".") || $0.isSign(":") }
        guard let next = rest.first else { return false }
        return next.isSign("(") || next.isSign("{") || next.kind == .string
    }
}
