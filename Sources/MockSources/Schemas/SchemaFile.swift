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
        do throws(JSONError) {
            let value = try JSONValue(file: bytes)
            return (value, .json(SourceText(file: entry.path, bytes: bytes)))
        } catch {
            throw Problem(
                .error, "bad-schema", "this is not JSON: \(error.message)", at: error.location(in: entry.path),
                hint: error.hint)
        }
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
    case json(SourceText)
    case yaml(SettingsValue)

    /// The place of what a JSON Pointer leads to; of the last step that is there.
    func location(of pointer: String) -> SourceLocation {
        let steps = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { step in
            String(step.replacing("~1", with: "/").replacing("~0", with: "~"))
        }
        switch self {
        case .json(let source):
            var finder = JSONPlaceFinder(source.bytes)
            return source.location(of: finder.find(steps[...]))
        case .yaml(let value): return SchemaPlaces.find(steps[...], in: value)
        }
    }

    private static func find(_ steps: ArraySlice<String>, in value: SettingsValue) -> SourceLocation {
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

extension JSONValue {
    /// The value of a YAML text by the core schema of YAML 1.2 (§10.3): plain words may be numbers, truth values or null.
    init(_ value: SettingsValue) {
        switch value.kind {
        case .nothing: self = .null
        case .text(let text): self = value.isPlain ? JSONValue(plain: text) : .string(text)
        case .list(let list): self = .array(list.map { JSONValue($0) })
        case .fields(let fields):
            self = .object(JSONObject(fields.map { JSONObject.Member($0.name, JSONValue($0.value)) }))
        }
    }

    private init(plain text: String) {
        switch text {
        case "true", "True", "TRUE": self = .bool(true)
        case "false", "False", "FALSE": self = .bool(false)
        default:
            // Numbers are those of JSON, and those with a plus sign or without a digit beside the point.
            guard let first = text.utf8.first, first.isDigit || "+-.".utf8.contains(first) else {
                self = .string(text)
                return
            }
            self = JSONValue.number(in: text) ?? .string(text)
        }
    }

    private static func number(in text: String) -> JSONValue? {
        if case .some(let value) = try? JSONValue(parsing: text), value.text == nil, value.elements == nil {
            return value
        }
        guard text.utf8.allSatisfy({ $0.isDigit || "+-.eE".utf8.contains($0) }), let number = Double(text) else {
            return nil
        }
        return number == number.rounded() && abs(number) < 1e15 ? .integer(Int64(number)) : .number(number)
    }
}
