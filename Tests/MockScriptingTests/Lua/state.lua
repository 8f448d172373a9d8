local state = mock.state

return {
    ["a value comes back as it went"] = function(expect)
        state.set("a", { list = mock.array {}, n = 5, f = 2.5, t = true, s = "x\0y" })
        expect.same(state.get("a"), { list = mock.array {}, n = 5, f = 2.5, t = true, s = "x\0y" })
        for _, value in ipairs { 1, -40, 70000, 1.5, "text", ("x"):rep(300), ("y"):rep(70000), true, math.mininteger } do
            state.set("b", value)
            expect.same(state.get("b"), value)
        end
    end,
    ["values are copies"] = function(expect)
        local mine = { n = 1 }
        state.set("a", mine)
        mine.n = 2
        state.get("a").n = 3
        expect.same(state.get("a"), { n = 1 })
    end,
    ["a missing value is the default"] = function(expect)
        expect.same(state.get("none"), nil)
        expect.same(state.get("none", 4), 4)
        state.set("false", false)
        expect.same(state.get("false", true), false)
    end,
    ["update changes in one step"] = function(expect)
        expect.same(state.update("n", function(n) return (n or 0) + 1 end), 1)
        expect.same(state.update("n", function(n) return n + 1 end), 2)
        state.set("t", { 1 })
        expect.same(state.update("t", function(t) t[2] = 2 end), { 1, 2 })
        expect.same(state.get("t"), { 1, 2 })
    end,
    ["update cannot wait"] = function(expect)
        expect.fails("cannot wait inside mock.state.update", state.update, "n", function() mock.sleep("1s") end)
        mock.sleep("1ms")
    end,
    ["incr counts"] = function(expect)
        expect.same(state.incr("n"), 1)
        expect.same(state.incr("n", 5), 6)
        expect.same(state.incr("n", 0.5), 6.5)
        state.set("text", "x")
        expect.fails("mock.state.incr: 'text' holds text, not a number", state.incr, "text")
    end,
    ["keys, delete and clear"] = function(expect)
        for _, key in ipairs { "b:2", "a", "b:1" } do state.set(key, 1) end
        expect.same(state.keys(), { "a", "b:1", "b:2" })
        expect.same(state.keys("b:"), { "b:1", "b:2" })
        expect.same(state.delete("a"), 1)
        expect.same(state.delete("a"), nil)
        state.clear("b:")
        expect.same(state.keys(), mock.array {})
    end,
    ["a value with a time to live ends"] = function(expect)
        state.set("a", 1, { ttl = "2s" })
        mock.sleep("1s")
        state.update("a", function(n) return n + 1 end)
        expect.same(state.get("a"), 2)
        mock.sleep("1s")
        expect.same(state.get("a"), nil)
    end,
    ["misuse is explained"] = function(expect)
        expect.fails("mock has no 'sate'; did you mean 'state'?", function() return mock.sate end)
        expect.fails("mock.state has no 'gett'; did you mean 'get'?", function() return mock.state.gett end)
        expect.fails("the key of mock.state.get must be text, not a number", state.get, 5)
        expect.fails('ttl of mock.state.set: 5 has no unit; write "5ms"', state.set, "a", 1, { ttl = 5 })
        expect.fails("mock.state.set has no option 'tll'; did you mean 'ttl'?", state.set, "a", 1, { tll = "5s" })
        expect.fails("function cannot be", state.set, "a", print)
        expect.fails("cycle at", function() local t = {} t.t = t state.set("a", t) end)
        expect.fails("'mock.state' is read-only", function() mock.state.get = 1 end)
    end,
}
