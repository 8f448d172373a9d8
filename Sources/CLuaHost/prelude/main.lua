-- The Lua side of the API. `core` is what the wall gives to this file alone; `lib` is what the parts of the prelude share.
local core = ...

-- `SELF` is the key under which a request, a response or a fault holds what only the prelude may see; `ASKER` that of the request which a
-- response answers. `pieces` are those of the bodies of templates without a header of their own, false for other templates.
local lib = { host = core.host, mock = { null = core.null }, SELF = {}, ASKER = {}, pieces = {}, began = core.host.now() }

-- Test files have entries of their own, loaded with the first of them.
local TESTS = "test_any test_match test_expect test_reply test_client test_socket test_upstream test"

local loaded = {}

local function load(parts)
    for part in parts:gmatch("%S+") do
        if not loaded[part] then
            core.chunk("=prelude/" .. part .. ".lua")(core, lib)
            loaded[part] = true
        end
    end
end

--- The names of all members of `mock` that parts bring.
function lib.later()
    local names = {}
    for name in core.parts():gmatch("mock%.(%S+)") do names[name] = true end
    return names
end

--- Loads the parts behind a member of `mock`. Returns the member.
function lib.load_later(name)
    local parts = core.parts("mock." .. tostring(name))
    if parts then load(parts) end
    return rawget(lib.mock, name)
end

setmetatable(lib, { __index = function(_, name)
    local parts = core.parts("lib." .. name)
    if not parts then return nil end
    load(parts)
    return rawget(lib, name)
end })

-- Parts that are a table fill it when one of its members is first read.
local WAITING = {}
WAITING.__index = function(members, name)
    load(WAITING[members])
    setmetatable(members, nil)
    return members[name]
end
for _, part in ipairs { "help", "time", "headers", "body", "answer", "template" } do
    lib[part] = setmetatable({}, WAITING)
    WAITING[lib[part]] = part
end

--- Makes reading an unknown member of a table an error.
function lib.strict(members, owner)
    return setmetatable(members, { __index = function(_, key)
        core.raise(lib.help.missing(owner, key, lib.help.names(members)))
    end })
end

--- A read-only library whose unknown members are errors.
function lib.read_only(members, owner) return core.protect(lib.strict(members, owner), owner) end

--- A metatable whose methods a part brings, once one of them is called.
local function methods_of(part)
    local methods = { __metatable = false, __name = part }
    for _, event in ipairs { "__index", "__newindex", "__pairs" } do
        -- The key stands where errors look for the name that was read.
        methods[event] = function(subject, key, value)
            load(part)
            return methods[event](subject, key, value)
        end
    end
    return methods
end
lib.REQUEST, lib.RESPONSE = methods_of("request"), methods_of("response")

--- What templates and `@when` call `state`: the values by their names, and the functions of mock.state.
lib.state_view = setmetatable({}, {
    __metatable = false,
    __index = function(_, key) return lib.state_read(key) end,
    __newindex = function() lib.state_write() end,
})

core.explain(function(...) return lib.help.absent(...) end)

-- Seeding has no effect: chance belongs to the session's seed, so that calls can be repeated.
core.library("math", { random = function(...) return lib.math_random(...) end, randomseed = function() end })
core.library("os", {
    time = function(...) return lib.os.time(...) end, date = function(...) return lib.os.date(...) end,
    clock = function() return lib.os.clock() end, difftime = function(...) return lib.os.difftime(...) end,
})

load("run modules entries")

setmetatable(lib.entries, { __index = function(entries, name)
    load(core.parts("entry." .. name) or TESTS)
    return rawget(entries, name)
end })

return lib.entries
