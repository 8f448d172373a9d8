import MockModel

/// A JSON file of Postman, in UTF-8 or UTF-16.
enum PostmanText {
    /// Reads the file; a broken one is a problem with its line and column.
    static func parse(_ bytes: [UInt8], name: String) throws(Problem) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue(file: bytes)
        } catch {
            throw Problem(.error, "bad-json", error.message, at: error.location(in: name), hint: error.hint)
        }
    }
}
