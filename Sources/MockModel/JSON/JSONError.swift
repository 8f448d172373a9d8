/// Why a text is no JSON, and where.
public struct JSONError: Error, Sendable, Hashable {
    /// What was expected and what was found: `expected ',' or '}' after a value, found 'x'`.
    public let message: String
    /// What to do about it: `remove the comma before it`; `nil` when there is nothing to add.
    public let hint: String?
    /// The line, from 1.
    public let line: Int
    /// The column in characters, from 1.
    public let column: Int
    /// How many characters are meant, at least 1.
    public let length: Int
    /// The offset in bytes, from 0; of a file in UTF-16, in its UTF-8 form.
    public let offset: Int

    /// The place in a file.
    public func location(in file: String) -> SourceLocation {
        SourceLocation(file: file, line: line, column: column, length: length)
    }
}

extension JSONError: CustomStringConvertible {
    /// `line 3, column 14: expected a value, found '}' (remove the comma before it)`.
    public var description: String {
        "line \(line), column \(column): \(message)" + (hint.map { " (\($0))" } ?? "")
    }
}
