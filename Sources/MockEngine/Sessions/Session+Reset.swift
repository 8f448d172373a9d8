import MockModel
import Synchronization

/// Back to the start.
extension Session {
    /// Puts the session back to its start, arranged as a scenario says, where `nil` chooses none.
    ///
    /// - Returns: why the setup of the scenario failed.
    func start(_ name: String?, _ project: CompiledProject, _ runtime: inout SessionRuntime) -> ScriptFailure? {
        restart(&runtime)
        ledger.withLock { $0.scenario = name }
        return name.flatMap { runtime.setUp($0, project) }
    }

    /// Lets go of all code: what is on the agenda holds its interpreter, which holds the world.
    func finish(_ runtime: inout SessionRuntime) {
        runtime.test = nil
        ledger.withLock { $0.hasTest = false }
        restart(&runtime)
        ledger.withLock { ledger in
            ledger.waiting = ledger.waiting.filter { if case .run = $0.value { false } else { true } }
        }
    }

    /// Ends every run, drops every job, and forgets what was counted; calls that wait are told so.
    func restart(_ runtime: inout SessionRuntime) {
        var ended: [Run] = []
        let woken = change { $0.restart(&ended) }
        for run in ended { run.interpreter.cancel(run.script) }
        runtime.world.woken += woken.map { WaitToken(session: id, number: $0) }
        runtime.reset()
    }
}

extension SessionRuntime {
    /// Runs the setup of a scenario, when it has one; why it failed.
    fileprivate mutating func setUp(_ name: String, _ project: CompiledProject) -> ScriptFailure? {
        guard let scenario = project.scenarios[TextKey(name)]?.scenario, scenario.hasSetup else { return nil }
        do throws(ScriptFailure) {
            return try interpreter(for: project).setUp(scenario.script)
        } catch { return error }
    }
}

extension Ledger {
    /// Forgets what was counted and noted, and all that waits but tests.
    ///
    /// - Parameter ended: takes the runs that end with it.
    /// - Returns: the waits to wake: their calls are told of the reset, or begin anew when no code has run for them.
    fileprivate mutating func restart(_ ended: inout [Run]) -> [Int] {
        ended += takeAbandoned()
        var kept: [Int: Waiting] = [:]
        var woken: [Int] = []
        for (number, held) in waiting {
            kept[number] = Ledger.afterRestart(held, &ended)
            if held.isWoken { woken.append(number) }
        }
        for case (let number, .worked(.wait(_, let token))) in kept {
            // The loop of the call does not know the later token yet.
            kept[number] = kept.removeValue(forKey: token.number) ?? .worked(.finished(nil))
        }
        waiting = kept
        world.forget()
        forget()
        return woken.sorted()
    }

    /// What becomes of a wait: a test goes on beside its session, a call is told of the reset, anything else is over.
    private static func afterRestart(_ held: Waiting, _ ended: inout [Run]) -> Waiting? {
        switch held {
        case .run(let run):
            if case .test = run.purpose { return held }
            return afterRestart(run, &ended)
        case .ready(let task):
            switch task.work {
            case .begin(let call, _): return .again(call.request, task.project)
            case .resume(let run, _): return afterRestart(run, &ended)
            case .webhook, .job, .move: return nil
            }
        case .forwarded(let call, let project, _): return .reset(call, project)
        case .reset, .again, .worked, .working: return held
        case .webhook: return nil
        }
    }

    private static func afterRestart(_ run: Run, _ ended: inout [Run]) -> Waiting? {
        ended.append(run)
        return run.unanswered.map { .reset($0, run.project) }
    }
}

extension Waiting {
    /// Whether a reset of the session ends it before its time.
    fileprivate var isWoken: Bool {
        switch self {
        case .run(let run): run.unanswered != nil
        case .ready, .forwarded, .reset, .again, .worked: true
        case .webhook, .working: false
        }
    }
}
