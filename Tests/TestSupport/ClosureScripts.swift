public import MockModel

/// Handlers as Swift closures: the engine is tested without Lua.
public struct ClosureScripts: ScriptCompiler, ScriptProgram {
    /// What stands for a handler.
    public typealias Handler = @Sendable (Call, any World) throws(ScriptFailure) -> Action

    /// What a handler does.
    public enum Action: Sendable {
        /// Answers.
        case answer(Response)
        /// Answers with the example it began as.
        case example
        /// Waits, then answers.
        case sleep(Duration, then: Response)
        /// Answers with a status and JSON.
        case json(Int, [UInt8])
        /// Answers after some waits.
        case scripted(ScriptedResponse, after: [Wait] = [])
        /// Answers, then makes the body by some waits, and perhaps fails.
        case stream(ScriptedResponse, StreamOrder.Kind, [Wait], ScriptFailure?)
    }

    private let byKey: [String: Handler]
    /// None: scenarios are Lua.
    public let scenarios: [Scenario] = []
    /// None: closures have no lines.
    public let lineCoverage: [LineCoverage] = []
    /// None: tests are Lua.
    public let tests: [TestDeclaration] = []
    /// The handlers as route tables would declare them.
    public let handlers: [HandlerDeclaration]

    /// Handlers by route, such as `GET /users/{id}`.
    public init(_ byKey: [String: Handler] = [:]) {
        self.byKey = byKey
        handlers = byKey.keys.sorted().compactMap { key in
            let words = key.split(separator: " ")
            guard words.count == 2, let pattern = try? PathPattern(parsing: String(words[1])) else { return nil }
            return HandlerDeclaration(
                script: "route.lua", key: key, method: String(words[0]), pattern: pattern, host: nil,
                location: SourceLocation(file: "route.lua", line: 1))
        }
    }

    /// Gives itself back: closures need no compiling.
    public func compile(
        _ scripts: [ScriptFile], root: String, settings: Settings, schemas: ProjectSchemas
    ) -> (any ScriptProgram, [Problem]) {
        (self, [])
    }

    /// Makes an interpreter that runs the closures.
    public func makeInterpreter(in world: any World) throws(ScriptFailure) -> any Interpreter {
        ClosureInterpreter(byKey, world)
    }

    /// There are no tests to run.
    public func makeTester(in world: any World) throws(ScriptFailure) -> any TestInterpreter {
        throw ScriptFailure(.runtime, "closures have no tests")
    }
}

/// Runs closures in a world.
private final class ClosureInterpreter: Interpreter, @unchecked Sendable {
    private let byKey: [String: ClosureScripts.Handler]
    private unowned let world: any World
    private var runs: [ScriptToken: Run] = [:]
    private var next: Int64 = 0

    /// What a run waits for, one after the other, and what it does then.
    private struct Run {
        var waits: ArraySlice<Wait>
        let end: ScriptStep
    }

    init(_ byKey: [String: ClosureScripts.Handler], _ world: any World) {
        self.byKey = byKey
        self.world = world
    }

    var memory: Int { 0 }

    func giveBackMemory() {}

    func expire(_ token: ScriptToken, after limit: Duration) -> ScriptFailure {
        runs[token] = nil
        return ScriptFailure(.time(limit: limit), "no answer within \(limit.written)")
    }

    func setUp(_ scenario: String) -> ScriptFailure? { nil }

    func begin(_ call: Call) -> ScriptStep {
        guard let reference = call.route.handler, let handler = byKey[reference.key] else {
            return .done(ScriptedResponse(response: call.example?.response ?? Response(), place: call.place))
        }
        call.ranHandler = true
        do throws(ScriptFailure) {
            return step(try handler(call, world), call)
        } catch { return .failed(error) }
    }

    private func step(_ action: ClosureScripts.Action, _ call: Call) -> ScriptStep {
        switch action {
        case .answer(let response): return .done(ScriptedResponse(response: response))
        case .example:
            return .done(ScriptedResponse(response: call.example?.response ?? Response(), place: call.place))
        case .sleep(let duration, let response):
            return go(Run(waits: [.sleep(duration)], end: .done(ScriptedResponse(response: response))))
        case .json(let status, let body): return .json(status: status, body: body)
        case .scripted(let scripted, let waits): return go(Run(waits: waits[...], end: .done(scripted)))
        case .stream(let scripted, let kind, let waits, let failure):
            let run = Run(waits: waits[...], end: failure.map { .failed($0) } ?? .ended)
            return .open(scripted, kind, hold(run))
        }
    }

    private func hold(_ run: Run) -> ScriptToken {
        next += 1
        let token = ScriptToken(number: next)
        runs[token] = run
        return token
    }

    private func go(_ run: Run) -> ScriptStep {
        guard let wait = run.waits.first else { return run.end }
        return .wait(wait, hold(Run(waits: run.waits.dropFirst(), end: run.end)))
    }

    func render(_ call: Call) -> ScriptStep {
        .done(ScriptedResponse(response: call.example?.response ?? Response(), place: call.place))
    }

    func holds(_ condition: String, for call: Call) -> Result<Bool, ScriptFailure> { .success(condition == "true") }

    func resume(_ token: ScriptToken, with outcome: WaitOutcome) -> ScriptStep {
        runs.removeValue(forKey: token).map(go) ?? .failed(ScriptFailure(.runtime, "no such wait"))
    }

    func fire(_ timer: Int64, for call: Call?) -> ScriptStep { .ended }

    func cancel(_ token: ScriptToken) { runs[token] = nil }
}
