-- The Lua side of the API. `core` is what the wall gives to this file alone; `lib` is what the parts of the prelude share.
local core = ...

-- `SELF` is the key under which a request, a response or a fault holds what only the prelude may see.
local lib = { host = core.host, mock = {}, SELF = {} }

local PARTS = {
    "help", "run", "calendar", "time", "log", "data", "jwt", "headers", "request", "body", "response", "answer",
    "state", "where", "records", "collection", "listing", "query", "resource", "flow", "random", "template", "modules",
    "entries",
}

for _, name in ipairs(PARTS) do
    core.chunk("=prelude/" .. name .. ".lua")(core, lib)
end

return lib.entries
