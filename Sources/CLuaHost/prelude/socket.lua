-- mock.websocket: messages both ways (RFC 6455).
local core, lib = ...
local host, help, time, run, mock = lib.host, lib.help, lib.time, lib.run, lib.mock

-- Where a socket keeps the number of its outbox: what other functions of the session send through it.
local OUTBOX = {}

local Socket = {}

--- What `{ binary = … }` of a message says: true, false, or nil for what its bytes are.
function lib.binary_option(options)
    if options == nil then return nil end
    options = help.options(options, { binary = true }, "socket:send")
    return help.check_optional(options.binary, "boolean", "binary of socket:send")
end

--- What goes over the wire for a message: its kind and its bytes.
local function encoded(message, binary)
    if type(message) == "table" then
        return binary and "binary" or "text", core.json_encode(message, false, "message")
    end
    help.check(message, "string", "the message of socket:send")
    if binary then return "binary", message end
    local is_text = utf8.len(message)
    if binary == false and not is_text then
        core.raise("socket:send: a text message must be UTF-8; leave out binary = false to send bytes", message)
    end
    return is_text and "text" or "binary", message
end

--- Sends in the socket's own function.
local function send(socket, ...)
    if socket.closed then return end
    if run.wait("send", ...) == "closed" then core.rawset(socket, "closed", true) end
end

--- Sends what others left in the outbox.
local function empty_outbox(socket)
    while true do
        local kept = host.message(socket[OUTBOX].number)
        if kept == nil then return end
        send(socket, table.unpack(kept))
    end
end

--- Sends, or leaves it to the socket's own function when another one calls: a timer, a subscriber.
local function hand_over(socket, own, ...)
    if not own then return host.publish(socket[OUTBOX].topic, core.array { ... }) end
    empty_outbox(socket)
    send(socket, ...)
end

function Socket.send(socket, message, options)
    local own = lib.own_stream(socket, "socket", "socket:send(message)")
    local kind, bytes = encoded(message, lib.binary_option(options))
    hand_over(socket, own, kind, bytes)
end

--- A text that is JSON as its value, any other as it is.
local function decoded(kind, bytes)
    if kind == "binary" then return bytes end
    local value, problem = lib.decode(bytes)
    if problem then return bytes end
    return value
end

--- Waits for a message, and sends meanwhile what comes into the outbox.
local function receive(socket, span)
    local ends = span and host.now() + span
    while true do
        empty_outbox(socket)
        local left = ends and math.max(ends - host.now(), 0)
        local outcome, bytes = run.wait("receive", left, socket[OUTBOX].number)
        if outcome == "text" or outcome == "binary" then return decoded(outcome, bytes), outcome end
        if outcome == "closed" then core.rawset(socket, "closed", true) end
        if outcome ~= "woken" then return nil end
    end
end

function Socket.receive(socket, timeout)
    if not lib.own_stream(socket, "socket", "socket:receive(timeout)") then
        core.raise("socket:receive only works in the function that the socket was made with")
    end
    local span = timeout ~= nil and time.span(timeout, "the timeout of socket:receive") or nil
    if socket.closed then return nil end
    return receive(socket, span)
end

function Socket.messages(socket)
    lib.own_stream(socket, "socket", "socket:messages()")
    return function() return Socket.receive(socket) end
end

function Socket.close(socket, code, reason)
    local own = lib.own_stream(socket, "socket", "socket:close(code, reason)")
    code = code == nil and 1000 or help.integer(code, "the code of socket:close")
    if not (code == 1000 or (code >= 3000 and code <= 4999) or (code >= 1001 and code <= 1014 and code ~= 1004 and code ~= 1005 and code ~= 1006)) then
        core.raise(("socket:close: %d is no code to send; use 1000, 1001 to 1014, or 3000 to 4999"):format(code), code)
    end
    help.check_optional(reason, "string", "the reason of socket:close")
    if reason and #reason > 123 then core.raise("the reason of socket:close may have 123 bytes", reason) end
    hand_over(socket, own, "close", code, reason or "")
    if own then core.rawset(socket, "closed", true) end
end

local SOCKET = lib.strict_object(Socket, "socket")
SOCKET.__newindex = function() core.raise("a socket has no fields to set") end

local made = 0

function mock.websocket(fn)
    help.check(fn, "function", "the function of mock.websocket")
    return lib.streamed("socket", 101, SOCKET, function(socket)
        made = made + 1
        local topic = "\0socket " .. made
        core.rawset(socket, OUTBOX, { topic = topic, number = host.subscribe(topic) })
        fn(socket)
        if not socket.closed then empty_outbox(socket) end
    end)
end
