/// What the records of a collection must look like, as code says.
public struct RecordSchema: Sendable {
    /// The collection's name.
    public let collection: String
    /// How the schema is named, or "a table".
    public let name: String
    /// The schema.
    public let schema: JSONSchema

    /// Makes a declaration.
    public init(collection: String, name: String, schema: JSONSchema) {
        self.collection = collection
        self.name = name
        self.schema = schema
    }
}

extension ScriptProgram {
    /// None.
    public var recordSchemas: [RecordSchema] { [] }
}

extension RecordSchema {
    private static let mostProblems = 5

    /// What the seeds of the collection do not fit in.
    public func problems(in seeds: [CollectionSeed]) -> [Problem] {
        seeds.filter { $0.name == collection }.flatMap { problems(in: $0) }
    }

    /// What a seed of the collection does not fit in; a warning each, and one for all beyond the first few.
    private func problems(in seed: CollectionSeed) -> [Problem] {
        var found: [Problem] = []
        var more = 0
        for (place, record) in seed.records.enumerated() {
            let findings = (try? schema.findings(in: record, JSONSchema.Options(assertsFormats: true))) ?? []
            guard let first = findings.first else { continue }
            guard found.count < RecordSchema.mostProblems else {
                more += 1
                continue
            }
            let subject = first.path.isEmpty ? "it" : first.path
            found.append(
                Problem(
                    .warning, "schema-mismatch",
                    "record \(place + 1) of \(collection) does not fit the schema \(name): \(subject) \(first.message)",
                    at: seed.location))
        }
        if more > 0, let last = found.popLast() {
            var noted = last
            noted.notes.append("\(more) more records of \(collection) do not fit")
            found.append(noted)
        }
        return found
    }
}
