/// A place in a file of the project.
public struct SourceLocation: Sendable, Hashable {
    /// The path, relative to the project.
    public var file: String
    /// The line, from 1; `nil` for the whole file.
    public var line: Int?
    /// The column in characters, from 1.
    public var column: Int?
    /// How many characters are meant, for the underline.
    public var length: Int?
    /// The JSON Pointer (RFC 6901) of the part in its document; `nil` where the format has none.
    public var pointer: String?

    /// Makes a place.
    public init(
        file: String, line: Int? = nil, column: Int? = nil, length: Int? = nil, pointer: String? = nil
    ) {
        self.pointer = pointer
        self.file = file
        self.line = line
        self.column = column
        self.length = length
    }
}

extension SourceLocation: CustomStringConvertible {
    /// `file`, `file:line` or `file:line:column`.
    public var description: String {
        [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
    }
}

extension SourceLocation {
    /// `file:line`, or the file alone.
    public var ofLine: String { SourceLocation(file: file, line: line).description }
}
