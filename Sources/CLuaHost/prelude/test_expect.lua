-- `expect(value)`: what must hold of any value.
local core, lib = ...
local help, host, any, match = lib.help, lib.host, lib.any, lib.match

local test = {}
lib.test = test

-- What the test that runs has done: expectations that were begun and not finished, calls whose failure was asked for.
test.idle, test.forgiven = {}, {}

--- Ends the test: the lines say what was not met, the number names the call that it concerns.
function test.fail(lines, call) host.unmet(table.concat(lines, "\n"), call) end

local VALUE, PLACE = {}, {}

local METHODS = {}

--- The value of an expectation, which is looked at now.
local function value_of(expectation, name)
    local own = type(expectation) == "table" and rawget(expectation, PLACE)
    if not own then core.raise(("call it with a colon: expect(value):%s(…)"):format(name)) end
    test.idle[own] = nil
    return rawget(expectation, VALUE)
end

local function number_of(value, wanted, what)
    if type(wanted) ~= "number" then core.raise(("expect(…):%s takes a number, not %s"):format(what, help.shown(wanted))) end
    if type(value) ~= "number" then test.fail { ("wanted a number, got %s"):format(match.text(value)) } end
    return value
end

function METHODS.equals(expectation, ...)
    local value = value_of(expectation, "equals")
    if select("#", ...) ~= 1 then core.raise("expect(…):equals takes one value; for nothing write :is_nil()") end
    local found = {}
    match.compare((...), value, "value", found)
    for i, line in ipairs(found) do found[i] = line:gsub("^value: ", "") end
    if found[1] then test.fail(found) end
end

local function holds(value, part)
    if type(value) == "string" then
        if any.kind(part) then return not match.difference(part, value) end
        return type(part) == "string" and value:find(part, 1, true) ~= nil
    end
    if type(value) ~= "table" then return false end
    if not any.is_list(value) then return type(part) == "table" and not match.difference(part, value) end
    for i = 1, #value do
        if not match.difference(part, value[i]) then return true end
    end
    return false
end

function METHODS.contains(expectation, part)
    local value = value_of(expectation, "contains")
    if part == nil then core.raise("expect(…):contains needs what is to be in it") end
    if holds(value, part) then return end
    test.fail { ("wanted something with %s in it, got %s"):format(match.text(part), match.text(value)) }
end

function METHODS.at_least(expectation, least)
    local value = number_of(value_of(expectation, "at_least"), least, "at_least")
    if not (value >= least) then test.fail { ("wanted at least %s, got %s"):format(match.text(least), match.text(value)) } end
end

function METHODS.at_most(expectation, most)
    local value = number_of(value_of(expectation, "at_most"), most, "at_most")
    if not (value <= most) then test.fail { ("wanted at most %s, got %s"):format(match.text(most), match.text(value)) } end
end

function METHODS.is_nil(expectation)
    local value = value_of(expectation, "is_nil")
    if value ~= nil then test.fail { ("wanted nothing, got %s"):format(match.text(value)) } end
end

function METHODS.fails(expectation, pattern)
    local body = value_of(expectation, "fails")
    help.check_optional(pattern, "string", "the pattern of expect(…):fails")
    if type(body) ~= "function" then
        core.raise(("expect(…):fails calls a function, not %s; write expect(function() … end):fails()"):format(help.noun(body)))
    end
    local ok, problem = pcall(body)
    if ok then test.fail { "wanted a failure, but the function returned" } end
    local text = type(problem) == "string" and problem or match.text(problem)
    if pattern and not text:find(pattern) then
        test.fail { ("wanted a failure like %q, got %s"):format(pattern, match.text(text)) }
    end
end

local EXPECTATION = {
    __metatable = false, __name = "expectation",
    __index = function(_, name)
        if METHODS[name] then return METHODS[name] end
        core.raise(help.missing("expect(…)", name, help.names(METHODS)))
    end,
    __newindex = function() core.raise("an expectation has no fields to write; call expect(value):equals(…)") end,
}

--- Where the innermost line of the user's code stands.
local function user_place()
    for level = 2, 40 do
        local source, line = core.where(level)
        if not source then return nil end
        if line > 0 and not source:find("^prelude/") then return source, line end
    end
end

function test.expect(...)
    if select("#", ...) == 0 then core.raise("expect needs a value: expect(value):equals(…)") end
    local source, line = user_place()
    local place = { source, line }
    test.idle[place] = true
    return core.setmetatable({ [VALUE] = (...), [PLACE] = place }, EXPECTATION)
end
