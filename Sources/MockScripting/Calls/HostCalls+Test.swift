internal import MockModel

extension HostCalls {
    /// What only tests ask for.
    func testCall(
        _ function: HostFunction, _ arguments: LuaHost.Values, _ reply: LuaHost.Reply, _ run: ScriptRun?
    ) -> LuaHost.Verdict {
        let text = arguments.text(0) ?? ""
        guard function == .unmet else {
            reply.append(TimeText.milliseconds(ofRFC3339: text).map(ScriptValue.integer) ?? .nothing)
            return .results
        }
        run?.note(.expectation(call: arguments.integer(1).map { Int(clamping: $0) }), text)
        return .raise(text)
    }
}
