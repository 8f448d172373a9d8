public import MockModel

/// One version of a project, ready to answer: nothing is parsed, sorted or compiled after this.
public final class CompiledProject: Sendable {
    /// The project as it was read.
    public let project: Project
    /// What was wrong, in the files and in the code.
    public let problems: [Problem]
    let routes: [CompiledRoute]
    let matcher: RouteMatcher
    let explainer: MissExplainer
    /// Chooses among all examples at once; `nil` when routes choose among their own.
    let collection: CollectionMatcher?
    let behaviors: BehaviorLayers
    /// Whether the rules of CORS concern answers to requests of no page too.
    let concernsEveryPage: Bool
    /// The middleware, outermost first.
    let layers: [MiddlewareLayer]
    /// Makes what a description has no example of.
    let values: GeneratedValues
    let program: any ScriptProgram
    let seeds: [TextKey: [SessionWorld.PackedRecord]]
    let scenarios: [TextKey: CompiledScenario]

    /// Compiles a project with a compiler for its scripts.
    public init(_ project: Project, compiler: any ScriptCompiler) {
        self.project = project
        let (program, found) = compiler.compile(
            project.scripts, root: project.root, settings: project.settings, schemas: project.schemas)
        self.program = program
        values = GeneratedValues(project.schemas, seed: project.settings.seed ?? 0)
        let told = found + SeedIdentities.problems(in: project.seeds, uses: program.collectionUses)
        let broken = program.broken + CompiledProject.lost(project.problems + told, program)
        let routes: [Route]
        if case .collection(let fuzzy) = project.matching {
            routes = RouteAssembly.collectionRoutes(of: project, handlers: program.handlers, broken: broken)
            collection = CollectionMatcher(routes, fuzzy: fuzzy)
        } else {
            routes = RouteAssembly.routes(of: project, handlers: program.handlers, broken: broken)
            collection = nil
        }
        self.routes = routes.enumerated().map { CompiledRoute($1, index: $0) }
        matcher = RouteMatcher(routes, basePath: project.settings.basePath)
        explainer = MissExplainer(
            routes, basePath: project.settings.basePath, singleFile: CompiledProject.singleFile(of: project))
        behaviors = BehaviorLayers(project.settings.behaviors)
        concernsEveryPage = project.settings.cors.concernsEveryRequest
        layers = MiddlewareLayer.all(of: project.scripts)
        seeds = CompiledProject.pack(project.seeds)
        var strange: [Problem] = []
        scenarios = CompiledScenario.all(program.scenarios, routes: routes, of: project, &strange)
        strange += program.recordSchemas.flatMap { $0.problems(in: project.seeds) }
        strange += MissingSeeds.problems(of: program.collectionUses, in: project.seeds)
        strange += UnreachableRoutes.problems(of: routes, basePath: project.settings.basePath)
        if collection == nil {
            let rules = project.settings.behaviors + program.scenarios.flatMap(\.behaviors)
            strange += UnmetBehaviors.problems(of: rules, in: routes, project)
        }
        strange += CompiledScenario.unused(program.scenarios, in: project)
        strange += UnknownVariables.problems(in: project.scripts)
        strange += HiddenHandlers.problems(of: program.handlers)
        strange += UnmetConditions.problems(of: routes)
        strange += UnknownExamples.problems(of: program.handlers, in: routes)
        problems = (project.problems + told + strange).filter { !project.silences($0) }
    }

    /// The scenarios, by name.
    public var allScenarios: [Scenario] { program.scenarios.sorted { $0.name < $1.name } }

    /// The lines of code that sessions which have ended ran; empty when the compiler does not note them.
    public var lineCoverage: [LineCoverage] { program.lineCoverage }

    /// The tests, in the order of their files; none when the source was read without them.
    public var allTests: [TestDeclaration] { program.tests }

    /// The routes with their examples, handlers and middleware, in the order of the project.
    public var allRoutes: [Route] { routes.map(\.route) }

    /// The server behind `mock.proxy`, and whom code may call.
    var network: (upstream: String?, allowed: [String]) {
        let settings = project.settings
        return (settings.upstream, settings.network + (settings.upstream.map { [$0] } ?? []))
    }

    /// The errors of files that cannot be used, without those of tests.
    public var errors: [Problem] { problems.filter { $0.severity == .error && !$0.isOfTest } }

    /// Whether some file cannot be used.
    public var hasErrors: Bool { !errors.isEmpty }

    /// The errors that are not those of one file: nothing can be served until they are gone.
    public var fatalErrors: [Problem] { errors.filter { $0.isOfWhole } }

    /// The handlers of files that name a collection whose records cannot be read.
    private static func lost(_ problems: [Problem], _ program: any ScriptProgram) -> [BrokenCode] {
        let seeds = problems.filter { $0.name == "bad-seed" && $0.severity == .error }
        return seeds.flatMap { problem in
            let name = problem.location?.file.split(separator: "/").last?.split(separator: ".").first.map(String.init)
            let uses = program.collectionUses.filter { $0.name.isSame(as: name ?? "") }
            let files = Set(uses.map { TextKey($0.location.file) })
            return files.sorted().map { BrokenCode(.handlers(of: $0.text), because: problem) }
        }
    }

    /// The name of the Lua file that is the whole project; `nil` for a folder.
    private static func singleFile(of project: Project) -> String? {
        project.scripts.first { script in
            guard case .route(let pattern, nil) = script.kind else { return false }
            return pattern.segments.isEmpty && !script.name.utf8.contains(UInt8(ascii: "/"))
        }?.name
    }

    private static func pack(_ seeds: [CollectionSeed]) -> [TextKey: [SessionWorld.PackedRecord]] {
        var packed: [TextKey: [SessionWorld.PackedRecord]] = [:]
        for seed in seeds {
            packed[TextKey(seed.name)] = seed.records.map { .init(value: $0, packed: PackedValue($0)) }
        }
        return packed
    }
}

extension Problem {
    /// Whether it concerns the project as a whole: its settings, or no file at all.
    var isOfWhole: Bool { location.map { $0.file.hasPrefix("mockscript.") } ?? true }

    /// Whether it was found in a test file.
    public var isOfTest: Bool { location?.file.hasSuffix(".test.lua") ?? false }
}
