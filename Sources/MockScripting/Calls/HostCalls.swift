internal import MockModel

/// Answers what the prelude asks: the world of the session, and the call under way.
final class HostCalls {
    let world: any World
    let modules: [String: String]
    let schemas: ProjectSchemas
    /// The handlers by their numbers.
    let handlers: [HandlerDeclaration]
    /// The schemas that code gave to collections.
    private(set) var recordSchemas: [RecordSchema] = []
    /// Whose calls these are, once it is made.
    weak var interpreter: (any Interpreter)?
    /// Chance of the files that are being run, innermost last: whichever call needs a file first, it is the same.
    var loading: [RandomGenerator] = []
    /// Chance of what runs for no call.
    var idle: RandomGenerator

    init(
        world: any World, modules: [String: String], schemas: ProjectSchemas, handlers: [HandlerDeclaration] = []
    ) {
        self.world = world
        self.modules = modules
        self.schemas = schemas
        self.handlers = handlers
        idle = RandomGenerator(seed: world.seed)
    }

    /// What calls hold whose runs wait.
    var heldByWaiting = 0

    /// What the session holds besides its interpreter, and the call of a run.
    func held(_ run: AnyObject?) -> Int {
        world.footprint + heldByWaiting + ((run as? ScriptRun)?.call?.footprint ?? 0)
    }

    /// Answers one call from Lua.
    func answer(_ function: Int, _ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ run: AnyObject?)
        -> LuaHost.Verdict
    {
        guard let function = HostFunction(rawValue: function) else { return .raise("no such function") }
        guard function.stores else { return answer(function, arguments, reply, run as? ScriptRun) }
        // Nothing is stored for a run that has ended already.
        if WorkLimit.isReached { return .results }
        let verdict = answer(function, arguments, reply, run as? ScriptRun)
        reply.hold(held(run))
        return verdict
    }

    private func answer(
        _ function: HostFunction, _ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ run: ScriptRun?
    ) -> LuaHost.Verdict {
        switch function {
        case .request, .example, .exampleBody, .exampleName, .use, .refuse, .passed:
            guard let run, let call = run.call else {
                return .raise("there is no request here: this only works inside a handler")
            }
            return requestCall(function, arguments, reply, run, call)
        case .handler, .module, .moduleNames, .loading, .loaded, .read, .env, .log:
            return projectCall(function, arguments, reply, run)
        case .stateGet, .stateSet, .stateKeep, .stateIncr, .stateKeys, .nextNumber, .raiseCounter:
            return stateCall(function, arguments, reply, run?.call)
        case .records, .recordIds, .recordGet, .recordSet, .recordInsert, .recordsClear:
            return recordCall(function, arguments, reply, run?.call)
        case .now, .iso, .sample, .duration, .latencyProblem, .rateProblem, .randomInt, .randomUnit, .randomHex, .fake,
            .uuid:
            return chanceCall(function, arguments, reply, run?.call)
        case .timer, .timerCancel, .webhook, .upstream, .networkProblem, .publish, .subscribe, .message:
            return backgroundCall(function, arguments, reply, run)
        case .schemaCheck, .schemaGive: return schemaCall(function, arguments, reply, run?.call)
        case .hash, .hmac, .base64Encode, .base64Decode, .jwtSign, .jwtVerify, .jwtKey:
            return dataCall(function, arguments, reply)
        case .unmet, .timeOf: return testCall(function, arguments, reply, run)
        }
    }

    /// Notes a schema that code gave to a collection; each once.
    func note(_ schema: RecordSchema) {
        guard !recordSchemas.contains(where: { $0.collection == schema.collection && $0.name == schema.name }) else {
            return
        }
        recordSchemas.append(schema)
    }
}
