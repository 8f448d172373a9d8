import MockFiles
import MockModel

/// Reads one file with schemas in it: JSON, or YAML whose plain words mean what they mean in its core schema.
enum SchemaFile {
    private static let largest = 16 << 20

    /// The value of a file, and where its parts stand.
    ///
    /// - Throws: `Problem` for a file that cannot be read, or is neither.
    static func read(_ entry: FolderEntry, in root: ProjectRoot) throws(Problem) -> (JSONValue, SchemaPlaces) {
        let bytes = try bytes(of: entry, in: root)
        guard entry.parts.extension == "json" else {
            let value = try YAMLDocument.read(SourceText(file: entry.path, bytes: bytes), limits: .documents)
            return (JSONValue(value), .yaml(value))
        }
        let source = try JSONSource(bytes, file: entry.path, problem: "bad-schema")
        return (source.value, .json(source))
    }

    private static func bytes(of entry: FolderEntry, in root: ProjectRoot) throws(Problem) -> [UInt8] {
        do throws(DiskError) {
            guard case .bytes(let bytes) = try root.contents(of: entry.target, upTo: largest) else {
                throw DiskError(reason: "is larger than 16 MiB")
            }
            return bytes.asUTF8
        } catch { throw Problem(.error, "bad-schema", "\(entry.path) \(error.reason)", at: entry.location) }
    }
}

/// Where the parts of a file stand.
enum SchemaPlaces {
    case json(JSONSource)
    case yaml(YAMLValue)

    /// The place of what a JSON Pointer leads to; of the last step that is there.
    func location(of pointer: String) -> SourceLocation {
        switch self {
        case .json(let source): return source.location(of: pointer)
        case .yaml(let value):
            var location = SchemaPlaces.find((JSONPointer.steps(pointer) ?? [])[...], in: value)
            location.pointer = pointer
            return location
        }
    }

    private static func find(_ steps: ArraySlice<String>, in value: YAMLValue) -> SourceLocation {
        guard let step = steps.first else { return value.place }
        switch value.kind {
        case .fields(let fields):
            guard let field = fields.last(where: { $0.name.isSame(as: step) }) else { return value.place }
            return steps.count == 1 ? field.place : find(steps.dropFirst(), in: field.value)
        case .list(let list):
            guard let index = Int(step), list.indices.contains(index) else { return value.place }
            return find(steps.dropFirst(), in: list[index])
        case .nothing, .text: return value.place
        }
    }
}
