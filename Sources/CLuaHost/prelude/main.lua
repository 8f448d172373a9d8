-- The Lua side of the API. `core` is what the wall gives to this file alone; `lib` is what the parts of the prelude share.
local core = ...

-- `SELF` is the key under which a request, a response or a fault holds what only the prelude may see.
local lib = { host = core.host, mock = {}, SELF = {} }

local PARTS = {
    "help", "run", "time", "log", "data", "headers", "request", "body", "response", "answer", "state", "random",
    "template", "modules", "entries",
}

-- Parts that most sessions never need. They are loaded when one of their members is first read.
local RECORDS = { "where", "records", "collection", "listing", "query", "resource" }
local FLOW = { "flow" }
local TIMERS, OUTGOING, STREAMS, MESSAGES = { "timers" }, { "outgoing" }, { "streams", "socket" }, { "messages" }
lib.later = {
    collection = RECORDS, resource = RECORDS, sequence = FLOW, limit = FLOW, machine = FLOW, jwt = { "jwt" },
    after = TIMERS, every = TIMERS, fetch = OUTGOING, proxy = OUTGOING, webhook = OUTGOING, sse = STREAMS,
    validate = { "schema" }, stream = STREAMS, websocket = STREAMS, publish = MESSAGES, subscribe = MESSAGES,
}

local function load(name) core.chunk("=prelude/" .. name .. ".lua")(core, lib) end

--- Loads the parts behind a member of `mock`. Returns the member.
function lib.load_later(member)
    for _, name in ipairs(lib.later[member]) do load(name) end
    return rawget(lib.mock, member)
end

--- What checks values against schemas, loaded when it is first wanted.
function lib.schemas()
    if not lib.schema then load("schema") end
    return lib.schema
end

--- The calendar, loaded when a date is first wanted.
function lib.dates()
    if not lib.calendar then load("calendar") end
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
