import MockModel
import MockScripting
import TestSupport
import Testing

@Suite("The place of a failure")
struct FaultFinderTests {
    @Test(
        "is the argument that was refused",
        arguments: [
            MarkedCode("mock.sleep(⟦5⟧)", "5 has no unit; write \"5ms\""),
            MarkedCode("mock.sleep(\"1s\") mock.sleep(⟦5⟧)", "no unit"),
            MarkedCode("local wait = mock.sleep\nwait(⟦5⟧)", "no unit"),
            MarkedCode("local s = 5\nmock.sleep(⟦s⟧)", "no unit"),
            MarkedCode("mock.fetch(⟦\"nonsense\"⟧)", "no URL"),
            MarkedCode("mock.state.set(\"a\", 1, ⟦\"5s\"⟧)", "must be a table, not text"),
            MarkedCode("mock.state.set(\"a\", 1, { ttl = ⟦5⟧ })", "no unit"),
            MarkedCode("mock.webhook { url = \"http://127.0.0.1:1/\", retry = { times = ⟦\"x\"⟧ } }", "whole number"),
            MarkedCode("mock.collection(\"c\"):get(⟦{}⟧)", "must be text or a number"),
            MarkedCode("res:cookie(\"a\", ⟦5⟧)", "must be text"),
            MarkedCode("mock.after(\"1s\", ⟦\"x\"⟧)", "must be a function"),
            MarkedCode("string.rep(\"x\", ⟦{}⟧)", "number expected"),
            MarkedCode("(\"x\"):rep(⟦\"y\"⟧)", "number expected"),
            MarkedCode("mock.hash(\"sha256\", (\"x\"):rep(2), ⟦\"hx\"⟧)", "did you mean 'hex'?"),
            MarkedCode("mock.sleep(\n⟦5⟧)", "no unit"),
        ])
    func argument(_ example: MarkedCode) throws { try example.check() }

    @Test(
        "is the call, when an argument is missing or none is at fault",
        arguments: [
            MarkedCode("⟦mock.sleep()⟧", "not nothing"),
            MarkedCode("return ⟦mock.fault()⟧", "must be text"),
            MarkedCode("local x = ⟦mock.random.int(9, 1)⟧", "above max"),
            MarkedCode("⟦error({})⟧", "table"),
            MarkedCode("if true then ⟦error(nil)⟧ end", "nil"),
            MarkedCode(
                "table.sort({ 3, 2, 1 }, function(a, b) ⟦mock.sleep(\"1s\")⟧ return a < b end)", "inside table.sort"),
            MarkedCode("local t = mock.after(\"1s\", function() end) ⟦t.cancel()⟧", "with a colon"),
            MarkedCode("return ⟦res.use(\"gone\")⟧", "with a colon"),
        ])
    func call(_ example: MarkedCode) throws { try example.check() }

    @Test(
        "is the name that does not exist",
        arguments: [
            MarkedCode("mock.⟦uid⟧()", "did you mean"),
            MarkedCode("mock.state.⟦gte⟧(\"x\")", "did you mean 'get'?"),
            MarkedCode("return req.⟦parms⟧.id", "did you mean 'params'?"),
            MarkedCode("res.⟦stauts⟧ = 404", "did you mean 'status'?"),
            MarkedCode("mock.state.set(\"tl\", 1, { ⟦tl⟧ = \"5s\" })", "did you mean 'ttl'?"),
            MarkedCode("mock.collection(\"c\"):all({ ⟦price__gtt⟧ = 1 })", "did you mean '__gt'?"),
            MarkedCode("mock.state.set(\"a\", ⟦function() end⟧)", "cannot be data"),
            MarkedCode("mock.state.set(\"a\", { f = ⟦print⟧ })", "cannot be data"),
            MarkedCode("return res:use(⟦\"gnoe\"⟧)", "no example"),
            MarkedCode("⟦total⟧ = 5", "declare it with 'local'"),
            MarkedCode("return ⟦totl⟧", "does not exist"),
        ])
    func name(_ example: MarkedCode) throws { try example.check() }

    @Test(
        "is what Lua could not work with",
        arguments: [
            MarkedCode("return req.json.⟦customer⟧.name", "nil value (field 'customer')"),
            MarkedCode("local x = {} return x.⟦a⟧.b.c", "nil value (field 'a')"),
            MarkedCode("local ax, x = {} return ax, ⟦x⟧ + 1", "local 'x'"),
            MarkedCode("local x = {} x.⟦y⟧()", "field 'y'"),
            MarkedCode("return req.headers[⟦\"x\"⟧] .. \"y\"", "field 'x'"),
            MarkedCode("return ⟦req.query.page > 5⟧", "compare"),
            MarkedCode("for x in ⟦mock.collection(\"c\")⟧ do end", "iterator"),
            MarkedCode("res.status = ⟦4040⟧", "whole number"),
            MarkedCode("res.delay = ⟦5⟧", "no unit"),
        ])
    func value(_ example: MarkedCode) throws { try example.check() }

    @Test(
        "is the one return of a handler whose answer cannot be sent",
        arguments: [
            MarkedCode("local f = function() return 1 end\n⟦return 404.5⟧", "a status is a whole number"),
            MarkedCode("if req.body then\n⟦return true⟧\nend", "the body returned is a boolean"),
        ])
    func result(_ example: MarkedCode) throws {
        try example.check()
    }

    @Test(
        "is not guessed where two could be meant",
        arguments: [
            MarkedCode("mock.state.update(\"a\", function() mock.sleep(\"1s\") mock.sleep(\"1s\") end)", "cannot wait"),
            MarkedCode("local a = {} return { a.x.y, a.x.y }", "field 'x'"),
        ])
    func doubt(_ example: MarkedCode) throws { try example.check() }

    @Test("is found behind @when and in expressions of several lines")
    func elsewhere() {
        func place(_ lines: [String], _ line: Int, _ message: String) -> String? {
            let frame = ScriptFailure.Frame(location: MockModel.SourceLocation(file: "GET.http", line: line))
            let failure = ScriptFailure(.runtime, message, frames: [frame])
            let place = ErrorLocator(lines: lines, isLua: false).place(of: failure)
            return place.map { "\($0)+\($0.length ?? 0)" }
        }
        let nothing = "attempt to index a nil value (field 'a')"
        #expect(place(["# @when req.json.a.b > 1", "a.b"], 1, nothing) == "GET.http:1:18+1")
        #expect(place(["# @when req.json.a.b > 1"], 1, "attempt to compare number with nil") == "GET.http:1:9+16")
        #expect(place(["a.b {{", " req.a.b }} a.b"], 2, nothing) == "GET.http:2:6+1")
    }

    @Test("in a text with expressions is looked for in these alone")
    func template() {
        let lines = [#"{ "name": "fake", "is": "{{ fake.nmae() }}", "nmae": 1 }"#]
        let failure = ScriptFailure(
            .runtime, "fake has no 'nmae'",
            frames: [.init(location: MockModel.SourceLocation(file: "GET.json", line: 1))])
        var caused = failure
        caused.cause.member = "nmae"
        let place = ErrorLocator(lines: lines, isLua: false).place(of: caused)
        #expect(place == MockModel.SourceLocation(file: "GET.json", line: 1, column: 34, length: 4))
        #expect(ErrorLocator(lines: lines, isLua: false).place(of: failure) == nil)
    }
}
