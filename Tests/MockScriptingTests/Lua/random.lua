local random = mock.random

return {
    ["numbers stay in their range"] = function(expect)
        for _ = 1, 200 do
            local n = random.int(-2, 2)
            if math.type(n) ~= "integer" or n < -2 or n > 2 then error("int gave " .. n) end
            local x = random.number(1, 1.5)
            if x < 1 or x >= 1.5 then error("number gave " .. x) end
            local r = math.random(6)
            if r < 1 or r > 6 then error("math.random gave " .. r) end
            if math.random() >= 1 then error("too large") end
        end
        expect.same(random.int(3, 3), 3)
        expect.same(math.type(random.int(math.mininteger, math.maxinteger)), "integer")
        expect.same(random.chance(0), false)
        expect.same(random.chance(1), true)
    end,
    ["a key always gives the same"] = function(expect)
        local first, second = random.of("k"), random.of("k")
        local a, b = {}, {}
        for i = 1, 5 do a[i], b[i] = first.int(1, 1000000), second.int(1, 1000000) end
        expect.same(a, b)
        expect.same(a[1] ~= a[2], true)
        expect.same(random.of(7).hex(8), random.of(7).hex(8))
        expect.same(random.of("x").int(1, 1000000) ~= first.int(1, 1000000), true)
    end,
    ["picks, weighs and shuffles"] = function(expect)
        local items = { "a", "b", "c" }
        local seen = {}
        for _ = 1, 100 do seen[random.pick(items)] = true end
        expect.same(seen, { a = true, b = true, c = true })
        local counts = { x = 0, y = 0, z = 0 }
        for _ = 1, 300 do
            local name = random.weighted { x = 3, y = 1, z = 0 }
            counts[name] = counts[name] + 1
        end
        expect.same(counts.z, 0)
        expect.same(counts.x > counts.y, true)
        local shuffled = random.shuffle { 1, 2, 3, 4, 5 }
        table.sort(shuffled)
        expect.same(shuffled, { 1, 2, 3, 4, 5 })
        expect.same(#random.hex(16), 32)
    end,
    ["makes ids"] = function(expect)
        expect.same(mock.uuid():match("^%x+%-%x+%-4%x+%-[89ab]%x+%-%x+$") ~= nil, true)
        expect.same(mock.uuid() ~= mock.uuid(), true)
        expect.same({ mock.id("ord"), mock.id("ord"), mock.id("inv") }, { "ord_1", "ord_2", "inv_1" })
    end,
    ["misuse is explained"] = function(expect)
        expect.fails("mock.random.int: min 5 is above max 1", random.int, 5, 1)
        expect.fails("max of mock.random.int must be a number, not nothing", random.int, 5)
        expect.fails("min of mock.random.int must be a whole number, not 1.5", random.int, 1.5, 2)
        expect.fails("mock.random.pick: there is nothing to pick from", random.pick, {})
        expect.fails("mock.random has no 'picc'; did you mean 'pick'?", function() return random.picc end)
        expect.fails("fake has no 'nmae'; did you mean 'name'?", function() return mock.fake.nmae end)
    end,
}
