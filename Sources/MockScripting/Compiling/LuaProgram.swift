internal import MockModel

/// The compiled scripts of one project version.
struct LuaProgram: ScriptProgram {
    let handlers: [HandlerDeclaration]
    let tests: [TestDeclaration]
    let scenarios: [Scenario]
    let chunks: LuaHost.Chunks
    /// The names of the scripts, by which frames of the project are told from others.
    let scripts: Set<String>
    /// The scripts of `lib/`, by the name that `require` takes.
    let modules: [String: String]
    let settings: Settings.Limits
    let schemas: ProjectSchemas
    var recordSchemas: [RecordSchema] = []
    var collectionUses: [NameUse] = []
    /// The texts of the scripts, by their names: to find the `return` whose value is refused.
    var texts: [String: String] = [:]
    var broken: [BrokenCode] = []
    /// Which lines run; `nil` unless coverage is recorded.
    var notes: LineNotes?

    var lineCoverage: [LineCoverage] { notes?.coverage ?? [] }

    func makeInterpreter(in world: any World) throws(ScriptFailure) -> any Interpreter {
        try LuaInterpreter(self, in: world)
    }

    func makeTester(in world: any World) throws(ScriptFailure) -> any TestInterpreter {
        try LuaInterpreter(self, in: world)
    }

    var limits: LuaHost.Limits {
        LuaHost.Limits(seconds: settings.cpu / .seconds(1), memory: settings.memory, notesLines: notes != nil)
    }

    /// What ended a run, as the engine tells it.
    func failure(_ failure: LuaHost.Failure, _ run: ScriptRun?) -> ScriptFailure {
        let kind = run?.kind(of: failure.message) ?? .runtime
        let returned = kind == .badResponse ? run?.returned : nil
        var frames = returned.map { [ScriptFailure.Frame(location: $0)] } ?? projectFrames(failure)
        if frames.isEmpty, let (place, message) = named(in: failure.message) {
            return ScriptFailure(kind, message, frames: [ScriptFailure.Frame(location: place)])
        }
        let isResult = frames.isEmpty || returned != nil
        if frames.isEmpty, let handler = run?.call?.route.handler {
            frames = [ScriptFailure.Frame(location: handler.location)]
        }
        switch failure.reason {
        case .processorTime: return ScriptFailure(.cpu(limit: settings.cpu), failure.message, frames: frames)
        case .memory: return ScriptFailure(.memory(limit: settings.memory), failure.message, frames: frames)
        case .error:
            var cause = isResult ? ScriptFailure.Cause() : cause(failure)
            cause.isResult = isResult
            return atReturn(ScriptFailure(kind, LuaAdvice(failure).message, frames: frames, cause: cause))
        }
    }

    /// A failure of what a function returned, at its `return` when it has one alone; else at the function.
    private func atReturn(_ failure: ScriptFailure) -> ScriptFailure {
        guard failure.cause.isResult, let location = failure.location, let text = texts[location.file] else {
            return failure
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let place = ErrorLocator(lines: lines, isLua: true).place(of: failure) else { return failure }
        let frames = [ScriptFailure.Frame(location: place)] + failure.frames.dropFirst()
        return ScriptFailure(failure.kind, failure.message, frames: frames, cause: failure.cause)
    }

    /// The place that a message begins with when no function of the project was running, and the rest of it.
    private func named(in message: String) -> (SourceLocation, message: String)? {
        guard let cut = message.firstRange(of: ": ") else { return nil }
        let place = message[..<cut.lowerBound]
        guard let colon = place.lastIndex(of: ":"), let line = Int(place[place.index(after: colon)...]),
            scripts.contains(String(place[..<colon]))
        else { return nil }
        let file = ScriptFile.file(ofScript: String(place[..<colon]))
        return (SourceLocation(file: file, line: line), String(message[cut.upperBound...]))
    }

    /// What the innermost frame of the project did: the frame within it tells.
    private func cause(_ failure: LuaHost.Failure) -> ScriptFailure.Cause {
        var cause = ScriptFailure.Cause()
        let namedFrame = failure.namedFrame.flatMap { failure.frames.firstIndex(of: $0) } ?? 0
        let frames = failure.frames[namedFrame...]
        guard let place = frames.firstIndex(where: { scripts.contains($0.source) && $0.line > 0 }), place > 0 else {
            return cause
        }
        cause.call = failure.frames[place - 1].function
        cause.member = failure.frames[place - 1].key
        guard failure.argument > 0, place == namedFrame else { return cause }
        cause.argument = failure.argument
        cause.field = failure.field
        cause.given = failure.given
        return cause
    }

    /// The frames in files of the project, from the one to blame outwards.
    private func projectFrames(_ failure: LuaHost.Failure) -> [ScriptFailure.Frame] {
        let start = failure.namedFrame.flatMap { failure.frames.firstIndex(of: $0) } ?? 0
        let frames = failure.frames[start...].filter { scripts.contains($0.source) && $0.line > 0 }
        return frames.map { frame in
            ScriptFailure.Frame(
                location: SourceLocation(file: ScriptFile.file(ofScript: frame.source), line: frame.line),
                function: frame.function)
        }
    }
}
