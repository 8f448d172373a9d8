-- The files of the project: each runs once, when it is first needed, in an environment of its own.
local core, lib = ...
local host, help, run = lib.host, lib.help, lib.run

-- Where a handler stands that the prelude itself made, such as those of mock.resource.
local places = setmetatable({}, { __mode = "k" })

--- Notes the place of a function; a tail call leaves none, then it is the file that is being run.
function lib.note_place(handler, source, line)
    if not source or source:find("^prelude/") or source:find("^=") then
        source, line = run.loading[#run.loading], 1
    end
    if source then places[handler] = { source, line } end
end

--- Where a function is defined.
function lib.place(handler)
    local place = places[handler]
    if place then return place[1], place[2] end
    return core.origin(handler)
end

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

local modules = {}

local function require(name)
    help.check(name, "string", "the name of require")
    local made = modules[name]
    if made ~= nil then return made end
    local file = host.module(name)
    if not file then
        core.raise(help.missing("lib/", name, { host.module_names() }, "module "))
    end
    made = lib.load(file, lib.environment())
    if made == nil then core.raise(("%s returns nothing; end it with: return %s"):format(file, name:match("[%w_]+$") or "it")) end
    modules[name] = made
    return made
end

local function print(...) lib.print(...) end

--- The members that every file has beside the base functions.
function lib.globals() return { mock = lib.library, require = require, print = print } end

--- The globals of a file.
function lib.environment() return core.sandbox(lib.globals()) end

local tables, layers = {}, {}
lib.route_tables = tables

--- The handler under a key of a route table.
function lib.handler(script, key)
    local routes = tables[script]
    if not routes then
        routes = lib.load(script, lib.environment())
        if type(routes) ~= "table" then help.check(routes, "table", "what " .. script .. " returns") end
        tables[script] = routes
    end
    local handler = routes[key]
    if type(handler) == "function" then return handler end
    core.raise(("%s has no handler '%s'"):format(script, key))
end

--- The function of a middleware.lua.
function lib.layer(script)
    local layer = layers[script]
    if not layer then
        layer = lib.load(script, lib.environment())
        if type(layer) ~= "function" then help.check(layer, "function", "what " .. script .. " returns") end
        layers[script] = layer
    end
    return layer
end

--- Whether `mock` has a member of this name.
function lib.is_member(name) return rawget(lib.mock, name) ~= nil or lib.later[name] ~= nil end

setmetatable(lib.mock, { __index = function(_, name)
    if lib.later[name] then return lib.load_later(name) end
    core.raise(help.missing("mock", name, help.names(lib.mock, lib.later)))
end })
lib.library = core.protect(lib.mock, "mock")
