public import MockModel

/// Compiles Lua scripts to bytecode, and runs each file once to read what it declares.
public struct LuaCompiler: ScriptCompiler {
    /// What code may read while a project loads, by the project's root and settings.
    public typealias Files = @Sendable (_ root: String, _ settings: Settings) -> ScriptFiles

    private let files: Files
    private let notesLines: Bool

    /// Makes a compiler.
    ///
    /// - Parameters:
    ///   - notesLines: whether interpreters note which lines run, which makes every line slower.
    ///   - files: what code may read at file level while the project loads; by default nothing.
    public init(notesLines: Bool = false, files: @escaping Files = { _, _ in .none }) {
        self.files = files
        self.notesLines = notesLines
    }

    /// Compiles scripts; see `ScriptCompiler`.
    public func compile(
        _ scripts: [ScriptFile], root: String, settings: Settings, schemas: ProjectSchemas
    ) -> (any ScriptProgram, [Problem]) {
        var problems: [Problem] = []
        var unreadable: [String: Problem] = [:]
        var chunks: [LuaHost.Chunk] = []
        var compiled: [ScriptFile] = []
        for script in scripts {
            do throws(LuaHost.SyntaxError) {
                chunks.append(try LuaHost.Chunk(name: script.name, text: Array(script.text.utf8)))
                compiled.append(script)
            } catch {
                let found = SyntaxProblem.all(error, in: script) { path in
                    (try? files(root, settings).read(path)).flatMap { String(validating: $0, as: UTF8.self) }
                }
                problems += found
                unreadable[script.name] = found.first
            }
        }
        let bare = LuaProgram(
            handlers: [], tests: [], scenarios: [], chunks: LuaHost.Chunks(chunks), scripts: Set(compiled.map(\.name)),
            modules: LuaCompiler.modules(scripts), settings: settings.limits, schemas: schemas)
        var probe = DeclarationReader(
            bare, scripts: compiled, world: LoadTimeWorld(files: files(root, settings)), unreadable: unreadable)
        let uses = ExampleUses(compiled)
        let handlers = probe.declarations(of: compiled).map(uses.noted)
        let scenarios = probe.scenarios(of: compiled)
        let tests = probe.tests(of: compiled)
        var program = bare.declaring(handlers, scenarios, tests)
        program.recordSchemas = probe.recordSchemas
        program.texts = Dictionary(compiled.map { ($0.name, $0.text) }) { first, _ in first }
        program.collectionUses = CollectionUses.all(in: compiled)
        program.broken = scripts.flatMap { script in probe.broken[script.name].map { script.broken(because: $0) } ?? []
        }
        program.broken += probe.brokenRoutes
        if notesLines { program.notes = LineNotes(compiled, chunks) }
        return (program, LuaCompiler.checked(compiled, knowing: problems + probe.problems))
    }

    /// What is wrong, with what can be seen in files that compile without running them.
    ///
    /// A line that failed when its file ran once needs no second word; it takes over what may stand there instead.
    private static func checked(_ scripts: [ScriptFile], knowing problems: [Problem]) -> [Problem] {
        guard !scripts.isEmpty, let known = KnownNames.all else { return problems }
        let references = ReferenceCheck(known)
        let modules = Set(LuaCompiler.modules(scripts).keys)
        let found = scripts.flatMap { script in
            switch script.kind {
            case .template, .condition: references.problems(of: script)
            case .route, .middleware, .module, .scenario, .test: CodeCheck(script, known, modules: modules).problems
            }
        }
        let told = problems.map { problem in
            var problem = problem
            let same = found.first { $0.location == problem.location }
            problem.replacement = problem.replacement ?? same?.replacement
            problem.hint = problem.hint ?? same?.hint
            return problem
        }
        let lines = Set(problems.compactMap(\.line))
        return told + found.filter { $0.line.map { !lines.contains($0) } ?? true }
    }

    private static func modules(_ scripts: [ScriptFile]) -> [String: String] {
        var modules: [String: String] = [:]
        for script in scripts {
            if case .module(let name) = script.kind { modules[name] = script.name }
        }
        return modules
    }
}

extension LuaProgram {
    /// The same program with what its files declare.
    fileprivate func declaring(
        _ handlers: [HandlerDeclaration], _ scenarios: [Scenario], _ tests: [TestDeclaration]
    ) -> LuaProgram {
        LuaProgram(
            handlers: handlers, tests: tests, scenarios: scenarios, chunks: chunks, scripts: scripts, modules: modules,
            settings: settings, schemas: schemas)
    }
}

extension Problem {
    /// The line in which it is.
    fileprivate var line: SourceLocation? {
        location.map { SourceLocation(file: $0.file, line: $0.line) }
    }
}
