import MockFiles
import MockModel

/// Reads the schemas of a project: the files of `schemas/`, and the OpenAPI document that the settings link.
struct SchemaFolderReader {
    private(set) var schemas = ProjectSchemas()
    private(set) var problems: [Problem] = []
    private var documents: [TextKey: JSONValue] = [:]
    private var places: [TextKey: SchemaPlaces] = [:]
    private let root: ProjectRoot

    private static let deepest = 8

    /// Reads what is there; `folder` is that of the schemas.
    init(_ folder: FolderEntry?, openAPI: String?, settings: String, in root: ProjectRoot) {
        self.root = root
        if let folder { read(folder, depth: 0) }
        let files = documents.keys.sorted().map(\.text)
        if let openAPI { readOpenAPI(openAPI, settings) }
        let named = Dictionary(documents.map { ($0.key.text, $0.value) }) { first, _ in first }
        schemas = ProjectSchemas(named, openAPI: openAPI.flatMap { documents[TextKey($0)] == nil ? nil : $0 })
        compile(files)
    }

    private mutating func read(_ folder: FolderEntry, depth: Int) {
        let listing = FolderListing(of: folder, in: root)
        problems += listing.problems
        for entry in listing.entries {
            if entry.isFolder {
                if depth < SchemaFolderReader.deepest { read(entry, depth: depth + 1) }
            } else if ["json", "yaml", "yml"].contains(entry.parts.extension ?? "") {
                read(entry)
            }
        }
    }

    private mutating func read(_ entry: FolderEntry) {
        do throws(Problem) {
            let (value, found) = try SchemaFile.read(entry, in: root)
            documents[TextKey(entry.path)] = value
            places[TextKey(entry.path)] = found
            if case .json(let source) = found { problems += JSONDuplicates.problems(in: source.source) }
        } catch { problems.append(error) }
    }

    /// The document lies in the project, like everything that is read.
    private mutating func readOpenAPI(_ path: String, _ settings: String) {
        guard !path.hasPrefix("/"), let target = try? root.target(of: path).name else {
            let names = ((try? root.names(in: "")) ?? []).map(\.name)
            problems.append(
                Problem(
                    .error, "bad-schema", "\"openapi\" names \(path), which is not there",
                    at: SourceLocation(file: settings), hint: Suggestion.question(for: path, among: names)))
            return
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        read(FolderEntry(name: name, path: path, target: target, isFolder: false))
    }

    /// Compiles the schemas once, so that what is wrong with them is known before the first request.
    private mutating func compile(_ files: [String]) {
        problems += schemas.compile(files).map { error in
            let path = ProjectSchemas.path(of: error.document)
            let place =
                places[TextKey(path)]?.location(of: error.pointer) ?? SourceLocation(file: path, pointer: error.pointer)
            return Problem(.error, "bad-schema", error.message, at: place, hint: error.hint)
        }
        for file in files {
            problems += (documents[TextKey(file)].map(SchemaSpelling.misspellings) ?? []).map { misspelt($0, in: file) }
        }
    }

    private func misspelt(_ word: SchemaSpelling.Misspelling, in file: String) -> Problem {
        var problem = Problem(
            .warning, "unknown-keyword", "\"\(word.keyword)\" is no keyword of JSON Schema and checks nothing",
            at: places[TextKey(file)]?.location(of: word.pointer), hint: "did you mean \"\(word.closest)\"?")
        problem.replacement = word.closest
        return problem
    }
}
