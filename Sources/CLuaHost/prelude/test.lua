-- Test files: what they declare, and how one of their tests runs.
local core, lib = ...
local help, run, test, client, upstream, entries = lib.help, lib.run, lib.test, lib.client, lib.upstream, lib.entries

--- The tests of the file, in order, and the group that is being declared. `running`: a test runs, so nothing may be declared.
local found, group, running = {}, nil, false

local function check(name, body, what)
    if running then core.raise(("%s stands inside a test; move it out of `it`"):format(what)) end
    if not group then core.raise(("%s only works in a test file"):format(what)) end
    help.check(name, "string", "the name of " .. what)
    if name == "" or name:find("%c") then core.raise(("the name of %s must be one line of text"):format(what)) end
    help.check(body, "function", "the body of " .. what)
end

local function describe(name, body)
    check(name, body, "describe")
    local outer = group
    group = { name = name, outer = outer, before = {}, after = {} }
    body()
    group = outer
end

local function it(name, body)
    check(name, body, "it")
    local source, line = core.origin(body)
    found[#found + 1] = { name = name, group = group, body = body, source = source, line = line }
end

--- Adds a function to run around each test of the group.
local function hook(list, what)
    return function(body)
        check("hook", body, what)
        table.insert(group[list], body)
    end
end

--- The members that a test file has beside those of every file.
local function environment()
    local members = {
        describe = describe, it = it, before_each = hook("before", "before_each"), after_each = hook("after", "after_each"),
        expect = test.expect, any = lib.any.library,
    }
    for name, member in pairs(lib.globals()) do members[name] = member end
    return core.sandbox(members)
end

local function load(script)
    run.begin(nil)
    found, running = {}, false
    group = { before = {}, after = {} }
    lib.load(script, environment())
    return found
end

--- The groups around a test, outermost first.
local function groups_of(one)
    local groups, at = {}, one.group
    while at do
        table.insert(groups, 1, at)
        at = at.outer
    end
    return groups
end

--- The tests of a file: a list of tables with the place and the names from the outermost group inwards.
function entries.tests(script)
    local list = {}
    for i, one in ipairs(load(script)) do
        local names = core.array {}
        for _, outer in ipairs(groups_of(one)) do names[#names + 1] = outer.name end
        names[#names + 1] = one.name
        list[i] = { file = one.source, line = one.line, names = names }
    end
    return core.array(list)
end

local current, api

--- Runs a test: the functions before it from the outermost group inwards, then its body.
function entries.test(script, number)
    current = load(script)[number]
    if not current then core.raise(("%s has no test %d"):format(script, number)) end
    running, api = true, client.new()
    for _, outer in ipairs(groups_of(current)) do
        for _, body in ipairs(outer.before) do body(api) end
    end
    current.body(api)
    return test.summary()
end

--- Runs the functions after it, from its own group outwards, whether it failed or not.
function entries.after_test()
    run.begin(nil)
    if not current then return test.summary() end
    local groups = groups_of(current)
    for i = #groups, 1, -1 do
        for _, body in ipairs(groups[i].after) do body(api) end
    end
    return test.summary()
end

--- What is known at the end: the calls whose failure was asked for, and the expectations that look at nothing.
function test.summary()
    local idle = core.array {}
    for place in pairs(test.idle) do idle[#idle + 1] = place end
    table.sort(idle, function(left, right) return left[2] < right[2] end)
    return { forgiven = core.array(test.forgiven), idle = idle }
end

entries.knows_upstream = upstream.knows
entries.upstream = upstream.answer
