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
        switch (bytes.first, bytes.dropFirst().first) {
        case (0xEF, 0xBB) where bytes.dropFirst(2).first == 0xBF: try self.init(parsing: Array(bytes.dropFirst(3)))
        case (0xFE, 0xFF): try self.init(utf16: bytes) { UInt16($0) << 8 | UInt16($1) }
        case (0xFF, 0xFE): try self.init(utf16: bytes) { UInt16($1) << 8 | UInt16($0) }
        default: try self.init(parsing: bytes)
        }
    }

    private init(utf16 bytes: [UInt8], unit: (UInt8, UInt8) -> UInt16) throws(JSONError) {
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map { unit(bytes[$0], bytes[$0 + 1]) }
        guard bytes.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) else {
            throw JSONReader(bytes).failure("the file is not valid UTF-16", at: 0)
        }
        try self.init(parsing: text)
    }
}
