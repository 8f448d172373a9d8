-- A WebSocket between a test and a handler.
local core, lib = ...
local help, time, match, test, client = lib.help, lib.time, lib.match, lib.test, lib.client

-- The number under which the driver knows the socket.
local NUMBER = {}

local METHODS = {}

local function number_of(socket, usage)
    local number = type(socket) == "table" and rawget(socket, NUMBER)
    if not number then core.raise("call it with a colon: socket:" .. usage) end
    return number
end

--- Sends text, bytes, or a table as JSON; `{ binary = true }` sends text as bytes.
function METHODS.send(socket, message, options)
    local number = number_of(socket, "send(message)")
    if type(message) == "table" then message = core.json_encode(message, false, "message") end
    help.check(message, "string", "the message of socket:send")
    local binary = lib.binary_option(options)
    if binary == nil then binary = not utf8.len(message) end
    client.ask("send_message", number, binary and "binary" or "text", message)
end

local function decoded(text)
    local value, problem = lib.decode(text)
    if problem then return text end
    return value
end

--- What came: a message, or nothing and why: "timeout" or "closed", with code and reason.
local function taken(socket, kind, bytes, reason)
    if kind == "text" then return decoded(bytes), kind end
    if kind == "binary" then return bytes, kind end
    if kind == "close" then
        core.rawset(socket, "closed", true)
        core.rawset(socket, "close_code", bytes)
        core.rawset(socket, "close_reason", reason)
    end
    return nil
end

--- The next message; JSON comes parsed. Nothing when the time is over, or the socket is closed.
function METHODS.receive(socket, timeout)
    local number = number_of(socket, "receive(timeout)")
    if rawget(socket, "closed") then return nil end
    local span = timeout ~= nil and time.span(timeout, "the timeout of socket:receive") or nil
    return taken(socket, client.ask("receive_message", number, span))
end

--- Waits for the next message and compares it.
function METHODS.expect(socket, wanted)
    local message = METHODS.receive(socket, "1h")
    local found = {}
    match.compare(wanted, message, "message", found)
    if found[1] then test.fail(found) end
    return message
end

function METHODS.close(socket)
    local number = number_of(socket, "close()")
    core.rawset(socket, "closed", true)
    client.ask("close_socket", number)
end

local FIELDS = { closed = true, close_code = true, close_reason = true }

local SOCKET = {
    __metatable = false, __name = "socket",
    __index = function(_, name)
        if METHODS[name] then return METHODS[name] end
        if name == "closed" then return false end
        if FIELDS[name] then return nil end
        core.raise(help.missing("the socket", name, help.names(METHODS, FIELDS)))
    end,
}

function client.methods.websocket(api, path, options)
    local headers = client.own(api, "websocket(path, options)")
    local what = "api:websocket"
    options = help.options(options, { headers = true, query = true }, what)
    local flat = client.flat_headers(headers, options.headers, nil, what)
    local number = client.ask("open_socket", client.target_of(path, options.query, what), table.unpack(flat))
    return core.setmetatable({ [NUMBER] = number }, SOCKET)
end
