public import MockModel

/// The next version of a project after its files changed: a file that does not load keeps its last good version, or answers with its error.
public struct ProjectRevision {
    /// The version to serve.
    public let project: CompiledProject
    /// The problems of the files as they are now.
    public let problems: [Problem]

    /// Keeps the previous version when the source as a whole cannot be read.
    public init(keeping previous: CompiledProject, because problem: Problem) {
        project = previous
        problems = [problem]
    }

    /// Compiles the files; a file that is broken and was sound before keeps its previous version.
    public init(_ read: Project, after previous: CompiledProject, compiler: any ScriptCompiler) {
        let first = CompiledProject(read, compiler: compiler)
        problems = first.problems
        let broken = ProjectRevision.broken(first.problems, before: previous)
        guard !broken.isEmpty else {
            project = first
            return
        }
        let mended = CompiledProject(read.keeping(broken, of: previous.project), compiler: compiler)
        project = mended.fatalErrors.isEmpty ? mended : previous
    }
}

extension ProjectRevision {
    /// The files that do not load, and those whose example is not what it says: they were sound before, and a save may be read half-written.
    private static func broken(_ problems: [Problem], before previous: CompiledProject) -> Set<TextKey> {
        let strange = Set(previous.problems.filter { $0.name == "bad-example" || $0.severity == .error }.map(\.file))
        let found = problems.filter { $0.severity == .error || $0.name == "bad-example" }.map(\.file)
        return Set(found).subtracting(strange).intersection(previous.project.files)
    }
}

extension Problem {
    fileprivate var file: TextKey { TextKey(location?.file ?? "") }
}

extension Project {
    /// The files that it was made of, as far as they can be kept; the settings always.
    fileprivate var files: Set<TextKey> {
        let read = routes.flatMap(\.examples).map(\.location.file) + scripts.map(\.file) + seeds.map(\.location.file)
        return Set((read + schemas.files).map { TextKey($0) })
            .union(["", "mockscript.yaml", "mockscript.yml", "mockscript.json"])
    }

    /// The project with what some files held in an older version.
    func keeping(_ files: Set<TextKey>, of older: Project) -> Project {
        var kept = self
        kept.problems.removeAll { files.contains(TextKey($0.location?.file ?? "")) }
        if files.contains("") || files.contains(where: { $0.text.hasPrefix("mockscript.") }) {
            kept.settings = older.settings
        }
        if files.contains(where: {
            $0.text.hasPrefix("schemas/") || $0.text.isSame(as: older.schemas.openAPI ?? "schemas/")
        }) {
            kept.schemas = older.schemas
        }
        kept.routes = Project.routes(of: kept.routes, without: files) + Project.routes(of: older.routes, only: files)
        kept.scripts =
            scripts.filter { !files.contains(TextKey($0.file)) }
            + older.scripts.filter { files.contains(TextKey($0.file)) }
        kept.seeds =
            seeds.filter { !files.contains(TextKey($0.location.file)) }
            + older.seeds.filter { files.contains(TextKey($0.location.file)) }
        return kept
    }

    private static func routes(of routes: [Route], without files: Set<TextKey>) -> [Route] {
        filtered(routes) { !files.contains(TextKey($0.location.file)) }
    }

    private static func routes(of routes: [Route], only files: Set<TextKey>) -> [Route] {
        filtered(routes) { files.contains(TextKey($0.location.file)) }
    }

    private static func filtered(_ routes: [Route], _ keep: (Example) -> Bool) -> [Route] {
        routes.compactMap { route in
            let kept = route.examples.filter(keep)
            guard !kept.isEmpty else { return nil }
            return route.answering(examples: kept, handler: route.handler, middleware: route.middleware)
        }
    }
}
