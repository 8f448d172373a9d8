import MockFiles
import MockModel

/// An OpenAPI document, version 3.0, 3.1 or 3.2, or a Swagger 2.0 document; in JSON or YAML, in one file or in several.
struct OpenAPIFormat: SourceFormat {
    let name = "openapi"
    let summary = "an OpenAPI document (2.0, 3.x)"

    /// JSON or YAML that says `openapi` or `swagger` at its top, whatever its name.
    func recognizes(_ candidate: SourceCandidate) -> Bool {
        guard let file = candidate.file, !SettingsReader.fileNames.contains(file.name) else { return false }
        switch file.json {
        case .success(let json): return json.value["openapi"] != nil || json.value["swagger"] != nil
        case .failure: return OpenAPIFormat.saysVersion(file, Array("\"".utf8))
        case nil: return ["yaml", "yml"].contains(file.fileExtension) && OpenAPIFormat.saysVersion(file, [])
        }
    }

    func read(_ candidate: SourceCandidate, options: SourceOptions) throws(Problem) -> Project {
        guard let file = candidate.file else { throw DescriptionReader.noDescription(candidate.path) }
        let description = try DescriptionFile(file)
        var project = try DescriptionReader.read(description, in: candidate.root)
        DescriptionFolder(candidate.root, options).lay(over: &project)
        return project
    }

    /// Whether a line begins with the name of the version; in JSON, which may be broken, within quotes.
    private static func saysVersion(_ file: SourceFile, _ quote: [UInt8]) -> Bool {
        guard case .success(let bytes) = file.contents else { return false }
        let names = ["openapi", "swagger"].map { quote + Array($0.utf8) + quote }
        let quoted = ["openapi", "swagger"].flatMap { name in ["\"", "'"].map { Array("\($0)\(name)\($0)".utf8) } }
        return bytes.asUTF8.split(separator: 0x0A).contains { line in
            let start = quote.isEmpty ? line : line.drop { $0.isSpace || $0 == UInt8(ascii: "{") }
            guard let name = (names + quoted).first(where: { start.starts(with: $0) }) else { return false }
            return start.dropFirst(name.count).first { !$0.isSpace } == UInt8(ascii: ":")
        }
    }
}
