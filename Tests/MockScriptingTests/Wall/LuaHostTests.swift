import Testing

@testable import MockScripting

@Suite("The wall")
struct LuaHostTests {
    @Test("a function's results cross by value")
    func results() throws {
        let text = "return function() return 1, 2.5, 'text', true, nil, {1, 2}, mock.null end"
        let fixture = try WallFixture(["test.lua": text])
        #expect(fixture.run() == "done 1 2.5 text true nil packed(3) null")
    }

    @Test("arguments of every kind come back as they went")
    func arguments() throws {
        let fixture = try WallFixture([:])
        let values: [ScriptValue] = [
            .nothing, .boolean(true), .integer(.min), .number(0.1), .bytes([0, 255, 10]), .packed([0x92, 1, 0xc0]),
            .null,
        ]
        guard case .done = fixture.host.call("echo", run: nil, arguments: values) else {
            Issue.record("the call failed")
            return
        }
        #expect((0..<values.count).map { fixture.host.results[$0] } == values)
    }

    @Test("a wait suspends the run and goes on with the answer")
    func wait() throws {
        let fixture = try WallFixture(["test.lua": "return function() return mock.sleep('1s') + 1 end"])
        guard case .waiting(let token) = fixture.host.call("run", run: nil, arguments: [.text("test.lua")]) else {
            Issue.record("it did not wait")
            return
        }
        #expect(fixture.values == ["sleep", "1s"])
        #expect(fixture.host.waitingCount == 1)
        #expect(fixture.describe(fixture.host.resume(token, run: nil, arguments: [.integer(41)])) == "done 42")
        #expect(fixture.describe(fixture.host.resume(token, run: nil)) == "error nothing waits under this token")
    }

    @Test("a halt ends the run through every pcall")
    func halt() throws {
        let text = "return function() pcall(function() pcall(mock.halt, 404, 'gone') end) return 'caught' end"
        #expect(try WallFixture.run(text) == "halted 404 gone")
        let stop = "return function() coroutine.wrap(function() pcall(mock.stop, 1) end)() return 'caught' end"
        #expect(try WallFixture.run(stop) == "halted stopped 1")
    }

    @Test("an error carries its text, its place and its frames")
    func failure() throws {
        let text = """
            local function deep()
                error("it broke")
            end
            return function()
                deep()
            end
            """
        let fixture = try WallFixture(["routes/a.lua": text])
        guard case .failed(let failure) = fixture.host.call("run", run: nil, arguments: [.text("routes/a.lua")]) else {
            Issue.record("it did not fail")
            return
        }
        #expect(failure.message == "it broke")
        #expect(failure.namedFrame?.source == "routes/a.lua" && failure.namedFrame?.line == 2)
        #expect(failure.frames.filter { $0.source == "routes/a.lua" }.map(\.line) == [2, 5])
        #expect(failure.frames.last?.isPrelude == true)
    }

    @Test("a text that does not compile names its line")
    func syntax() {
        #expect(throws: LuaHost.SyntaxError(message: "unexpected symbol near '='", line: 2)) {
            try LuaHost.Chunk(name: "a.lua", text: Array("local x = 1\nlocal y = = 2".utf8))
        }
        #expect(throws: LuaHost.SyntaxError.self) { try LuaHost.Chunk(name: "a.lua", text: Array("\u{1b}Lua".utf8)) }
    }
}
