/// Adds to messages of Lua what to do instead.
struct LuaAdvice {
    private let failure: LuaHost.Failure

    init(_ failure: LuaHost.Failure) { self.failure = failure }

    /// The message, with advice behind it where there is some.
    var message: String {
        advice.map { "\(failure.message); \($0)" } ?? failure.message
    }

    private var advice: String? {
        let text = failure.message
        if failure.kind != "string", text.hasPrefix("error value of type ") {
            return "give error a text: error(\"what went wrong\")"
        }
        if text.hasPrefix("cannot wait inside the loading of ") { return "wait inside a handler" }
        if text.hasPrefix("cannot wait inside ") { return "wait before it or after it" }
        if text.hasPrefix("attempt to yield from outside") { return "to let time pass, write mock.sleep(\"1s\")" }
        if text.hasPrefix("__gc is not supported") {
            return "what must be done at the end of a block is done by local x <close>"
        }
        if text.hasSuffix("(for iterator 'for iterator')") { return iteration }
        return comparison
    }

    private var iteration: String {
        failure.message.contains("a collection value")
            ? "write: for _, row in ipairs(collection:all()) do" : "write: for key, value in pairs(…) do"
    }

    private var comparison: String? {
        let mixed = ["attempt to compare number with string", "attempt to compare string with number"]
        return mixed.contains(failure.message) ? "tonumber(text) makes a number of a text" : nil
    }
}
