internal import MockModel

/// Turns what the Lua compiler says into a problem with a place and, for habits of other languages, a hint.
enum SyntaxProblem {
    static func make(_ error: LuaHost.SyntaxError, in script: ScriptFile) -> Problem {
        let location = place(of: error, in: script)
        return Problem(.error, "syntax", error.message, at: location, hint: hint(error, script))
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
