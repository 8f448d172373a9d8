internal import MockModel

/// The names that code can use, as the interpreter itself has them.
struct KnownNames: Sendable {
    /// What is known of a value.
    indirect enum Value: Sendable {
        /// It may have any member.
        case open
        /// It is a function.
        case function
        /// It has these members and no others.
        case members([String: Value])
    }

    /// The globals of a file.
    let globals: [String: Value]
    /// What `req` has.
    let request: Value
    /// What `res` has.
    let response: Value

    /// Asked for once, when the first file is checked; `nil` when no interpreter can be made.
    static let all: KnownNames? = {
        let calls = HostCalls(world: LoadTimeWorld(files: .none), modules: [:], schemas: ProjectSchemas())
        let host = try? LuaHost(
            chunks: LuaHost.Chunks([]), functions: HostFunction.names, limits: .init(seconds: 5, memory: 64 << 20),
            answer: calls.answer)
        guard let host, case .done = host.call("names", run: nil), host.results.count > 0,
            case .packed(let bytes) = host.results[0]
        else { return nil }
        return KnownNames(JSONValue(PackedValue(bytes: bytes)))
    }()

    private init?(_ tree: JSONValue) {
        guard case .members(let globals)? = tree["globals"].map(Value.init) else { return nil }
        self.globals = globals
        request = Value(tree["request"] ?? .null)
        response = Value(tree["response"] ?? .null)
    }

    /// The members of `mock`.
    var mock: [String: Value] {
        guard case .members(let members)? = globals["mock"] else { return [:] }
        return members
    }
}

extension KnownNames.Value {
    fileprivate init(_ tree: JSONValue) {
        guard case .object(let object) = tree else {
            self = tree == .bool(false) ? .function : .open
            return
        }
        self = .members(Dictionary(object.members.map { ($0.name, KnownNames.Value($0.value)) }) { first, _ in first })
    }
}
