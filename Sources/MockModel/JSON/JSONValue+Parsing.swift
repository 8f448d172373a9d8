extension JSONValue {
    /// How deep arrays and objects may stand in each other.
    public static let maximumDepth = 512

    /// Reads one JSON value in UTF-8 without a byte order mark (RFC 8259), surrounded by nothing but white space.
    ///
    /// Of doubled names the last value stands. A whole number that fits 64 bits becomes `integer`; one of up to 17 significant
    /// digits that is finite becomes `number`; any other keeps its text as `bigNumber`.
    /// - Throws: `JSONError`, also for invalid UTF-8, half surrogate pairs, and more than `maximumDepth` levels.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        var reader = JSONReader(bytes)
        self = try reader.readDocument().value
    }

    /// Reads one JSON value from text.
    public init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads a JSON file as other programs leave it: UTF-8 with or without a byte order mark, or UTF-16 with one.
    public init(file bytes: [UInt8]) throws(JSONError) {
        self = try JSONDocument(file: bytes).value
    }
}
