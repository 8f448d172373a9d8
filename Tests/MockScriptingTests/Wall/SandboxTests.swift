import Testing

@testable import MockScripting

@Suite("The sandbox")
struct SandboxTests {
    @Test(
        "what leads out is not there",
        arguments: ["io", "debug", "package", "dofile", "loadfile", "os", "getfenv", "arg", "undeclared"])
    func absent(_ name: String) throws {
        #expect(try WallFixture.run("return \(name)") == "error global '\(name)' does not exist at test.lua:1")
    }

    @Test(
        "no write gets past",
        arguments: [
            ("x = 1", "global 'x' cannot be written: declare it with 'local'"),
            ("print = nil", "global 'print' cannot be written: declare it with 'local'"),
            ("_ENV.string = {}", "global 'string' cannot be written: declare it with 'local'"),
            ("function f() end", "global 'f' cannot be written: declare it with 'local'"),
            ("string.upper = nil", "'string' is read-only"),
            ("table.insert(math, 1)", "'math' is read-only"),
            ("mock.sleep = nil", "'mock' is read-only"),
            ("rawset(string, 'upper', 1)", "cannot change a protected table"),
            ("rawset(_G, 'x', 1)", "cannot change a protected table"),
            ("setmetatable(_G, {})", "cannot change a protected metatable"),
            ("setmetatable(string, nil)", "cannot change a protected metatable"),
            ("getmetatable('').__index = 1", "attempt to index a boolean value"),
            ("core.array(string)", "cannot mark a protected table"),
            ("setmetatable({}, { __gc = function() end })", "__gc is not supported"),
        ])
    func written(_ code: String, _ message: String) throws {
        let outcome = try WallFixture.run(code)
        #expect(outcome.contains(message), "\(outcome)")
    }

    @Test("a library can be listed and called, but the real one is never handed out")
    func listed() throws {
        let text = """
            local names, seen = 0, nil
            for name, member in pairs(string) do names = names + 1 end
            local iterate, state = pairs(string)
            for _, way in ipairs { function() return rawget(string, 'upper') end, function() return next(string) end } do
                assert(way() == nil)
            end
            assert(state == string)
            return names > 10, #'x', ('x'):upper(), getmetatable(string), type(_G), _G.string == string
            """
        #expect(try WallFixture.run(text) == "done true 1 X false table true")
    }

    @Test("one file's environment is not another's")
    func separate() throws {
        let fixture = try WallFixture([
            "first.lua": "local _ENV = setmetatable({}, { __index = _ENV }) leaked = 5 return leaked",
            "second.lua": "return leaked",
        ])
        #expect(fixture.run("first.lua") == "done 5")
        #expect(fixture.run("second.lua") == "error global 'leaked' does not exist at second.lua:1")
    }

    @Test("load takes text in the file's own environment, or the one given")
    func load() throws {
        let text = """
            local own = load('return mock ~= nil, pcall(function() nothing = 1 end)')
            local mine = load('x = 5 return x', 'chunk', 't', {})
            local pieces, at = { 'return ', '4', '2' }, 0
            local pieced = load(function() at = at + 1 return pieces[at] end)
            local nothing, message = load('\\27Lua')
            local _, mode = load('return 1', 'x', 'b')
            return own(), mine(), pieced(), nothing, message, mode
            """
        #expect(
            try WallFixture.run(text) == "done true 5 42 nil attempt to load a binary chunk (mode is 't') "
                + "attempt to load a text chunk (mode is 'b')")
    }

    @Test("a chunk cannot pass for the prelude")
    func forged() throws {
        let fixture = try WallFixture(["test.lua": "return load('error(\"x\")', '=prelude/main.lua')()"])
        guard case .failed(let failure) = fixture.host.call("run", run: nil, arguments: [.text("test.lua")]) else {
            Issue.record("it did not fail")
            return
        }
        #expect(failure.frames.allSatisfy { !$0.isPrelude || $0.source == "prelude" })
    }

    @Test(
        "errors are worded as Lua words them",
        arguments: [
            ("string.rep()", "bad argument #1 to 'rep' (string expected, got no value)"),
            ("('x'):rep({})", "bad argument #1 to 'rep' (number expected, got table)"),
            ("('x'):bad()", "string 'bad' does not exist"),
            ("table.concat({ 1, {}, 3 })", "invalid value (at index 2) in table for 'concat'"),
            ("table.insert({}, 5, 1)", "bad argument #2 to 'insert' (position out of bounds)"),
            ("table.insert({})", "wrong number of arguments to 'insert'"),
            ("table.sort({ 1, 'x' })", "attempt to compare"),
            ("setmetatable(1, {})", "bad argument #1 to 'setmetatable' (table expected, got number)"),
            ("('x'):gsub('(', '')", "unfinished capture"),
            ("('x'):find('[a')", "malformed pattern (missing ']')"),
            ("('x'):find('%')", "malformed pattern (ends with '%')"),
            ("('x'):gsub('x', '%2')", "invalid capture index %2 in replacement string"),
            ("('%d'):format('x')", "bad argument #1 to 'format' (number expected, got string)"),
            ("('%d'):format(1.5)", "number has no integer representation"),
            ("('%y'):format(1)", "invalid conversion '%y' to 'format'"),
            ("utf8.codepoint('\\xff')", "invalid UTF-8 code"),
            ("coroutine.yield()", "attempt to yield from outside a coroutine"),
            ("coroutine.resume(coroutine.running())", ""),
            ("local function deep() return coroutine.wrap(deep)() end deep()", "C stack overflow"),
            ("error({})", "error value of type table"),
            ("error(nil)", "error value of type nil"),
            ("error(42)", "error 42"),
        ])
    func worded(_ code: String, _ message: String) throws {
        let outcome = try WallFixture.run("\(code) return")
        #expect(outcome.contains(message), "\(outcome)")
    }

    @Test("an order keeps equal elements in their order, and one that contradicts itself does no harm")
    func sort() throws {
        let text = """
            local t = {}
            for i = 1, 100 do t[i] = { key = i % 3, place = i } end
            table.sort(t, function(a, b) return a.key < b.key end)
            for i = 2, 100 do
                assert(t[i - 1].key < t[i].key or t[i - 1].key == t[i].key and t[i - 1].place < t[i].place)
            end
            table.sort(t, function() return true end)
            local words = { 'b', 'a', 'c' }
            pcall(table.sort, words, function() error('no') end)
            return table.concat(words)
            """
        #expect(try WallFixture.run(text) == "done bac")
    }

    @Test("pairs goes in an order that does not vary")
    func pairsOrder() throws {
        let text = """
            local t = core.json_decode('{"zeta":1,"a":2,"gone":null,"m":3}')
            t.q, t.b, t[1], t[2], t[77], t[-3], t.m = 9, 8, 'one', 'two', 5, 4, nil
            local order = {}
            for key, value in pairs(t) do
                order[#order + 1] = key .. '=' .. value
                t[key] = nil
            end
            assert(next(t) == nil and not pcall(pairs, nil))
            return table.concat(order, ' ')
            """
        #expect(try WallFixture.run(text) == "done 1=one 2=two zeta=1 a=2 -3=4 77=5 b=8 q=9")
    }

    @Test("a weak table can be walked through, but is no data")
    func weak() throws {
        let text = """
            local t = setmetatable({ a = 1, b = {} }, { __mode = 'v' })
            local keys = {}
            for key in pairs(t) do keys[#keys + 1] = key end
            table.sort(keys)
            return table.concat(keys), select(2, pcall(core.json_encode, t))
            """
        #expect(try WallFixture.run(text) == "done ab test.lua:5: a weak table at value")
    }
}
