import MockFiles
import MockModel

/// Reads an API description: every operation becomes a route, every response that it declares an example.
struct DescriptionReader {
    private let files: DescriptionFiles
    private let root: DescribedNode
    private let version: DescriptionVersion
    private var routes: [Route] = []
    private var problems: [Problem] = []
    private var skipped: [Problem] = []

    /// Reads a description.
    ///
    /// - Throws: `Problem` for a file that is none, or of a version that is not known.
    static func read(_ file: DescriptionFile, in root: ProjectRoot) throws(Problem) -> Project {
        let version = try DescriptionVersion(file)
        var reader = DescriptionReader(DescriptionFiles(file, in: root), file.root, version)
        reader.readPaths()
        return reader.project(root)
    }

    private init(_ files: DescriptionFiles, _ root: DescribedNode, _ version: DescriptionVersion) {
        self.files = files
        self.root = root
        self.version = version
    }

    static func noDescription(_ path: String) -> Problem {
        Problem(.error, "bad-description", "\(path) is no OpenAPI document")
    }

    private func project(_ folder: ProjectRoot) -> Project {
        var project = Project(root: folder.path, routes: routes, problems: files.problems + problems, skipped: skipped)
        project.settings.name = root["info"]?["title"]?.value.scalar
        let documents = Dictionary(files.documents.map { ($0.path, $0.value) }) { first, _ in first }
        project.schemas = ProjectSchemas(description: documents, main: root.file)
        return project
    }

    private mutating func report(
        _ severity: Problem.Severity, _ message: String, at node: DescribedNode, hint: String? = nil
    ) {
        problems.append(Problem(severity, "bad-description", message, at: files.location(of: node), hint: hint))
    }

    // MARK: - Paths

    private mutating func readPaths() {
        let servers = servers(of: root) ?? ServerPaths()
        guard let paths = root["paths"] else { return reportNoPaths() }
        guard paths.isObject else { return report(.error, "\"paths\" is no object", at: paths) }
        for (key, item) in paths.members where !key.hasPrefix("x-") {
            guard key.hasPrefix("/") else {
                report(.error, "the path \"\(key)\" does not begin with a slash; it is not served", at: item)
                continue
            }
            read(item, at: key, below: servers)
        }
        if routes.isEmpty { reportNoPaths() }
    }

    private mutating func reportNoPaths() {
        problems.append(
            Problem(
                .warning, "no-routes", "the document has no operations",
                at: files.location(of: root["paths"] ?? root), hint: "add one below \"paths\""))
    }

    /// The base paths that a part says for what is below it; `nil` when it says none.
    private mutating func servers(of node: DescribedNode) -> ServerPaths? {
        if version.isSwagger { return node["basePath"]?.text.map { ServerPaths(basePath: $0) } }
        guard let servers = node["servers"]?.elements, !servers.isEmpty else { return nil }
        let paths = ServerPaths(servers)
        for (server, reason) in paths.broken { report(.error, reason, at: server["url"] ?? server) }
        return paths
    }

    private mutating func read(_ item: DescribedNode, at key: String, below outer: ServerPaths) {
        do throws(PatternError) {
            let pattern = try PathTemplate(key).pattern
            let servers = servers(of: item) ?? outer
            for (method, operation) in operations(of: item) { read(operation, method, at: pattern, below: servers) }
        } catch { report(.error, "\(error); the path is not served", at: item) }
    }

    /// The operations of a path: those beside a reference win over those of the file that it leads to.
    private mutating func operations(of item: DescribedNode) -> [(method: String, operation: DescribedNode)] {
        var found = item.operations
        guard item.reference != nil else { return found }
        guard let target = files.resolve(item) else { return found }
        for (method, operation) in target.operations {
            guard let own = found.first(where: { $0.method.isSame(as: method) }) else {
                found.append((method, operation))
                continue
            }
            report(
                .warning, "\(method) stands here and in the file that $ref names; this one counts", at: own.operation)
        }
        return found
    }

    private mutating func read(
        _ operation: DescribedNode, _ method: String, at pattern: PathPattern, below outer: ServerPaths
    ) {
        guard operation.isObject else { return report(.error, "the operation is no object", at: operation) }
        guard PostmanHeader.isName(method) else {
            return report(.error, "\"\(method)\" is no method of HTTP", at: operation)
        }
        var reader = OperationReader(files, root, version)
        let examples = reader.examples(of: operation)
        problems += reader.problems
        skipped += reader.skipped
        let location = files.location(of: operation)
        for base in (servers(of: operation) ?? outer).paths {
            guard let path = try? base.appending(pattern) else { continue }
            routes.append(Route(method: method, pattern: path, examples: examples, location: location))
        }
    }
}

/// The version of an API description.
struct DescriptionVersion {
    /// Whether it is Swagger 2.0.
    let isSwagger: Bool

    /// Finds the version of a document.
    ///
    /// - Throws: `Problem` for one that is not known.
    init(_ file: DescriptionFile) throws(Problem) {
        let root = file.root
        guard let version = (root["openapi"] ?? root["swagger"])?.value.scalar else {
            throw DescriptionReader.noDescription(file.path)
        }
        isSwagger = root["openapi"] == nil
        let isKnown = isSwagger ? version == "2.0" || version == "2" : version.hasPrefix("3.")
        guard isKnown else {
            throw Problem(
                .error, "bad-description",
                "version \"\(version)\" of \(isSwagger ? "Swagger" : "OpenAPI") is not known",
                at: file.location(of: isSwagger ? "/swagger" : "/openapi"), hint: "3.0, 3.1, 3.2 and Swagger 2.0 are")
        }
    }
}

extension DescribedNode {
    private static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]

    /// The operations of a path, in the order written, with their methods as they are sent.
    fileprivate var operations: [(method: String, operation: DescribedNode)] {
        let own = members.filter { DescribedNode.methods.holds($0.name) }.map { ($0.name.uppercased(), $0.node) }
        return own + (self["additionalOperations"]?.members ?? []).map { ($0.name, $0.node) }
    }
}
