internal import Synchronization

/// The schemas that the code of one project version may name, each compiled once.
///
/// A name is that of a file of `schemas/`, with or without extension, or `#/components/schemas/Name` for one of the OpenAPI
/// document that the settings link.
public final class ProjectSchemas: Sendable {
    /// Where schemas stand in URIs; the rest is the path in the project.
    public static let root = "mockscript:/"
    /// What ends the URI of a schema that stands in code.
    public static let inlineName = "(inline)"
    private static let folder = "schemas/"
    private static let mostInline = 256
    /// Bytes of the largest schema in code that is kept.
    private static let largestInline = 1 << 14

    /// What names may stand for.
    public let library: SchemaLibrary
    /// The path of the OpenAPI document that the settings link; `nil` when there is none.
    public let openAPI: String?
    private let compiled = Mutex<[String: Result<JSONSchema, SchemaError>]>([:])
    /// Whole documents that were compiled together, by their URI.
    private let whole = Mutex<[String: JSONSchema]>([:])
    private let inline = Mutex<[PackedValue: Result<JSONSchema, SchemaError>]>([:])

    /// Takes documents by their path in the project.
    public init(_ documents: [String: JSONValue] = [:], openAPI: String? = nil) {
        var library = SchemaLibrary()
        for (path, value) in documents.sorted(by: { $0.key < $1.key }) {
            library.add(value, uri: ProjectSchemas.root + path)
        }
        self.library = library
        self.openAPI = openAPI
    }

    /// Takes the files of an API description; those that are pieces of it mean what its version says.
    ///
    /// - Parameters:
    ///   - documents: the files, by their path in the project.
    ///   - main: the path of the file that says the version.
    public init(description documents: [String: JSONValue], main: String) {
        var library = SchemaLibrary()
        for (path, value) in documents.sorted(by: { $0.key < $1.key }) {
            library.add(value, uri: ProjectSchemas.root + path, asPieceOf: documents[main] ?? .null)
        }
        self.library = library
        openAPI = main
    }

    /// The names that code may use, sorted: the files of `schemas/` without extension.
    public var names: [String] {
        let prefix = ProjectSchemas.root + ProjectSchemas.folder
        let paths = library.documents.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
        return paths.map { path in path.lastIndex(of: ".").map { String(path[..<$0]) } ?? String(path) }.sorted()
    }

    /// The files that they were read from, by their paths in the project.
    public var files: Set<String> {
        Set(
            library.documents.keys.filter { $0.hasPrefix(ProjectSchemas.root) }.map {
                String($0.dropFirst(ProjectSchemas.root.count))
            })
    }

    /// The document of a path; `nil` for one that is not there.
    public func document(_ path: String) -> JSONValue? { library.documents[ProjectSchemas.root + path]?.value }

    /// Where the document of a path was read; `nil` for one that is not there.
    public func location(of path: String) -> SourceLocation? {
        library.documents[ProjectSchemas.root + path] == nil ? nil : SourceLocation(file: path, pointer: "")
    }

    /// Compiles the documents of some paths together and keeps what came of it, so that what is wrong is known before a request.
    ///
    /// - Returns: what is wrong, each error once, however many documents lead to it.
    public func compile(_ paths: [String]) -> [SchemaError] {
        let documents = paths.compactMap { library.documents[ProjectSchemas.root + $0] }
        let (schemas, errors) = SchemaCompiler.compile(documents, library)
        whole.withLock { $0.merge(schemas) { _, new in new } }
        return errors.sorted { ($0.document, $0.pointer) < ($1.document, $1.pointer) }
    }

    /// The schema of a name.
    ///
    /// - Throws: `SchemaError` for an unknown name, with the closest one, and for a broken schema.
    public func schema(named name: String) throws(SchemaError) -> JSONSchema {
        if let known = compiled.withLock({ $0[name] }) { return try known.get() }
        let made = Result { () throws(SchemaError) in
            let uri = try uri(of: name)
            if let schema = whole.withLock({ $0[uri] }) { return schema }
            return try library.schema(at: uri)
        }
        // Code may make names up; only those that exist are kept.
        if case .success = made, !WorkLimit.isReached { compiled.withLock { $0[name] = made } }
        return try made.get()
    }

    /// A schema that stands in the code itself.
    ///
    /// The last few small ones are kept by what they say.
    ///
    /// - Throws: `SchemaError` for a broken schema.
    public func schema(inline packed: PackedValue) throws(SchemaError) -> JSONSchema {
        if let known = inline.withLock({ $0[packed] }) { return try known.get() }
        let uri = ProjectSchemas.root + ProjectSchemas.folder
        let isSmall = packed.bytes.count <= ProjectSchemas.largestInline
        let made = Result { () throws(SchemaError) in
            try library.schema(JSONValue(packed), at: uri + ProjectSchemas.inlineName, isLoose: true)
        }
        guard isSmall, !WorkLimit.isReached else { return try made.get() }
        inline.withLock { kept in
            if kept.count >= ProjectSchemas.mostInline { kept.removeAll() }
            kept[packed] = made
        }
        return try made.get()
    }

    /// The path in the project of a document of the library.
    public static func path(of uri: String) -> String {
        uri.hasPrefix(root) ? String(uri.dropFirst(root.count)) : uri
    }

    private func uri(of name: String) throws(SchemaError) -> String {
        if name.hasPrefix("#") {
            guard let openAPI else {
                throw unknown(name, hint: "link the document in mockscript.yaml: openapi: openapi.yaml")
            }
            return ProjectSchemas.root + openAPI + name
        }
        let mark = name.firstIndex(of: "#") ?? name.endIndex
        let file = ProjectSchemas.root + ProjectSchemas.folder + name[..<mark]
        let found = ["", ".json", ".yaml", ".yml"].first { library.documents[file + $0] != nil }
        guard let found else {
            let near = Suggestion.closest(to: String(name[..<mark]), among: names)
            let list = names.isEmpty ? "schemas/ has no files" : "there are \(names.prefix(12).joined(separator: ", "))"
            throw unknown(name, hint: near.map { "did you mean \"\($0)\"?" } ?? list)
        }
        return file + found + name[mark...]
    }

    private func unknown(_ name: String, hint: String) -> SchemaError {
        SchemaError(document: "", pointer: "", message: "there is no schema \"\(name)\"", hint: hint)
    }
}
