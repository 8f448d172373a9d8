import MockModel

/// A schema as it stands in a document of the project.
struct SchemaPiece {
    let value: JSONValue
    /// The path of its document in the project.
    let document: String
    /// The place that a reference led to; `nil` for a schema that no reference leads to.
    var name: String?

    /// A schema below it.
    func below(_ value: JSONValue) -> SchemaPiece { SchemaPiece(value: value, document: document) }
}

/// The schemas of a project, for following references.
struct SchemaPieces: Sendable {
    let schemas: ProjectSchemas
    /// Whether the description is of version 3.0 or 2.0, where nothing beside `$ref` counts.
    let isOld: Bool

    init(_ schemas: ProjectSchemas) {
        self.schemas = schemas
        let main = schemas.openAPI.flatMap { schemas.document($0) }
        let version = (main?["openapi"] ?? main?["swagger"])?.text ?? ""
        isOld = version.hasPrefix("3.0") || version.hasPrefix("2")
    }

    /// The schema of a URI.
    func piece(at uri: String) -> SchemaPiece? {
        let mark = uri.firstIndex(of: "#") ?? uri.endIndex
        let path = ProjectSchemas.path(of: String(uri[..<mark]))
        return piece(String(uri[mark...].dropFirst()), in: path)
    }

    /// What a reference leads to.
    func target(of reference: String, from piece: SchemaPiece) -> SchemaPiece? {
        let mark = reference.firstIndex(of: "#") ?? reference.endIndex
        let path = SchemaPieces.path(String(reference[..<mark]), beside: piece.document)
        return self.piece(String(reference[mark...].dropFirst()), in: path)
    }

    private func piece(_ fragment: String, in path: String) -> SchemaPiece? {
        guard let document = schemas.document(path) else { return nil }
        let pointer = PercentEncoding.decode(fragment[...])
        guard let steps = JSONPointer.steps(pointer) else {
            return anchor(pointer, in: document).map {
                SchemaPiece(value: $0, document: path, name: "\(path)#\(pointer)")
            }
        }
        var value = document
        for step in steps {
            guard let next = SchemaPieces.step(step, value) else { return nil }
            value = next
        }
        return SchemaPiece(value: value, document: path, name: "\(path)#\(pointer)")
    }

    private static func step(_ step: String, _ value: JSONValue) -> JSONValue? {
        guard let elements = value.elements else { return value[step] }
        return Int(step).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
    }

    /// The schema with an `$anchor` of a name.
    private func anchor(_ name: String, in value: JSONValue) -> JSONValue? {
        switch value {
        case .object(let object):
            if let own = object["$anchor"]?.text ?? object["$dynamicAnchor"]?.text, own.isSame(as: name) {
                return value
            }
            return object.members.lazy.compactMap { anchor(name, in: $0.value) }.first
        case .array(let elements): return elements.lazy.compactMap { anchor(name, in: $0) }.first
        default: return nil
        }
    }

    private static func path(_ written: String, beside document: String) -> String {
        guard !written.isEmpty else { return document }
        var segments = document.split(separator: "/").dropLast().map(String.init)
        for segment in PercentEncoding.decode(written[...]).split(separator: "/") where segment != "." {
            if segment == ".." { _ = segments.popLast() } else { segments.append(String(segment)) }
        }
        return segments.joined(separator: "/")
    }
}
