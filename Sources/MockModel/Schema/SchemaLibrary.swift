/// The schemas that references may lead to: what was given, each by its URI, and the metaschemas of drafts 4, 7 and 2020-12.
///
/// Nothing is ever fetched.
public struct SchemaLibrary: Sendable {
    /// A JSON text with schemas in it.
    struct Document: Sendable {
        let uri: String
        let value: JSONValue
        var dialect: SchemaDialect
        /// Whether an empty object may stand for an empty list, as it does in code that cannot tell them apart.
        var isLoose = false
    }

    private(set) var documents: [String: Document] = [:]
    /// Documents by the `$id` that they give themselves.
    private(set) var identifiers: [String: String] = [:]
    private let draft: SchemaDraft

    /// Makes a library.
    /// - Parameter draft: the draft of documents that do not name theirs with `$schema`.
    public init(draft: SchemaDraft = .draft2020) {
        self.draft = draft
    }

    /// Adds a document; one of the same URI is replaced.
    ///
    /// A document with a member `openapi` or `swagger` is one of OpenAPI: its schemas follow its version.
    public mutating func add(_ value: JSONValue, uri: String) {
        add(document(value, uri: uri))
    }

    /// Adds a file of an API description, which means what the version of the description says.
    mutating func add(_ value: JSONValue, uri: String, asPieceOf description: JSONValue) {
        var document = document(value, uri: uri)
        if let dialect = SchemaLibrary.openAPI(description) { document.dialect = dialect }
        add(document)
    }

    mutating func add(_ document: Document) {
        documents[document.uri] = document
        guard let written = (document.value["$id"] ?? document.value["id"])?.text else { return }
        identifiers[SchemaURI(document.uri).resolving(written).document] = document.uri
    }

    /// A document as it would be added.
    func document(_ value: JSONValue, uri: String, isLoose: Bool = false) -> Document {
        let dialect = SchemaLibrary.openAPI(value) ?? SchemaDialect(draft)
        return Document(uri: uri, value: value, dialect: dialect, isLoose: isLoose)
    }

    /// The document of a URI; its own `$id` counts too.
    subscript(uri: String) -> Document? {
        documents[uri] ?? identifiers[uri].flatMap { documents[$0] } ?? Metaschema.document(uri)
    }

    /// What a `$schema` asks for.
    ///
    /// - Returns: `nil` when neither a draft nor a document has that URI.
    func dialect(named schema: String, inheriting outer: SchemaDialect) -> SchemaDialect? {
        let uri = SchemaURI(schema).document
        if let draft = SchemaDraft(metaschema: uri) {
            var dialect = SchemaDialect(draft)
            dialect.openAPI = outer.openAPI
            return dialect
        }
        guard let metaschema = self[uri] else { return nil }
        let base = metaschema.value["$schema"]?.text.flatMap { SchemaDraft(metaschema: SchemaURI($0).document) }
        var dialect = SchemaDialect(base ?? draft)
        if case .object(let vocabularies) = metaschema.value["$vocabulary"] { dialect.use(vocabularies: vocabularies) }
        return dialect
    }

    private static func openAPI(_ value: JSONValue) -> SchemaDialect? {
        guard let version = (value["openapi"] ?? value["swagger"])?.text else { return nil }
        let isOld = version.hasPrefix("3.0") || version.hasPrefix("2.")
        var dialect = SchemaDialect(isOld ? .draft4 : .draft2020)
        dialect.openAPI = isOld ? .version30 : .version31
        return dialect
    }
}
