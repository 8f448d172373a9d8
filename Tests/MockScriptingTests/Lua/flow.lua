return {
    ["recursion by return is bounded and its frames are kept"] = function(expect)
        local function down(n) if n == 0 then return debug_level end return down(n - 1) end
        expect.fails("global 'debug_level' does not exist", down, 10)
        local function deep(n) if n == 0 then return "bottom" end return deep(n - 1) end
        expect.same(deep(50000), "bottom")
        expect.fails("stack overflow", deep, 10000000)
    end,
    ["a sequence repeats its last item"] = function(expect)
        local seen = {}
        for i = 1, 4 do seen[i] = mock.sequence("k", { "a", "b" }) end
        expect.same(seen, { "a", "b", "b", "b" })
        for i = 1, 4 do seen[i] = mock.sequence("l", { "a", "b" }, { loop = true }) end
        expect.same(seen, { "a", "b", "a", "b" })
        expect.fails("mock.sequence: 'x' has no items", mock.sequence, "x", {})
    end,
    ["a limit opens again"] = function(expect)
        local function try() return mock.limit("k", { requests = 2, per = "1m" }) end
        expect.same(try().remaining, 1)
        expect.same(try().ok, true)
        mock.sleep("20s")
        local third = try()
        expect.same({ third.ok, third.remaining, third.retry_after }, { false, 0, 40 })
        expect.same(third.headers, { ["RateLimit-Limit"] = "2", ["RateLimit-Remaining"] = "0",
            ["RateLimit-Reset"] = "40", ["Retry-After"] = "40" })
        mock.sleep("40s")
        expect.same(try().ok, true)
        expect.fails("requests of mock.limit must be a whole number", mock.limit, "k", { per = "1m" })
        expect.fails('per of mock.limit: 60 has no unit; write "60ms"', mock.limit, "k", { requests = 1, per = 60 })
    end,
    ["a limit tells its numbers under the names of choice"] = function(expect)
        local first = mock.limit("n", { requests = 1, per = "1h", headers = "X-RateLimit", reset = "time" })
        expect.same({ first.limit, first.remaining, first.reset, first.retry_after }, { 1, 0, mock.now("1h"), 0 })
        expect.same(first.headers, { ["X-RateLimit-Limit"] = "1", ["X-RateLimit-Remaining"] = "0",
            ["X-RateLimit-Reset"] = tostring(mock.now("1h")) })
        mock.sleep("50s")
        local own = { limit = "X-Quota", retry_after = "X-Wait" }
        local second = mock.limit("n", { requests = 1, per = "1h", headers = own })
        expect.same({ second.ok, second.reset, second.retry_after }, { false, 3550, 3550 })
        expect.same(second.headers, { ["X-Quota"] = "1", ["X-Wait"] = "3550" })
        local function try(options) return mock.limit("m", { requests = 1, per = "1h", headers = options.headers, reset = options.reset }) end
        expect.fails("headers of mock.limit has no choice 'X-Ratelimit'; did you mean 'X-RateLimit'?", try, { headers = "X-Ratelimit" })
        expect.fails("headers of mock.limit has no option 'limt'; did you mean 'limit'?", try, { headers = { limt = "X" } })
        expect.fails("limit in headers of mock.limit must be text, not a number", try, { headers = { limit = 5 } })
        expect.fails("reset of mock.limit has no choice 'epoch'", try, { reset = "epoch" })
        expect.same(mock.limit("m", { requests = 1, per = "1h" }).ok, true)
    end,
    ["a machine moves by its events"] = function(expect)
        local moves = {}
        local order = mock.machine {
            name = "order", initial = "open",
            states = { open = { ship = "shipped", cancel = "cancelled" }, shipped = { deliver = "delivered" } },
            on_change = function(id, from, to) moves[#moves + 1] = id .. ":" .. from .. ">" .. to end,
        }
        expect.same(order.at("1"), "open")
        expect.same(order.can("1", "deliver"), false)
        expect.same(order.fire("1", "ship"), "shipped")
        local to, why = order.fire("1", "cancel")
        expect.same({ to == nil, why }, { true, "cannot cancel while shipped" })
        order.set("1", "delivered")
        expect.same(order.at(1), "delivered")
        expect.same(moves, { "1:open>shipped", "1:shipped>delivered" })
        expect.same(mock.state.get("machine:order:1"), "delivered")
        expect.fails("machine 'order' has no state 'shiped'; did you mean 'shipped'?", order.set, "1", "shiped")
        expect.fails("call it with a dot: machine.at(id)", function() order:at("1") end)
        expect.fails("mock.machine has no option 'initail'; did you mean 'initial'?", mock.machine, { initail = "x" })
    end,
}
