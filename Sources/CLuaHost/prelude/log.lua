-- What a handler writes belongs to the call that made it.
local core, lib = ...
local host, help = lib.host, lib.help

--- Any value as one reads it: text as it is, tables as JSON.
local function shown(value)
    if type(value) ~= "table" then return tostring(value) end
    local ok, text = pcall(core.json_encode, value)
    return ok and text or tostring(value)
end

local function write(level, ...)
    local texts = table.pack(...)
    for i = 1, texts.n do texts[i] = shown(texts[i]) end
    host.log(level, table.concat(texts, "\t"))
end

function lib.print(...) write("info", ...) end

--- Notes something odd about the handler's own code, with its place.
function lib.warn(text) host.log("warn", text, true) end

lib.mock.log = lib.read_only({
    debug = function(...) write("debug", ...) end,
    info = function(...) write("info", ...) end,
    warn = function(...) write("warn", ...) end,
    error = function(...) write("error", ...) end,
}, "mock.log")
