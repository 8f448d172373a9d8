import MockFiles
import MockModel

/// One file of an API description, with the places of its parts.
struct DescriptionFile {
    /// Its path in the project.
    let path: String
    let value: JSONValue
    private let places: SchemaPlaces
    /// Names that stand twice in one object.
    let duplicates: [Problem]

    static let largest = 268_435_456

    /// Takes the file that is served.
    init(_ file: SourceFile) throws(Problem) {
        if let json = file.json {
            try self.init(json.get(), path: file.name)
        } else {
            try self.init(yaml: file.contents.get().asUTF8, path: file.name)
        }
    }

    /// Reads a file: JSON by its name or by its first character, else YAML.
    init(_ path: String, in root: ProjectRoot) throws(Problem) {
        let bytes = try DescriptionFile.bytes(of: path, in: root).asUTF8
        let isJSON = path.lowercased().hasSuffix(".json") || bytes.first { !$0.isSpace } == UInt8(ascii: "{")
        guard isJSON else {
            try self.init(yaml: bytes, path: path)
            return
        }
        try self.init(JSONSource(bytes, file: path, problem: "bad-json", prefix: ""), path: path)
    }

    private init(_ json: JSONSource, path: String) {
        self.path = path
        value = json.value
        places = .json(json)
        duplicates = JSONDuplicates.problems(in: json.source)
    }

    private init(yaml bytes: [UInt8], path: String) throws(Problem) {
        let source = SourceText(file: path, bytes: DescriptionFile.withEmptyLines(bytes))
        let yaml = try YAMLDocument.read(source, limits: .documents)
        self.path = path
        value = JSONValue(yaml)
        places = .yaml(yaml)
        duplicates = []
    }

    /// The text with nothing on lines that are blank, which some readers of YAML refuse in front of a text that is indented less.
    private static func withEmptyLines(_ bytes: [UInt8]) -> [UInt8] {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.contains(where: { !$0.isEmpty && $0.isBlank }) else { return bytes }
        return Array(lines.map { $0.isBlank ? [] : $0 }.joined(separator: [0x0A]))
    }

    private static func bytes(of path: String, in root: ProjectRoot) throws(Problem) -> [UInt8] {
        do throws(DiskError) {
            guard case .bytes(let bytes) = try root.contents(of: path, upTo: largest) else {
                throw DiskError(reason: "is larger than 256 MiB")
            }
            return bytes
        } catch { throw Problem(.error, "bad-reference", "\(path) \(error.reason)") }
    }

    /// The whole of it.
    var root: DescribedNode { DescribedNode(value: value, file: path, pointer: "") }

    /// Where a part stands.
    func location(of pointer: String) -> SourceLocation { places.location(of: pointer) }
}
