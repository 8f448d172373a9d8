import Testing

@testable import MockScripting

@Suite("Text of values without one")
struct IdentityTests {
    @Test("objects are numbered in the order in which their text is asked for")
    func numbered() throws {
        let text = """
            local t, f, c = {}, function() end, coroutine.create(print)
            local named = setmetatable({}, { __name = 'thing' })
            return table.concat({ tostring(f), tostring(t), tostring(c), tostring(named), tostring(t), tostring(print),
                ('%s|%p|%5p|%-3p|'):format(t, t, c, f), ('%p %p %p %p'):format('x', 5, nil, true), tostring(core.null) }, ' ')
            """
        let expected =
            "done function: 1 table: 2 thread: 3 thing: 4 table: 2 function: 5 table: 2|2|    3|1  | "
            + "(null) (null) (null) (null) null"
        #expect(try WallFixture.run(text) == expected)
        #expect(try WallFixture.run(text) == expected, "another interpreter counts anew")
    }

    @Test(
        "no message holds an address",
        arguments: [
            "_ENV[{}] = 1", "return _ENV[{}]", "return mock[{}]", "mock[{}] = 1",
            "error(setmetatable({}, { __name = 'x' }))",
            "return core.json_encode({ [{}] = 1 })", "return core.json_encode(print)", "return ('x'):rep({})",
            "return {} .. {}",
            "return #print", "return {} < {}", "return pcall(error, tostring({}))", "return core.host[{}]",
            "error(tostring(print))",
            "for i = {}, 1 do end", "return table.concat({ {} })", "return ('%d'):format({})",
            "return load(tostring({}))",
        ])
    func noAddress(_ code: String) throws {
        let outcome = try WallFixture.run(code)
        #expect(outcome.firstMatch(of: /0x[0-9a-f]{6}/) == nil, "\(outcome)")
        #expect(outcome.firstMatch(of: /[0-9a-f]{10}/) == nil, "\(outcome)")
    }

    @Test("a __tostring that returns no text is an error; a number becomes one")
    func method() throws {
        let text = """
            local function with(value) return setmetatable({}, { __tostring = function() return value end }) end
            return tostring(with('x')), tostring(with(5)), math.type(tostring(with(5))), pcall(tostring, with({}))
            """
        #expect(try WallFixture.run(text) == "done x 5 nil false '__tostring' must return a string")
    }

    @Test("a number keeps nothing alive")
    func weak() throws {
        let text = "for i = 1, 200000 do tostring({}) end return tostring({})"
        #expect(try WallFixture.run(text, seconds: 10, memory: 4 << 20) == "done table: 200001")
    }
}
