internal import MockModel

/// Turns what the Lua compiler says into a problem with a place and, for habits of other languages, a hint.
enum SyntaxProblem {
    static func make(_ error: LuaHost.SyntaxError, in script: ScriptFile) -> Problem {
        guard !script.isGenerated else { return inExpression(error, of: script) }
        let location = place(of: error, in: script)
        return Problem(.error, "syntax", error.message, at: location, hint: hint(error, script))
    }

    /// Of an expression only the line is the file's, and the parenthesis that closes it was never written by anyone.
    private static func inExpression(_ error: LuaHost.SyntaxError, of script: ScriptFile) -> Problem {
        let token = token(in: error.message) ?? ""
        let message =
            switch token {
            case ")": "the expression breaks off"
            case _ where error.message.hasPrefix("')' expected"): "two values side by side, at '\(token)'"
            default: error.message
            }
        let place = SourceLocation(file: script.file, line: error.line > 0 ? error.line : nil)
        return Problem(.error, "bad-template", message, at: place, hint: hint(error, script))
    }

    private static func place(of error: LuaHost.SyntaxError, in script: ScriptFile) -> SourceLocation {
        guard error.line > 0 else { return SourceLocation(file: script.name) }
        let text = line(error.line, of: script)
        guard let token = token(in: error.message), let range = text.firstRange(of: token), !token.isEmpty else {
            return SourceLocation(file: script.name, line: error.line, column: text.count + 1)
        }
        let column = text.distance(from: text.startIndex, to: range.lowerBound) + 1
        return SourceLocation(file: script.name, line: error.line, column: column, length: token.count)
    }

    /// The word that the compiler stopped at: `… near 'then'`.
    private static func token(in message: String) -> String? {
        guard let cut = message.firstRange(of: "near '"), message.hasSuffix("'") else { return nil }
        return String(message[cut.upperBound...].dropLast())
    }

    private static func line(_ number: Int, of script: ScriptFile) -> String {
        let lines = script.text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.contains(number - 1) ? String(lines[number - 1]) : ""
    }

    private static func hint(_ error: LuaHost.SyntaxError, _ script: ScriptFile) -> String? {
        let text = line(error.line, of: script)
        if text.contains("!=") { return "Lua writes ~= for \"not equal\"" }
        if text.contains("&&") || text.contains("||") { return "Lua writes and, or, not" }
        if text.contains("+=") || text.contains("-=") || text.contains("++") { return "Lua has no +=; write x = x + 1" }
        if text.contains("=>") { return "Lua writes function(req) … end" }
        if text.trimmed.hasPrefix("//") { return "Lua begins a comment with --" }
        if text.contains("else if") { return "Lua writes elseif in one word" }
        return nil
    }
}

extension ScriptFile {
    /// Whether its text was made from expressions of an example.
    fileprivate var isGenerated: Bool { kind == .template || kind == .condition }
}
