-- The files of the project: each runs once, when it is first needed, in an environment of its own.
local core, lib = ...
local host, help, run = lib.host, lib.help, lib.run

--- Ends the loading of a file, also when it failed: a script may catch that.
local LOADING = { __close = function(mark)
    for i = #run.loading, mark.depth, -1 do run.loading[i] = nil end
    host.loaded()
end }

--- Names the files that wait for each other.
local function check_cycle(name)
    for i, file in ipairs(run.loading) do
        if file == name then
            local circle = table.move(run.loading, i, #run.loading, 1, {})
            circle[#circle + 1] = name
            core.raise("files that require each other: " .. table.concat(circle, " → "))
        end
    end
end

--- Runs a file. Chance is that of the file while it runs, whichever call needs it first.
function lib.load(name, environment)
    check_cycle(name)
    local hold <close> = run.hold("the loading of " .. name)
    local chunk = core.chunk(name, environment)
    if not chunk then core.raise(("the file '%s' could not be loaded"):format(name)) end
    run.loading[#run.loading + 1] = name
    host.loading(name)
    local mark <close> = setmetatable({ depth = #run.loading }, LOADING)
    return (chunk())
end

local function require(name) return lib.require(name) end

local function print(...) lib.print(...) end

--- The members that every file has beside the base functions.
function lib.globals() return { mock = lib.library, require = require, print = print } end

--- The globals of a file.
function lib.environment() return core.sandbox(lib.globals()) end

local tables = {}
lib.route_tables = tables

--- What a file makes, which must be of this Lua type.
function lib.make(script, wanted)
    local made = lib.load(script, lib.environment())
    if type(made) ~= wanted then help.check(made, wanted, "what " .. script .. " returns") end
    return made
end

--- The handler under a key of a route table.
function lib.handler(script, key)
    local routes = tables[script]
    if not routes then
        routes = lib.make(script, "table")
        tables[script] = routes
    end
    local handler = routes[key]
    if type(handler) == "function" then return handler end
    core.raise(("%s has no handler '%s'"):format(script, key))
end

setmetatable(lib.mock, { __index = function(_, name)
    local member = lib.load_later(name)
    if member ~= nil then return member end
    core.raise(help.missing("mock", name, help.names(lib.mock, lib.later())))
end })
lib.library = core.protect(lib.mock, "mock")
