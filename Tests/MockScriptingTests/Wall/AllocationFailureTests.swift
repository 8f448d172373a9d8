import Testing

@testable import MockScripting

@Suite("Failing allocations")
struct AllocationFailureTests {
    /// One piece of work for each way across the wall and each part of C that allocates.
    static let works: [String: String] = [
        "callback": "return #print({ a = 1, b = { 1, 2 } }, 'text', 5)[1 and 'b']",
        "failing callback": "local ok, text = pcall(mock.fail, 'refused by the host') assert(not ok) return text",
        "halt": "mock.halt(404, { reason = 'gone', more = ('x'):rep(500) })",
        "halt from the host": "mock.stop(('x'):rep(300))",
        "wait": "return function() return mock.sleep({ 1, 2, 3 }, 'text') end",
        "wait in coroutines": """
        return function()
            local inner = coroutine.wrap(function() coroutine.yield(mock.sleep(1)) return mock.sleep(2) end)
            return inner() + inner()
        end
        """,
        "json": """
        local t = core.json_decode('{"z":[1,2,{"a":null,"\\\\u00e9":"\\\\ud83d\\\\ude00"}],"n":12345678901234567890}')
        t.later = { 1, x = 2 }
        return core.json_encode(t), core.json_encode(t, true)
        """,
        "json error": "return core.json_encode({ items = { { f = print } } })",
        "packed": "return core.unpacked(core.packed({ a = { 1, 2.5, mock.null, { x = true } }, [5] = 'b' }))",
        "copy": "return core.copy({ a = { { { 1 } } } }).a[1][1][1]",
        "chunk": "return core.chunk('other.lua', {})()",
        "load": "return assert(load('local a = 1 return function() return a end'))()()",
        "syntax": "return load('local = 1')",
        "sandbox": "return assert(core.load_text('return mock.x', '=t', core.sandbox { mock = { x = 5 } }))()",
        "protect":
            "local p = core.protect({ 1, 2 }, 'p') for _, v in pairs(p) do assert(v) end return #p, pcall(rawset, p, 1, 2)",
        "strings": """
        local s = ('ab'):rep(50, ','):gsub('a', '<%0>'):upper()
        local n = 0
        for a, b in s:gmatch('(<)(%a)') do n = n + #a + #b end
        return n, s:find('(%b<>)(,?)'), ('%5s|%-5d|%q'):format('x', 42, 'a\\n')
        """,
        "tables": """
        local t = {}
        for i = 1, 40 do table.insert(t, 1, i % 7) end
        table.sort(t, function(a, b) return a < b end)
        return table.concat(t, ','), select('#', table.unpack(t)), utf8.char(0x20ac, 0x1f600)
        """,
        "pcall": """
        local _, value = pcall(error, { code = 5 })
        local _, text = xpcall(error, function(m) return m .. '!' end, 'e', 0)
        return value, text
        """,
        "close": """
        local log = {}
        local c = coroutine.create(function()
            local x <close> = setmetatable({}, { __close = function() log[#log + 1] = 'closed' end })
            coroutine.yield()
        end)
        assert(coroutine.resume(c))
        assert(coroutine.close(c))
        return log[1]
        """,
        "error value": "error({})",
        "error value with a message": "error({ message = 'x' .. tostring(nil) })",
        "error in an error handler": "return type(select(2, xpcall(error, function() error({}) end)))",
        "error in a coroutine": "coroutine.wrap(function() error({}) end)()",
        "error while closing": """
        local x <close> = setmetatable({}, { __close = function() error({}) end })
        coroutine.wrap(function()
            local y <close> = setmetatable({}, { __close = function() error('second') end })
            error('first')
        end)()
        """,
        "dead coroutine": """
        local dead, own = coroutine.create(print), coroutine.running()
        coroutine.resume(dead)
        local function deep(n) return n == 0 and coroutine.resume(dead) or coroutine.wrap(deep)(n - 1) end
        return select(2, coroutine.resume(dead)), select(2, coroutine.resume(own)), deep(5)
        """,
        "coroutines in coroutines without end":
            "local function deep() return coroutine.wrap(deep)() end return type(select(2, pcall(deep)))",
        "identity":
            "return tostring({}):match('%a+'), ('%p %s'):format(print, setmetatable({}, { __name = 'n' })):match('%a: ')",
        "exact": "local n = core.json_decode('12345678901234567890.5') return n + 1, tostring(n), n .. 'x', n < 5",
        "pieces":
            "return core.fill(core.pieces({ 'a', 1, function(req) return { req } end, 3, function() return 'b' end }), { x = 1 }, {})",
        "pairs":
            "local t = setmetatable({ a = 1, [2.5] = 2 }, { __mode = 'k' }) for k in pairs(t) do t[k] = nil end return next(t)",
        "refused name": "return _ENV['no' .. 'thing']",
        "refused write": "_ENV['no' .. 'thing'] = 1",
        "library": "core.library('mine', { a = 1 }) core.library('mine', { b = 2 }) return 1",
        "refused wait": "return table.sort({ 1, 2 }, function() mock.sleep(1) end)",
        "caught halt": "core.catch(function() mock.halt(1) end) return 5",
        "blame": "local function f(t) core.raise('bad', t.x) end f({ x = 'v' })",
    ]

    @Test("each n-th failed allocation gives a clear error, and the host lives on", arguments: works.keys.sorted())
    func everyAllocation(_ name: String) throws {
        let work = try #require(Self.works[name])
        let fixture = try WallFixture(["test.lua": work, "other.lua": "return 42"])
        let expected = fixture.run()
        #expect(!expected.contains("not enough memory"))
        var finished = false
        for number in 1...3000 {
            fixture.host.failAllocation(number)
            let outcome = fixture.run()
            let failed = fixture.host.allocationsFailed
            fixture.host.failAllocation(0)
            let isClear = outcome == expected || outcome.contains("not enough memory")
            #expect(isClear, "allocation \(number): \(outcome)")
            #expect(fixture.run("other.lua") == "done 42", "after allocation \(number)")
            finished = !failed
            if finished || !isClear { break }
        }
        #expect(finished, "every allocation of the work was reached")
        #expect(fixture.run() == expected)
    }
}
