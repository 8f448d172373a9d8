import MockEngine
import MockModel
import MockScripting
import TestSupport

/// A whole mock of Lua files under an engine in virtual time: what a client sees, on one line.
struct LuaMock {
    let engine: Engine
    let problems: [Problem]
    let clock: FixedClock

    /// Files by their path: `routes/…/route.lua`, `routes/…/middleware.lua`, `lib/x.lua`, `scenarios/x.lua`;
    /// a path that begins with `template:` or `condition:` is a chunk that an example names.
    init(
        _ files: [String: String], examples: [String: [Example]] = [:], seeds: [String: JSONValue] = [:],
        schemas: [String: JSONValue] = [:], openAPI: String? = nil,
        settings: Settings = Settings(), disk: any ProjectFiles = NoFiles(), clock: FixedClock = FixedClock()
    ) throws {
        var project = Project(
            root: "/mocks", settings: settings,
            routes: try examples.sorted { $0.key < $1.key }.map { try Route.named($0.key, $0.value) },
            scripts: try files.sorted { $0.key < $1.key }.map(LuaMock.script),
            seeds: seeds.map { name, rows in
                CollectionSeed(
                    name: name, records: rows.elements ?? [], location: SourceLocation(file: "data/\(name).json"))
            })
        project.schemas = ProjectSchemas(schemas, openAPI: openAPI)
        let compiler = LuaCompiler { _, _ in ScriptFiles(read: disk.read, environment: disk.environment) }
        let compiled = CompiledProject(project, compiler: compiler)
        engine = Engine(compiled, options: Engine.Options(), files: disk, wallClock: clock)
        problems = compiled.problems
        self.clock = clock
    }

    /// One route at `/` whose GET is this body of a function, with `req` and `res`.
    init(get body: String, examples: [Example] = [], settings: Settings = Settings()) throws {
        let text = "return { GET = function(req, res)\n\(body)\nend }"
        try self.init(
            ["routes/route.lua": text], examples: examples.isEmpty ? [:] : ["GET /": examples], settings: settings)
    }

    /// Sends a request; the answer as `status body`.
    func call(
        _ method: String = "GET", _ target: String = "/", headers: [(String, String)] = [], body: String = ""
    ) -> String {
        guard let delivery = engine.answer(method, target, headers: headers, body: body) else { return "nothing" }
        let text = delivery.response.text
        return text.isEmpty ? "\(delivery.response.status)" : "\(delivery.response.status) \(text)"
    }

    /// Sends a request; the whole delivery.
    func delivery(
        _ method: String = "GET", _ target: String = "/", headers: [(String, String)] = [], body: String = ""
    ) -> Delivery? {
        engine.answer(method, target, headers: headers, body: body)
    }

    /// Sends a request whose handler fails.
    func failure(_ method: String = "GET", _ target: String = "/", body: String = "") -> ScriptFailure? {
        guard case .failure(_, let failure) = delivery(method, target, body: body)?.exchange.reason else { return nil }
        return failure
    }

    private static func script(_ path: String, _ text: String) throws -> ScriptFile {
        ScriptFile(name: path, kind: try kind(path), text: text)
    }

    private static func kind(_ path: String) throws -> ScriptFile.Kind {
        if path.hasPrefix("template:") { return .template }
        if path.hasPrefix("condition:") { return .condition }
        let parts = path.split(separator: "/")
        let stem = String(parts.last?.prefix { $0 != "." } ?? "")
        if path.hasSuffix(".test.lua") { return .test }
        if parts.first == "lib" { return .module(stem) }
        if parts.first == "scenarios" { return .scenario(stem) }
        let pattern = try PathPattern(parsing: parts.dropFirst().dropLast().joined(separator: "/"))
        return stem == "middleware" ? .middleware(pattern, host: nil) : .route(pattern, host: nil)
    }
}
