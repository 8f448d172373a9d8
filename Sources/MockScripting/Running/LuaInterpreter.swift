internal import MockModel

/// The code of one session in one Lua interpreter; used by the thread that has the session's world.
final class LuaInterpreter: Interpreter, @unchecked Sendable {
    let host: LuaHost
    private let calls: HostCalls
    private let program: LuaProgram
    private var waiting: [Int64: ScriptRun] = [:]
    /// A run that is over and may serve again.
    private var spare: ScriptRun?

    init(_ program: LuaProgram, in world: any World) throws(ScriptFailure) {
        let calls = HostCalls(
            world: world, modules: program.modules, schemas: program.schemas, handlers: program.handlers)
        self.calls = calls
        self.program = program
        do throws(LuaHost.OpenError) {
            host = try LuaHost(
                chunks: program.chunks, functions: HostFunction.names, limits: program.limits,
                measure: calls.held, answer: calls.answer)
        } catch { throw ScriptFailure(.memory(limit: program.settings.memory), error.message) }
        calls.interpreter = self
    }

    deinit { program.notes?.add(host.notedLines) }

    var memory: Int { host.memory }

    func begin(_ call: Call) -> ScriptStep {
        let run = run(for: call)
        let route = call.route
        call.ranHandler = route.handler != nil
        if let number = route.handler?.number, route.middleware.isEmpty {
            return step(host.answer(run: run) { LuaInterpreter.write(call, handler: number, to: &$0) }, run)
        }
        return step(host.call("handle", run: run) { LuaInterpreter.write(call, route, to: &$0) }, run)
    }

    func resume(_ token: ScriptToken, with outcome: WaitOutcome) -> ScriptStep {
        guard let run = take(token) else {
            return .failed(ScriptFailure(.runtime, "no call waits under this token"))
        }
        return step(host.resume(token.number, run: run) { outcome.write(to: &$0) }, run)
    }

    func cancel(_ token: ScriptToken) {
        if let run = take(token) { close(run) }
        host.cancel(token.number)
    }

    func expire(_ token: ScriptToken, after limit: Duration) -> ScriptFailure {
        let place = program.failure(host.location(of: token.number), waiting[token.number])
        cancel(token)
        let message = "no answer within \(limit.written), the limit of limits.time; the code still waits here"
        return ScriptFailure(.time(limit: limit), message, frames: place.frames)
    }

    /// Keeps a run that waits, and counts what its call holds.
    private func hold(_ run: ScriptRun, _ token: Int64) {
        waiting[token] = run
        run.held = run.call?.footprint ?? 0
        calls.heldByWaiting += run.held
    }

    private func take(_ token: ScriptToken) -> ScriptRun? {
        guard let run = waiting.removeValue(forKey: token.number) else { return nil }
        calls.heldByWaiting -= run.held
        return run
    }

    func giveBackMemory() { host.giveBackMemory() }

    func setUp(_ scenario: String) -> ScriptFailure? {
        switch host.call("set_up", run: nil, arguments: [.text(scenario)]) {
        case .done: return nil
        case .failed(let failure): return program.failure(failure, nil)
        case .halted: return ScriptFailure(.runtime, "the setup of a scenario has no request to answer")
        case .waiting(let token):
            host.cancel(token)
            return ScriptFailure(.runtime, "the setup of a scenario cannot wait")
        }
    }

    func fire(_ timer: Int64, for call: Call?) -> ScriptStep {
        let run = ScriptRun(call, isAnswered: true)
        return step(host.call("fire", run: run, arguments: [.integer(timer)]), run)
    }

    func render(_ call: Call) -> ScriptStep {
        guard let place = call.place else { return .done(ScriptedResponse(response: Response())) }
        guard case .script(let name) = call.route.examples[place].template else {
            let example = call.route.examples[place]
            return .done(
                ScriptedResponse(response: example.response, place: place, head: .example, version: example.version))
        }
        let run = run(for: call)
        let outcome = host.render(run: run) { arguments in
            arguments.append(Int64(call.number))
            arguments.append(name)
            LuaInterpreter.write(call.parameters, to: &arguments)
        }
        guard case .done = outcome else { return step(outcome, run) }
        keep(run)
        return .done(ScriptedResponse(rendering: call.route.examples[place].response, at: place, from: host.results))
    }

    func holds(_ condition: String, for call: Call) -> Result<Bool, ScriptFailure> {
        let run = ScriptRun(call)
        switch host.call("holds", run: run, arguments: [.integer(Int64(call.number)), .text(condition)]) {
        case .done: return .success(host.results.boolean(0) ?? false)
        // It answered the request instead, as `req.json` does when the body is no JSON: then it does not hold.
        case .halted: return .success(false)
        case .failed(let failure): return .failure(program.failure(failure, run))
        case .waiting(let token):
            host.cancel(token)
            return .failure(ScriptFailure(.runtime, "a condition cannot wait"))
        }
    }

    /// The arguments of `luahost_answer`.
    private static func write(_ call: Call, handler: Int, to arguments: inout LuaHost.Arguments) {
        arguments.append(Int64(call.number))
        arguments.append(Int64(handler))
        if let template = template(of: call) {
            arguments.append(template)
        } else {
            arguments.append(call.place != nil)
        }
        write(call.parameters, to: &arguments)
    }

    /// The arguments of `handle`: number, script and key of the handler, the example, the middleware.
    private static func write(_ call: Call, _ route: Route, to arguments: inout LuaHost.Arguments) {
        arguments.append(Int64(call.number))
        if let handler = route.handler {
            arguments.append(handler.script)
            arguments.append(handler.key)
        } else {
            arguments.appendNothing()
            arguments.appendNothing()
        }
        arguments.append(call.place != nil)
        arguments.append(template(of: call).map(ScriptValue.text) ?? .nothing)
        let layers = route.middleware.compactMap { PackedValue(ScriptValue.text($0)) }
        arguments.append(packed: PackedValue.array(layers).bytes)
    }

    /// The chunk that fills in the example of a call.
    private static func template(of call: Call) -> String? {
        call.place.flatMap { call.route.examples[$0].template?.script }
    }

    private static func write(
        _ parameters: [(name: String, value: String)], to arguments: inout LuaHost.Arguments
    ) {
        for parameter in parameters {
            arguments.append(parameter.name)
            arguments.append(parameter.value)
        }
    }

    func step(_ outcome: LuaHost.Outcome, _ run: ScriptRun) -> ScriptStep {
        switch outcome {
        case .done, .halted: finish(run)
        case .failed(let failure): fail(failure, run)
        case .waiting(let token): wait(token, run)
        }
    }

    private func run(for call: Call) -> ScriptRun {
        guard let run = spare else { return ScriptRun(call) }
        spare = nil
        run.begin(call)
        return run
    }

    /// Keeps a run that nothing refers to any more.
    private func keep(_ run: ScriptRun) {
        run.end()
        spare = run
    }

    private func finish(_ run: ScriptRun) -> ScriptStep {
        close(run)
        if run.isAnswered { return .ended }
        defer { keep(run) }
        let results = host.results
        if results.count <= 2 { return .json(status: Int(clamping: results.integer(0) ?? 200), body: results.bytes(1)) }
        do throws(ScriptFailure) {
            return .done(try ScriptedResponse(of: run, from: results))
        } catch { return .failed(error) }
    }

    private func fail(_ failure: LuaHost.Failure, _ run: ScriptRun) -> ScriptStep {
        close(run)
        return .failed(program.failure(failure, run))
    }

    private func wait(_ token: Int64, _ run: ScriptRun) -> ScriptStep {
        let question = YieldedRequest(host.results, of: run)
        if let kind = question.stream { return open(kind, token, run) }
        guard let wait = question.wait(in: calls.world) else { return refuse(question.kind, token, run) }
        hold(run, token)
        return .wait(wait, ScriptToken(number: token))
    }

    /// Ends a run that waits for something that the host does not know: nothing would ever resume it.
    private func refuse(_ kind: String, _ token: Int64, _ run: ScriptRun) -> ScriptStep {
        host.cancel(token)
        close(run)
        return .failed(ScriptFailure(.runtime, "the code waits for '\(kind)', which does not exist"))
    }

    /// The answer stands behind the kind of the stream.
    private func open(_ kind: StreamOrder.Kind, _ token: Int64, _ run: ScriptRun) -> ScriptStep {
        do throws(ScriptFailure) {
            let response = try ScriptedResponse(of: run, from: host.results, at: 2)
            run.isAnswered = true
            hold(run, token)
            return .open(response, kind, ScriptToken(number: token))
        } catch {
            host.cancel(token)
            return .failed(error)
        }
    }

    /// A run is over, and with it what it had opened.
    private func close(_ run: ScriptRun) {
        for subscription in run.subscriptions { calls.world.unsubscribe(subscription) }
        run.subscriptions = []
    }
}

extension Template {
    /// The chunk that fills it in, if one does.
    var script: String? {
        guard case .script(let name) = self else { return nil }
        return name
    }
}
