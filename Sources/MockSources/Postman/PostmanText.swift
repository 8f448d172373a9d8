import MockModel

/// A JSON file of Postman, whatever its encoding.
enum PostmanText {
    /// Reads the file; a broken one is a problem with its line and column.
    static func parse(_ bytes: [UInt8], name: String) throws(Problem) -> JSONValue {
        do {
            return try JSONValue(parsing: UnicodeText.utf8(bytes))
        } catch {
            throw Problem(.error, "bad-json", "\(name) is no JSON: \(error)", at: SourceLocation(file: name))
        }
    }
}
