internal import CLuaHost

/// One Lua interpreter behind the wall: every entry is protected, every value crosses by copy.
///
/// Used by one thread at a time, under its owner's lock; the thread's stack must have 1 MiB or more.
@safe final class LuaHost {
    /// How far an entry came.
    enum Outcome {
        /// The function returned; `results` holds what.
        case done
        /// A coroutine asked for something that takes time; `results` holds the question, the number names the run.
        case waiting(Int64)
        /// `core.halt` ended the run; `results` holds its arguments.
        case halted
        /// It failed.
        case failed(Failure)
    }

    /// What a host may use.
    struct Limits {
        /// Processor time of one entry, in seconds.
        var seconds: Double
        /// What all its values, and what the session holds besides, may take together, in bytes.
        var memory: Int
        /// Whether it notes which lines run; every line then costs more.
        var notesLines = false
    }

    let host: OpaquePointer
    private let chunks: Chunks
    private let functions: Functions
    private let context: Context
    private var arguments: Arguments

    /// Makes a host and runs its prelude.
    ///
    /// - Parameters:
    ///   - chunks: What `core.chunk` finds; the prelude among them.
    ///   - functions: Names of what Lua may call, `core.host.NAME`, in the order of their numbers.
    ///   - measure: Counts what the session holds besides, when memory runs short.
    ///   - answer: Answers these calls. It must not enter this host again.
    /// - Throws: `OpenError` when memory is short or the prelude fails.
    init(
        chunks: Chunks, functions: Functions, limits: Limits, measure: @escaping Measure = { _ in 0 },
        answer: @escaping Answer
    ) throws(OpenError) {
        let context = Context(answer: answer, measure: measure)
        var text: UnsafeMutablePointer<CChar>?
        var config = unsafe luahost_config()
        unsafe config.context = Unmanaged.passUnretained(context).toOpaque()
        unsafe config.callback = Self.callback
        unsafe config.measure = Self.measure
        unsafe config.functions = UnsafePointer(functions.names.baseAddress)
        unsafe config.function_count = functions.names.count
        unsafe config.chunks = UnsafePointer(chunks.table.baseAddress)
        unsafe config.chunk_count = chunks.table.count
        unsafe config.cpu_seconds = limits.seconds
        unsafe config.memory_bytes = limits.memory
        unsafe config.notes_lines = limits.notesLines
        guard let host = unsafe luahost_open(&config, &text) else { throw OpenError(message: unsafe Self.take(text)) }
        unsafe self.host = unsafe host
        self.chunks = chunks
        self.functions = functions
        self.context = context
        self.arguments = Arguments()
    }

    deinit {
        unsafe luahost_close(host)
    }

    /// Calls a function of the prelude's table in a coroutine of its own.
    ///
    /// - Parameters:
    ///   - run: Handed to every call back from Lua during this entry.
    ///   - write: Adds the arguments.
    func call(_ entry: StaticString, run: AnyObject?, _ write: (inout Arguments) -> Void) -> Outcome {
        let name = unsafe UnsafeRawPointer(entry.utf8Start).assumingMemoryBound(to: CChar.self)
        return unsafe enter(run, write) { unsafe luahost_call(host, name, $0, $1.baseAddress, $1.count, &$2) }
    }

    /// Answers a call by its handler, without middleware: see `luahost_answer`.
    func answer(run: AnyObject?, _ write: (inout Arguments) -> Void) -> Outcome {
        unsafe enter(run, write) { unsafe luahost_answer(host, $0, $1.baseAddress, $1.count, &$2) }
    }

    /// Fills in a template: see `luahost_render`.
    func render(run: AnyObject?, _ write: (inout Arguments) -> Void) -> Outcome {
        unsafe enter(run, write) { unsafe luahost_render(host, $0, $1.baseAddress, $1.count, &$2) }
    }

    /// Calls a function of the prelude's table with values.
    func call(_ entry: StaticString, run: AnyObject?, arguments values: [ScriptValue] = []) -> Outcome {
        call(entry, run: run) { arguments in
            for value in values { arguments.append(value) }
        }
    }

    /// Goes on with a waiting run; `core.wait` returns the arguments.
    func resume(_ token: Int64, run: AnyObject?, _ write: (inout Arguments) -> Void) -> Outcome {
        unsafe enter(run, write) {
            $2 = token
            return unsafe luahost_resume(host, token, $0, $1.baseAddress, $1.count)
        }
    }

    /// Goes on with a waiting run with values.
    func resume(_ token: Int64, run: AnyObject?, arguments values: [ScriptValue] = []) -> Outcome {
        resume(token, run: run) { arguments in
            for value in values { arguments.append(value) }
        }
    }

    /// Drops a waiting run; its pending to-be-closed variables do not run.
    func cancel(_ token: Int64) {
        unsafe luahost_cancel(host, token)
    }

    /// Where a waiting run stands, as the frames of a failure without a message.
    func location(of token: Int64) -> Failure {
        unsafe luahost_locate(host, token)
        return failure(.error)
    }

    /// The results of the last entry, to be read before the next one.
    var results: Values { unsafe Values(host: host) }

    /// Bytes that the host's values take.
    var memory: Int { unsafe luahost_memory(host) }

    /// Runs that wait.
    var waitingCount: Int { unsafe luahost_waiting_count(host) }

    /// Collects garbage, for tests and idle sessions.
    func collect() {
        unsafe luahost_collect(host)
    }

    /// Gives free memory back to the system.
    func giveBackMemory() {
        unsafe luahost_give_back(host)
    }

    /// Lets the n-th allocation from now fail, for tests; 0 switches it off.
    func failAllocation(_ number: Int) {
        unsafe luahost_fail_allocation(host, UInt64(number))
    }

    /// Whether the allocation that was to fail has come.
    var allocationsFailed: Bool { unsafe luahost_allocation_failed(host) }

    /// The linked Lua, such as "Lua 5.4.4".
    static var version: String { unsafe String(cString: luahost_version()) }

    /// One of the wall's ways in: what callbacks are given, the arguments, and where the token of a run that waits goes.
    private typealias Entry = (
        _ run: UnsafeMutableRawPointer?, _ arguments: UnsafeBufferPointer<luahost_value>, _ token: inout Int64
    ) -> luahost_status

    private func enter(_ run: AnyObject?, _ write: (inout Arguments) -> Void, _ entry: Entry) -> Outcome {
        var token: Int64 = 0
        arguments.reset()
        write(&arguments)
        let run = unsafe run.map { unsafe Unmanaged.passUnretained($0).toOpaque() }
        let status = unsafe entry(run, arguments.settled(), &token)
        return outcome(status, token)
    }

    private func outcome(_ status: luahost_status, _ token: Int64) -> Outcome {
        switch status {
        case luahost_done: .done
        case luahost_waiting: .waiting(token)
        case luahost_halted: .halted
        case luahost_cpu_limit: .failed(failure(.processorTime))
        case luahost_memory_limit: .failed(failure(.memory))
        default: .failed(failure(.error))
        }
    }

    private func failure(_ reason: Failure.Reason) -> Failure {
        unsafe Failure(reason, luahost_last_failure(host))
    }
}
