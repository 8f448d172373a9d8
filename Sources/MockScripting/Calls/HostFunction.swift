/// What the prelude may ask of the session: `core.host.NAME`.
enum HostFunction: Int, CaseIterable {
    // The request and its example
    case request, example, exampleBody, exampleName, use, refuse, passed
    // The files of the project
    case handler, module, moduleNames, loading, loaded, read, env
    // State
    case stateGet, stateSet, stateKeep, stateIncr, stateKeys, nextNumber, raiseCounter
    // Collections
    case records, recordIds, recordGet, recordSet, recordInsert, recordsClear
    // Time and chance
    case now, iso, sample, duration, latencyProblem, rateProblem, randomInt, randomUnit, randomHex, fake, uuid
    // What goes on after the answer
    case timer, timerCancel, webhook, upstream, networkProblem, publish, subscribe, message
    // Schemas
    case schemaCheck, schemaGive
    // Data
    case hash, hmac, base64Encode, base64Decode, jwtSign, jwtVerify, jwtKey
    case log
    // Tests
    case unmet, timeOf

    /// Whether it adds to what the session holds besides its interpreter.
    var stores: Bool {
        switch self {
        case .stateSet, .stateKeep, .stateIncr, .nextNumber, .raiseCounter, .recordSet, .recordInsert, .recordsClear,
            .timer, .webhook, .publish, .log:
            true
        default: false
        }
    }

    /// The names in the order of their numbers, as Lua spells them.
    static let names = LuaHost.Functions(allCases.map { luaName("\($0)") })

    /// `exampleBody` is `example_body` in Lua.
    private static func luaName(_ name: String) -> String {
        name.reduce(into: "") { text, letter in
            text += letter.isUppercase ? "_\(letter.lowercased())" : String(letter)
        }
    }
}
