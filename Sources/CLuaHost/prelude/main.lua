-- The Lua side of the API. `core` is what the wall gives to this file alone.
local core = ...

local entries = {}

--- Runs the text of a chunk in a sandbox of its own.
function entries.run(name, ...)
    local chunk = core.chunk(name, core.sandbox {})
    if not chunk then core.raise("no chunk is named '" .. tostring(name) .. "'") end
    return chunk(...)
end

return entries
