public import MockModel

/// Turns a message of the Lua compiler into problems with their places and the lines to write instead.
enum SyntaxProblem {
    /// One problem, or one for each line that is written as in another language.
    ///
    /// - Parameter read: the text of a file, for the places of expressions.
    static func all(
        _ error: LuaHost.SyntaxError, in script: ScriptFile, read: (String) -> String?
    ) -> [Problem] {
        guard !script.isGenerated else { return [inExpression(error, of: script, read(script.file))] }
        let bytes = Array(script.text.utf8)
        let habits = SyntaxHabits(bytes)
        let found = HabitLines(bytes, habits.habits).problems(.error, "syntax", in: script.name)
        // What stands behind the line of the compiler cannot be the cause.
        let isCause = found.contains { $0.location?.line ?? 0 <= error.line || error.line == 0 }
        if isCause { return found }
        if let problem = SyntaxAdvice(LuaText(bytes), error, file: script.name).problem { return [problem] }
        return [Problem(.error, "syntax", error.message, at: place(of: error, in: script))]
    }

    /// Of an expression only the line is the file's, and its closing parenthesis was added here.
    private static func inExpression(
        _ error: LuaHost.SyntaxError, of script: ScriptFile, _ text: String?
    ) -> Problem {
        let token = token(in: error.message) ?? ""
        let message =
            switch token {
            case ")": "the expression breaks off"
            case _ where error.message.hasPrefix("')' expected"): "two values side by side, at '\(token)'"
            default: error.message
            }
        let line = SourceLocation(file: script.file, line: error.line > 0 ? error.line : nil)
        let exact = text.flatMap { ExpressionPlace(file: script.file, line: error.line, of: $0).location(token: token) }
        return Problem(.error, "bad-template", message, at: exact ?? line, hint: hint(error, script))
    }

    private static func hint(_ error: LuaHost.SyntaxError, _ script: ScriptFile) -> String? {
        let habit = SyntaxHabits(Array(line(error.line, of: script).utf8)).habits.first { !$0.isFollowUp }
        if let habit { return habit.advice }
        return error.message.hasPrefix("')' expected") ? "a function is called with parentheses: name(a, b)" : nil
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
}

extension LuaCompiler {
    /// Why a text does not compile; empty when it does.
    ///
    /// - Parameters:
    ///   - text: a whole file of Lua.
    ///   - name: its path, which the places of the problems have.
    public static func syntaxProblems(of text: String, named name: String) -> [Problem] {
        do throws(LuaHost.SyntaxError) {
            _ = try LuaHost.Chunk(name: name, text: Array(text.utf8))
            return []
        } catch {
            return SyntaxProblem.all(error, in: ScriptFile(name: name, kind: .module(name), text: text)) { _ in nil }
        }
    }
}

extension ScriptFile {
    /// Whether its text was made from expressions of an example.
    fileprivate var isGenerated: Bool { kind == .template || kind == .condition }
}
