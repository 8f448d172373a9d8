/// The request half of an imported example, as far as selection looks at it.
public struct ExampleOrigin: Sendable, Equatable {
    /// The example's id in its collection, invented from its place when the file has none; unique in the collection.
    public var id: String
    /// Whether the id was invented because the source has none.
    public var isInventedID = false
    /// The names of the folders and of the request above it.
    public var trail: [String]
    /// Values that the file gives for parameters of the path, by name; a call with these very values is meant.
    public var values: [String: String]
    /// Whether its path ends in a slash.
    public var hasTrailingSlash: Bool
    /// The enabled query entries, decoded.
    public var query: [QueryItem]
    /// The enabled request header fields.
    public var headers: HeaderFields
    /// The request body; `nil` for none.
    public var body: OriginBody?

    /// One name and value of a query.
    public struct QueryItem: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The value; `nil` when any will do, as for `<string>` and variables without a value.
        public var value: String?
        /// The name under which the answer may use the value that was sent: `id` of `?user={{id}}`.
        public var capture: String?

        /// Makes an item.
        public init(name: String, value: String?, capture: String? = nil) {
            self.name = name
            self.value = value
            self.capture = capture
        }
    }

    /// Makes the request half of an example.
    public init(
        id: String, trail: [String] = [], values: [String: String] = [:], hasTrailingSlash: Bool = false,
        query: [QueryItem] = [], headers: HeaderFields = HeaderFields(), body: OriginBody? = nil
    ) {
        self.id = id
        self.trail = trail
        self.values = values
        self.hasTrailingSlash = hasTrailingSlash
        self.query = query
        self.headers = headers
        self.body = body
    }
}

/// The body of the request that an imported example answers, by how it is compared.
public enum OriginBody: Sendable, Hashable {
    /// Text; compared as data when both sides are JSON, else byte for byte.
    case text(String)
    /// Fields of a form (application/x-www-form-urlencoded), compared decoded and in any order.
    case form([Field])
    /// Text fields of a multipart form; files are not compared.
    case multipart([Field])
    /// A GraphQL document and its variables as JSON text.
    case graphQL(query: String, variables: String?)

    /// One field of a form.
    public struct Field: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The value.
        public var value: String

        /// Makes a field.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        /// Whether both have the same name and value, byte by byte.
        public static func == (left: Field, right: Field) -> Bool {
            left.name.isSame(as: right.name) && left.value.isSame(as: right.value)
        }
    }
}
