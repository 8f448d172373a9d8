-- The Lua side of the API. `core` is what the wall gives to this file alone; `lib` is what the parts of the prelude share.
local core = ...

-- `SELF` is the key under which a request, a response or a fault holds what only the prelude may see; `ASKER` that of the request which a
-- response answers. `pieces` are those of the bodies of templates without a header of their own, false for other templates.
local lib = { host = core.host, mock = { null = core.null }, SELF = {}, ASKER = {}, pieces = {}, began = core.host.now() }

-- Loaded at once: what every session needs. All else waits until one of its names is first read.
local PARTS = { "run", "modules", "entries" }

-- The parts behind members of `mock`.
local RECORDS = { "where", "records", "collection", "listing", "query", "resource" }
local FLOW, DATA, TIME, RANDOM = { "flow" }, { "data" }, { "time" }, { "random" }
local TIMERS, OUTGOING, STREAMS, MESSAGES = { "timers" }, { "outgoing" }, { "streams", "socket" }, { "messages" }
lib.later = {
    collection = RECORDS, resource = RECORDS, sequence = FLOW, limit = FLOW, machine = FLOW, jwt = { "jwt" },
    after = TIMERS, every = TIMERS, fetch = OUTGOING, proxy = OUTGOING, webhook = OUTGOING, sse = STREAMS,
    validate = { "schema" }, stream = STREAMS, websocket = STREAMS, publish = MESSAGES, subscribe = MESSAGES,
    array = DATA, json = DATA, hash = DATA, hmac = DATA, base64 = DATA, read = DATA, env = DATA, log = { "log" },
    now = TIME, now_ms = TIME, iso = TIME, http_date = TIME, sleep = TIME, state = { "state" }, halt = { "answer" },
    fault = { "response" }, random = RANDOM, fake = RANDOM, uuid = RANDOM, id = RANDOM,
}

-- The parts behind members of `lib`.
local BEHIND = {
    print = "log", warn = "log", decode = "data", any_case = "request", request = "request", request_names = "request",
    is_request = "request", whole_request = "request", loaded = "body", refuse = "response", status = "response",
    check_rate = "response", response = "response", response_state = "response", made_response = "response",
    response_names = "response", fault_of = "response", is_response = "response", halt = "answer", os = "time",
    dynamic = "random", math_random = "random", state_read = "state", state_write = "state",
}

local loaded = {}

local function load(name)
    if loaded[name] then return end
    core.chunk("=prelude/" .. name .. ".lua")(core, lib)
    loaded[name] = true
end

--- Loads the parts behind a member of `mock`. Returns the member.
function lib.load_later(member)
    for _, name in ipairs(lib.later[member]) do load(name) end
    return rawget(lib.mock, member)
end

setmetatable(lib, { __index = function(_, name)
    local part = BEHIND[name]
    if not part or loaded[part] then return nil end
    load(part)
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

--- What checks values against schemas, loaded when it is first wanted.
function lib.schemas()
    load("schema")
    return lib.schema
end

--- The calendar, loaded when a date is first wanted.
function lib.dates()
    load("calendar")
    return lib.calendar
end

for _, name in ipairs(PARTS) do load(name) end

-- Test files have entries of their own, loaded with the first of them.
local TESTS = { "test_any", "test_match", "test_expect", "test_reply", "test_client", "test_socket", "test_upstream", "test" }

setmetatable(lib.entries, { __index = function(entries, name)
    if lib.test then return nil end
    for _, part in ipairs(name == "names" and { "names" } or TESTS) do load(part) end
    return rawget(entries, name)
end })

return lib.entries
