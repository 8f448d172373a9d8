/// The header fields of a message: ordered, with letter case and duplicates kept as written.
///
/// Names are compared without regard to case (RFC 9110 §5.1). Values are any text without CR, LF or NUL; the edge refuses those.
public struct HeaderFields: Sendable, Equatable {
    /// One line of a header.
    public struct Field: Sendable, Equatable {
        /// The name as written.
        public let name: String
        /// The value, without surrounding white space; bytes that are not UTF-8 are read as ISO 8859-1.
        public let value: String
        /// The bytes of a value that is not UTF-8; `nil` for every other.
        public let rawValue: [UInt8]?

        /// Makes a field of a name and a value.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
            rawValue = nil
        }

        /// Makes a field of a name and the bytes of its value, which are kept as they are.
        public init(_ name: String, bytes: some Collection<UInt8>) {
            self.name = name
            if let text = String(validating: bytes, as: UTF8.self) {
                value = text
                rawValue = nil
            } else {
                value = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
                rawValue = Array(bytes)
            }
        }

        /// The bytes of the value as they stand in a message.
        public var bytes: [UInt8] { rawValue ?? Array(value.utf8) }
    }

    /// Where the fields are kept.
    private enum Storage: Sendable {
        case fields([Field])
        /// As they were read from a message, of which texts are made when they are asked for.
        case read(HeaderBlock)
    }

    private var storage: Storage
    /// The names that may be there: looked at first, so that asking for one that is not there costs next to nothing.
    @usableFromInline
    private(set) var names: HeaderNameFilter

    /// The fields in the order they were written.
    public private(set) var fields: [Field] {
        get {
            switch storage {
            case .fields(let fields): fields
            case .read(let header): header.fields
            }
        }
        set {
            storage = .fields(newValue)
            names = .all
        }
    }

    /// Makes a header of the fields given, in their order.
    public init(_ fields: [Field] = []) {
        storage = .fields(fields)
        names = .all
    }

    /// Makes a header of name–value pairs, in their order.
    public init(_ pairs: [(String, String)]) {
        storage = .fields(pairs.map { Field($0.0, $0.1) })
        names = .all
    }

    /// Makes a header of the lines of a message that was read.
    public init(_ header: HeaderBlock) {
        storage = .read(header)
        names = header.names
    }

    /// Whether both have the same fields in the same order.
    public static func == (left: HeaderFields, right: HeaderFields) -> Bool { left.fields == right.fields }

    /// How many bytes a header has that was read from a message; `nil` for one that was made.
    var readBytes: Int? {
        guard case .read(let header) = storage else { return nil }
        return header.count
    }

    /// Whether there is no field at all.
    public var isEmpty: Bool {
        switch storage {
        case .fields(let fields): fields.isEmpty
        case .read(let header): header.names.isEmpty
        }
    }

    /// The first value of that name, in any letter case.
    public subscript(name: String) -> String? {
        guard names.mayContain(name) else { return nil }
        switch storage {
        case .fields(let fields):
            for field in fields where field.name.equalsIgnoringCase(name) { return field.value }
            return nil
        case .read(let header): return header.value(of: name)
        }
    }

    /// Every value of that name, in order.
    public func values(of name: String) -> [String] {
        guard contains(name) else { return [] }
        return fields.filter { $0.name.equalsIgnoringCase(name) }.map(\.value)
    }

    /// Whether a field of that name exists.
    public func contains(_ name: String) -> Bool {
        guard names.mayContain(name) else { return false }
        return switch storage {
        case .fields(let fields): fields.contains { $0.name.equalsIgnoringCase(name) }
        case .read(let header): header.contains(name)
        }
    }

    /// Whether `Connection: close` is there: the connection ends after the message (RFC 9112 §9.6).
    public var endsConnection: Bool {
        for field in fields where field.name.utf8.count == 10 && field.name.equalsIgnoringCase("connection") {
            let options = field.value.split(separator: ",")
            if options.contains(where: { String($0.trimmed).equalsIgnoringCase("close") }) { return true }
        }
        return false
    }

    /// Whether one of some names may exist; costs nothing for a header that was read, and errs only by saying yes.
    @inlinable
    public func mayContain(_ names: HeaderNameFilter) -> Bool { self.names.overlaps(names) }

    /// Adds a field at the end, beside any of the same name.
    public mutating func append(_ name: String, _ value: String) {
        append(Field(name, value))
    }

    /// Adds a field at the end, beside any of the same name.
    public mutating func append(_ field: Field) {
        var list = fields
        // The storage lets go of the list, so that it grows in its place.
        storage = .fields([])
        list.append(field)
        fields = list
    }

    /// Replaces the first field of that name in its place, drops its duplicates, or adds it at the end.
    public mutating func set(_ name: String, _ value: String) {
        guard let first = fields.firstIndex(where: { $0.name.equalsIgnoringCase(name) }) else {
            return append(name, value)
        }
        var list = fields
        list[first] = Field(name, value)
        list[(first + 1)...].removeAll { $0.name.equalsIgnoringCase(name) }
        fields = list
    }

    /// Removes every field of that name.
    public mutating func remove(_ name: String) {
        fields.removeAll { $0.name.equalsIgnoringCase(name) }
    }
}

extension String {
    /// Compares two texts, ASCII letters without regard to case.
    public func equalsIgnoringCase(_ other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        for (mine, theirs) in zip(utf8, other.utf8) where mine != theirs && mine.lowercased != theirs.lowercased {
            return false
        }
        return true
    }
}

extension UInt8 {
    /// The byte with `A`–`Z` turned into `a`–`z`.
    public var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
