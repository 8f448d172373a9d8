/// The schemas of schemas that are always there.
enum Metaschema {
    /// The documents by their URI, read once.
    private static let documents: [String: SchemaLibrary.Document] = {
        let texts = [
            (draft4, SchemaDraft.draft4), (draft7, .draft7), (schema2020, .draft2020), (core2020, .draft2020),
            (applicator2020, .draft2020), (unevaluated2020, .draft2020), (validation2020, .draft2020),
            (metaData2020, .draft2020), (formatAnnotation2020, .draft2020), (formatAssertion2020, .draft2020),
            (content2020, .draft2020),
        ]
        var documents: [String: SchemaLibrary.Document] = [:]
        for (text, draft) in texts {
            guard let value = try? JSONValue(parsing: text), let identifier = (value["$id"] ?? value["id"])?.text else {
                continue
            }
            let uri = SchemaURI(identifier).document
            documents[uri] = SchemaLibrary.Document(uri: uri, value: value, dialect: SchemaDialect(draft))
        }
        return documents
    }()

    /// The metaschema of a URI without fragment.
    static func document(_ uri: String) -> SchemaLibrary.Document? { documents[uri] }
}
