-- A prelude that hands `core` to the program.
local core = ...
local entries = {}
local function pass(...) return ... end
local mock = core.protect({
    sleep = function(...) return core.wait("sleep", ...) end,
    halt = function(...) return core.halt(...) end,
    null = core.null,
}, "mock")
local function print(...) return core.host.log(...) end
local function environment()
    return core.sandbox({ mock = mock, core = core, print = print }, function(name) return name == "found" and 1 or nil end)
end
local routes = {}
function entries.run(name)
    routes[name] = routes[name] or core.chunk(name, environment())()["GET /"]
    return routes[name](core.protect({ id = "1" }, "req"), {})
end
local function tree(members, depth)
    local names = {}
    for name, member in pairs(members) do
        names[name] = depth > 0 and type(member) == "table" and tree(member, depth - 1) or true
    end
    return names
end
function entries.names()
    local globals = tree(_ENV, 1)
    globals.core = tree(core, 1)
    for _, name in ipairs { "request", "state_get", "log" } do globals.core.host[name] = true end
    globals.mock = tree({ sleep = true, halt = true, null = true }, 0)
    return { globals = globals, request = core.array {}, response = core.array {} }
end
return entries
