import MockFiles
import MockModel

/// The files of an API description: the one that is served, and those that its references lead to.
struct DescriptionFiles {
    private let root: ProjectRoot
    /// Whether the version is before 3.1.
    private let isOld: Bool
    private var files: [TextKey: DescriptionFile] = [:]
    /// Files that were named and cannot be read.
    private var lost: Set<TextKey> = []
    private(set) var problems: [Problem] = []

    private static let most = 10_000
    private static let longestChain = 64

    /// Takes the file that is served, and reads those that it refers to, and so on.
    init(_ main: DescriptionFile, in root: ProjectRoot) {
        self.root = root
        let version = main.value["openapi"]?.text ?? "2"
        isOld = version.hasPrefix("3.0") || version.hasPrefix("2")
        take(main)
        var pending = [main]
        while let file = pending.popLast() {
            for found in ReferenceScan(file.value).found {
                if let read = read(found.reference, at: found.steps, in: file) { pending.append(read) }
            }
        }
        for file in files.values.sorted(by: { $0.path.precedes($1.path) }) { check(file) }
    }

    private mutating func take(_ file: DescriptionFile) {
        files[TextKey(file.path)] = file
        problems += file.duplicates
    }

    /// The documents by their paths, for the schemas of the project.
    var documents: [(path: String, value: JSONValue)] { files.values.map { ($0.path, $0.value) } }

    /// Reads the file of a reference, unless it was read before.
    private mutating func read(_ text: String, at steps: [String], in file: DescriptionFile) -> DescriptionFile? {
        switch DescriptionReference(text, in: file.path).target {
        // The schemas of JSON Schema itself are known.
        case .remote where text.contains("://json-schema.org/draft"): return nil
        case .remote(let host):
            let hint = "save it beside the document and refer to that file"
            report("\"\(text)\" lies on \(host), and nothing is fetched", file, steps, hint)
        case .outside:
            let hint = "the folder of the document that is served must hold the file"
            report("\"\(text)\" lies outside of the folder of the document", file, steps, hint)
        case .file(let path):
            let key = TextKey(path)
            guard files[key] == nil, !lost.contains(key), files.count < DescriptionFiles.most else { return nil }
            return read(path) { file.location(of: DescriptionFiles.pointer(steps)) }
        }
        return nil
    }

    private mutating func read(_ path: String, namedAt place: () -> SourceLocation) -> DescriptionFile? {
        do throws(Problem) {
            let read = try DescriptionFile(path, in: root)
            take(read)
            return read
        } catch {
            lost.insert(TextKey(path))
            var problem = error
            problem.location = problem.location ?? place()
            problem.hint = problem.hint ?? nearest(to: path)
            problems.append(problem)
            return nil
        }
    }

    private mutating func report(_ message: String, _ file: DescriptionFile, _ steps: [String], _ hint: String?) {
        let place = file.location(of: DescriptionFiles.pointer(steps))
        problems.append(Problem(.error, "bad-reference", message, at: place, hint: hint))
    }

    private mutating func warn(of sibling: String, _ file: DescriptionFile, _ steps: [String]) {
        let place = file.location(of: DescriptionFiles.pointer(steps + [sibling]))
        problems.append(
            Problem(
                .warning, "bad-description", "\"\(sibling)\" does not count beside $ref before OpenAPI 3.1", at: place,
                hint: "write allOf: [{$ref: …}] with it beside"))
    }

    private static func pointer(_ steps: [String]) -> String {
        steps.reduce("") { JSONPointer.appending($1, to: $0) }
    }

    private func nearest(to path: String) -> String? {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        let names = ((try? root.names(in: folder)) ?? []).map { folder.isEmpty ? $0.name : "\(folder)/\($0.name)" }
        return Suggestion.question(for: path, among: names)
    }

    /// Tells of the references of a file that lead to nothing.
    private mutating func check(_ file: DescriptionFile) {
        for found in ReferenceScan(file.value).found {
            let (text, steps) = (found.reference, found.steps)
            if isOld, let sibling = found.siblings.first { warn(of: sibling, file, steps) }
            let reference = DescriptionReference(text, in: file.path)
            guard case .file(let path) = reference.target, let target = files[TextKey(path)],
                let missing = DescriptionFiles.missing(reference.steps ?? [], in: target.root)
            else { continue }
            report("\"\(text)\" leads to nothing", file, steps, missing)
        }
    }

    /// What to say of a pointer that leads to nothing; `nil` when it leads somewhere.
    private static func missing(_ steps: [String], in root: DescribedNode) -> String? {
        var node = root
        for step in steps {
            guard let next = node.step(step) else {
                let near = Suggestion.closest(to: step, among: node.members.map(\.name))
                return near.map { "did you mean \"\($0)\" for \"\(step)\"?" } ?? "there is no \"\(step)\" at that place"
            }
            node = next
        }
        return nil
    }

    // MARK: - Following references

    /// The part itself, or what it refers to in the end; `nil` for a reference to nothing, of which was told.
    func resolve(_ node: DescribedNode) -> DescribedNode? {
        var node = node
        for _ in 0..<DescriptionFiles.longestChain {
            guard let text = node.reference else { return node }
            guard let next = target(of: text, in: node.file) else { return nil }
            node = next
        }
        return nil
    }

    /// What a reference in a file leads to.
    func target(of text: String, in file: String) -> DescribedNode? {
        let reference = DescriptionReference(text, in: file)
        guard case .file(let path) = reference.target, let steps = reference.steps else { return nil }
        var node = files[TextKey(path)]?.root
        for step in steps { node = node?.step(step) }
        return node
    }

    /// Where a part stands.
    func location(of node: DescribedNode) -> SourceLocation {
        files[TextKey(node.file)]?.location(of: node.pointer) ?? SourceLocation(file: node.file, pointer: node.pointer)
    }

    /// The bytes of a file that an example names.
    func bytes(of name: String, beside node: DescribedNode) -> [UInt8]? {
        guard case .file(let path) = DescriptionReference(name, in: node.file).target,
            case .bytes(let bytes)? = try? root.contents(of: path, upTo: DescriptionFile.largest)
        else { return nil }
        return bytes
    }
}
