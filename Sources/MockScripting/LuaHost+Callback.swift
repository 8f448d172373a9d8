internal import CLuaHost
internal import Glibc

extension LuaHost {
    /// Answers a call from Lua: the function's number, its arguments, where the results go, and what the entry was given as `run`.
    typealias Answer = (_ function: Int, _ arguments: Values, _ reply: Reply, _ run: AnyObject?) -> Verdict

    /// What becomes of a call from Lua.
    enum Verdict {
        /// The values written to the reply are returned.
        case results
        /// An error at the line of the user's code.
        case raise(String)
        /// Ends the run from any depth, with the values written to the reply.
        case halt
    }

    /// What a call from Lua is answered with, valid until the answer is given.
    @safe struct Reply {
        fileprivate let reply: OpaquePointer

        func append(_ value: ScriptValue) {
            switch value {
            case .nothing: appendNothing()
            case .boolean(let value): append(value)
            case .integer(let value): append(value)
            case .number(let value): append(value)
            case .bytes(let value): append(bytes: value)
            case .packed(let value): append(packed: value)
            case .null: unsafe luahost_reply_null(reply)
            }
        }

        func appendNothing() { unsafe luahost_reply_nil(reply) }

        func append(_ value: Bool) { unsafe luahost_reply_boolean(reply, value) }

        func append(_ value: Int64) { unsafe luahost_reply_integer(reply, value) }

        func append(_ value: Double) { unsafe luahost_reply_number(reply, value) }

        func append(_ text: String) {
            var text = text
            text.withUTF8 { unsafe luahost_reply_bytes(reply, $0.baseAddress, $0.count) }
        }

        /// Notes how many bytes the session now holds besides the interpreter; past its share of the limit of memory the run ends.
        func hold(_ count: Int) { unsafe luahost_reply_hold(reply, count) }

        /// Adds a Lua string of these bytes.
        func append(bytes: [UInt8]) {
            unsafe bytes.withUnsafeBytes { unsafe luahost_reply_bytes(reply, $0.baseAddress, $0.count) }
        }

        /// Adds a Lua string of these characters.
        func append<let count: Int>(text: InlineArray<count, UInt8>) {
            unsafe text.span.withUnsafeBytes { unsafe luahost_reply_bytes(reply, $0.baseAddress, $0.count) }
        }

        /// Adds the table that the MessagePack describes.
        func append(packed bytes: [UInt8]) {
            unsafe bytes.withUnsafeBytes { unsafe luahost_reply_packed(reply, $0.baseAddress, $0.count) }
        }
    }

    /// What C hands back to Swift: it outlives the host.
    final class Context {
        fileprivate let answer: Answer
        fileprivate let measure: Measure

        init(answer: @escaping Answer, measure: @escaping Measure) {
            self.answer = answer
            self.measure = measure
        }
    }

    /// Counts the bytes that the session holds besides the interpreter, with those of what the entry was given as `run`.
    typealias Measure = (_ run: AnyObject?) -> Int

    /// The C function by which a host that runs short of memory asks.
    static let measure: luahost_measure = { context, run in
        guard let context = unsafe context else { return 0 }
        let owner = unsafe Unmanaged<Context>.fromOpaque(context).takeUnretainedValue()
        return owner.measure(unsafe run.map { unsafe Unmanaged<AnyObject>.fromOpaque($0).takeUnretainedValue() })
    }

    /// The one C function behind every `core.host` function; no error ever leaves it.
    static let callback: luahost_callback = { context, run, function, arguments, count, reply in
        guard let context = unsafe context, let reply = unsafe reply else { return luahost_reply_raise }
        let owner = unsafe Unmanaged<Context>.fromOpaque(context).takeUnretainedValue()
        let object = unsafe run.map { unsafe Unmanaged<AnyObject>.fromOpaque($0).takeUnretainedValue() }
        let values = unsafe Values(list: arguments, count: count)
        switch owner.answer(Int(function), values, unsafe Reply(reply: reply), object) {
        case .results: return luahost_reply_return
        case .halt: return luahost_reply_halt
        case .raise(let text):
            unsafe luahost_reply_clear(reply)
            unsafe Reply(reply: reply).append(text)
            return luahost_reply_raise
        }
    }

    /// The names of what Lua may call, in memory that C may read for as long as this lives.
    ///
    /// Immutable once made, so that all hosts share it.
    @safe final class Functions: @unchecked Sendable {
        let names: UnsafeMutableBufferPointer<UnsafePointer<CChar>?>

        /// Takes names in the order of their numbers.
        init(_ texts: [String]) {
            unsafe names = .allocate(capacity: texts.count)
            for (index, text) in texts.enumerated() {
                unsafe names.initializeElement(at: index, to: UnsafePointer(text.withCString { unsafe strdup($0) }))
            }
        }

        deinit {
            for index in unsafe names.indices { unsafe free(UnsafeMutablePointer(mutating: names[index])) }
            unsafe names.deallocate()
        }
    }
}
