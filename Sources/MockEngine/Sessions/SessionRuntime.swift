import MockModel

/// What code of a session runs in: its world, and the interpreters over it.
///
/// One thread at a time has it, as the ``WorldQueue`` of the ledger says, for as long as code runs without waiting.
struct SessionRuntime {
    let world: SessionWorld
    let facts: SessionFacts
    /// Calls whose route no layer covers are passed on below these behaviors.
    let answers = JSONAnswer.shared
    /// The test that runs in the session.
    var test: RunningTest?
    private var code: (version: CompiledProject, interpreter: any Interpreter)?

    init(world: SessionWorld, facts: SessionFacts) {
        self.world = world
        self.facts = facts
    }

    /// The interpreter of a project version; made when the session first needs it.
    mutating func interpreter(for version: CompiledProject) throws(ScriptFailure) -> any Interpreter {
        if let code, code.version === version { return code.interpreter }
        world.network = version.network
        world.answerTime = version.project.settings.limits.time
        let interpreter = try version.program.makeInterpreter(in: world)
        if let old = code?.interpreter { world.dropTimers(ofFilesIn: old) }
        code = (version, interpreter)
        return interpreter
    }

    /// Forgets all code and all that it stored.
    mutating func reset() {
        world.reset()
        code = nil
    }

    /// Undoes what a call stored, when the limit of memory ended it: the session goes on with what it held before.
    func undo(_ call: Call?, after failure: ScriptFailure) {
        guard case .memory = failure.kind else { return }
        if let call { world.undo(call) }
        code?.interpreter.giveBackMemory()
    }
}
