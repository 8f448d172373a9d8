internal import MockModel

/// Runs every file once while a project loads: what a route table declares, and what is wrong with a file.
struct DeclarationReader {
    let program: LuaProgram
    let host: LuaHost?
    private let calls: HostCalls
    var problems: [Problem] = []

    /// The scripts that cannot be used, by their names.
    private(set) var broken: [String: Problem]
    /// The single routes that cannot be used.
    private(set) var brokenRoutes: [BrokenCode] = []

    /// The texts of the scripts, by their names.
    private let texts: [String: String]

    /// - Parameter unreadable: the scripts that do not compile; they are among those that are broken.
    init(_ program: LuaProgram, scripts: [ScriptFile], world: any World, unreadable: [String: Problem] = [:]) {
        self.program = program
        broken = unreadable
        texts = Dictionary(scripts.map { ($0.name, $0.text) }) { first, _ in first }
        let calls = HostCalls(world: world, modules: program.modules, schemas: program.schemas)
        self.calls = calls
        do throws(LuaHost.OpenError) {
            host = try LuaHost(
                chunks: program.chunks, functions: HostFunction.names, limits: program.limits, measure: calls.held,
                answer: calls.answer)
        } catch {
            host = nil
            problems.append(
                Problem(.error, "limits", "no file could be run: \(error.message)", hint: "raise limits.memory"))
        }
    }

    /// The schemas that files gave to collections while they ran.
    var recordSchemas: [RecordSchema] { calls.recordSchemas }

    /// The handlers of all route tables, by file and line.
    mutating func declarations(of scripts: [ScriptFile]) -> [HandlerDeclaration] {
        var handlers: [HandlerDeclaration] = []
        // Shared code first: what fails there is its own fault, whichever file meets it.
        for script in scripts {
            if case .module = script.kind { checkModule(script) }
        }
        for script in scripts {
            switch script.kind {
            case .route(let pattern, let host): handlers += routeTable(script, pattern, host)
            case .middleware:
                check(script, returns: "function", hint: "end it with: return function(req, res, next) … end")
            case .module, .template, .condition, .test, .scenario: break
            }
        }
        return handlers
    }

    // MARK: - Route tables

    private mutating func routeTable(_ script: ScriptFile, _ pattern: PathPattern, _ hostName: String?)
        -> [HandlerDeclaration]
    {
        guard let facts = run(script, isRoute: true) else { return [] }
        guard facts.first?.text == "table" else {
            report(
                "bad-route", "\(script.name) returns \(DeclarationReader.noun(facts.first)), not a route table", script,
                hint: hintOfResult(facts.first, script) ?? "end it with: return { GET = function(req, res) … end }")
            return []
        }
        let entries = RouteEntry.read(facts.dropFirst())
        if entries.isEmpty { warnOfNothing(script) }
        let calls = CalledKeys(script)
        return entries.compactMap { declaration($0, script, pattern, hostName, calls) }
    }

    private mutating func warnOfNothing(_ script: ScriptFile) {
        problems.append(
            Problem(
                .warning, "bad-route", "the route table is empty", at: SourceLocation(file: script.name),
                hint: "add a handler: GET = function(req, res) … end"))
    }

    private mutating func declaration(
        _ entry: RouteEntry, _ script: ScriptFile, _ pattern: PathPattern, _ hostName: String?, _ calls: CalledKeys
    ) -> HandlerDeclaration? {
        do throws(RouteKey.KeyError) {
            let key = try RouteKey(entry.key)
            warnOfForeignParameter(entry.key, script)
            guard entry.type == "function" else {
                let noun = DeclarationReader.noun(.text(entry.type))
                let error = RouteKey.KeyError(
                    message: "\(entry.key) must be a function, not \(noun)",
                    hint: "write: \(key.name) = function(req, res) return … end")
                if let path = try? pattern.appending(key.path) {
                    let route = BrokenCode.Extent.route(method: key.method, path, host: hostName)
                    brokenRoutes.append(BrokenCode(route, because: DeclarationReader.problem(error, entry, script)))
                }
                throw error
            }
            var handler = HandlerDeclaration(
                script: script.name, key: entry.key, method: key.method, pattern: try joined(pattern, key.path),
                host: hostName, location: entry.location(in: script, calls))
            handler.isOfLibrary = entry.isOfLibrary
            return handler
        } catch {
            problems.append(DeclarationReader.problem(error, entry, script))
            return nil
        }
    }

    private static func problem(_ error: RouteKey.KeyError, _ entry: RouteEntry, _ script: ScriptFile) -> Problem {
        Problem(.error, "bad-route", error.message, at: script.place(ofKey: entry.key), hint: error.hint)
    }

    private mutating func warnOfForeignParameter(_ key: String, _ script: ScriptFile) {
        guard let notation = PathNotation(key) else { return }
        var problem = Problem(
            .warning, "foreign-parameter", "\"\(key)\" is written as in another tool: \(notation.reason)",
            at: script.place(ofKey: key), hint: notation.hint)
        problem.replacement = notation.meant
        problems.append(problem)
    }

    private func joined(_ pattern: PathPattern, _ path: PathPattern) throws(RouteKey.KeyError) -> PathPattern {
        do throws(PatternError) {
            return try pattern.appending(path)
        } catch { throw RouteKey.KeyError(message: "\(error)", hint: nil) }
    }

    // MARK: - Other files

    private mutating func check(_ script: ScriptFile, returns type: String, hint: String) {
        guard let facts = run(script, isRoute: false), facts.first?.text != type else { return }
        report(
            "bad-script", "\(script.name) returns \(DeclarationReader.noun(facts.first)), not a \(type)", script,
            hint: hint)
    }

    private mutating func checkModule(_ script: ScriptFile) {
        guard let facts = run(script, isRoute: false), facts.first?.text == "nil" else { return }
        report(
            "bad-script", "\(script.name) returns nothing", script, hint: "end it with a return, for `require` to give")
    }

    // MARK: - Running

    /// Runs a file; the facts that the prelude tells of its result, or `nil` when it failed.
    mutating func run(_ script: ScriptFile, isRoute: Bool) -> [ScriptValue]? {
        guard let host else { return nil }
        return facts(host.call("declare", run: nil, arguments: [.text(script.name), .boolean(isRoute)]), of: script)
    }

    /// What an entry returned; `nil` when it failed, which is reported.
    mutating func facts(_ outcome: LuaHost.Outcome, of script: ScriptFile) -> [ScriptValue]? {
        guard let host else { return nil }
        switch outcome {
        case .done: return (0..<host.results.count).map { host.results[$0] }
        case .halted: report("load", "\(script.name) answers a request while it loads", script, hint: nil)
        case .waiting(let token):
            host.cancel(token)
            report("load", "\(script.name) waits while it loads", script, hint: "wait inside a handler")
        case .failed(let failure): report(program.failure(failure, nil), script)
        }
        return nil
    }

    mutating func report(_ failure: ScriptFailure, _ script: ScriptFile) {
        if let cause = brokenModule(behind: failure) {
            broken[script.name] = cause
            return
        }
        let problem = Problem(
            .error, "load", failure.message, at: place(of: failure) ?? SourceLocation(file: script.name),
            notes: failure.frames.dropFirst().map { "called from \($0.location)" })
        // A module that fails is met again by every file that requires it.
        let known = problems.first { $0.message == problem.message && $0.location == problem.location }
        broken[script.name] = known ?? problem
        if known == nil { problems.append(problem) }
    }

    /// The problem of the shared code without which a file does not load: it is told once, at its own place.
    private func brokenModule(behind failure: ScriptFailure) -> Problem? {
        broken.first { failure.message == "the file '\($0.key)' could not be loaded" }?.value
            ?? broken.first { failure.message.hasPrefix("\($0.key) returns nothing;") }?.value
    }

    private func place(of failure: ScriptFailure) -> SourceLocation? {
        guard let location = failure.location, let text = texts[location.file] else { return failure.location }
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
        let finder = ErrorLocator(lines: lines, isLua: true)
        return finder.place(of: failure) ?? finder.statement(at: location)
    }

    /// Where a file says what it returns; its last line when it returns nothing.
    private func placeOfResult(of script: ScriptFile) -> SourceLocation {
        let text = LuaText(Array(script.text.utf8))
        let place = LuaReturns(text).ofFile.flatMap { text.location(of: $0, in: script.name) }
        let last = text.tokens.indices.last.flatMap { text.location(of: $0..<$0 + 1, in: script.name) }
        return place ?? last ?? SourceLocation(file: script.name)
    }

    /// The line that a file forgot: `return routes`, for the table of its handlers.
    func hintOfResult(_ type: ScriptValue?, _ script: ScriptFile) -> String? {
        guard type?.text == nil || type?.text == "nil" else { return nil }
        let text = LuaText(Array(script.text.utf8))
        let tables = text.tokens.indices.filter { place in
            text.tokens[place].isKeyword("local") && text.isSign("=", at: place + 2) && text.isSign("{", at: place + 3)
        }
        return tables.last.map { "end the file with: return \(text.tokens[$0 + 1].text)" }
    }

    mutating func report(_ name: String, _ message: String, _ script: ScriptFile, hint: String?) {
        let problem = Problem(.error, name, message, at: placeOfResult(of: script), hint: hint)
        broken[script.name] = problem
        problems.append(problem)
    }

    static func noun(_ type: ScriptValue?) -> String {
        switch type?.text {
        case nil, "nil": "nothing"
        case "string": "text"
        case .some(let name): "a \(name)"
        }
    }
}
