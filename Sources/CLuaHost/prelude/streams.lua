-- Bodies that a function sends: server-sent events (WHATWG HTML §9.2) and bytes.
local core, lib = ...
local help, time, run, mock = lib.help, lib.time, lib.run, lib.mock

local KIND = lib.SELF

local function strict(methods, owner)
    return {
        __metatable = false, __name = owner,
        __index = function(_, name)
            return methods[name] or core.raise(help.missing("a " .. owner, name, help.names(methods, { closed = true })))
        end,
    }
end

lib.strict_object = strict

--- Refuses a call with a dot, and one from another function than the stream's own.
function lib.own_stream(stream, kind, usage)
    if type(stream) ~= "table" or rawget(stream, KIND) ~= kind then core.raise("call it with a colon: " .. usage) end
    return run.owner == stream
end

local function write(stream, bytes, usage)
    if run.owner ~= stream then core.raise(usage .. " only works in the function that the stream was made with") end
    run.wait("send", "bytes", bytes)
end

--- A field of an event: each line of its text on a line of its own.
local function field(name, text)
    if not text:find("[\r\n]") then return name .. ": " .. text .. "\n" end
    local lines = {}
    for line in (text:gsub("\r\n?", "\n") .. "\n"):gmatch("(.-)\n") do lines[#lines + 1] = name .. ": " .. line .. "\n" end
    return table.concat(lines)
end

--- A text that must stay on one line.
local function single(value, what)
    if type(value) == "number" then return core.json_encode(value) end
    help.check(value, "string", what)
    if value:find("[\r\n\0]") then core.raise(what .. " has a line break or a NUL in it") end
    return value
end

local function data_text(data)
    if type(data) == "string" then return data end
    return core.json_encode(data, false, "data")
end

local EVENT = { event = 1, data = 1, id = 1, retry = 1 }

local EventStream = {}

function EventStream.send(stream, event)
    lib.own_stream(stream, "events", "stream:send { data = … }")
    event = help.options(help.check(event, "table", "the event of stream:send"), EVENT, "stream:send")
    if event.data == nil and event.event ~= nil then core.raise("stream:send: an event without data is never seen; set data") end
    local text = (event.event ~= nil and field("event", single(event.event, "event of stream:send")) or "")
        .. (event.id ~= nil and field("id", single(event.id, "id of stream:send")) or "")
        .. (event.retry ~= nil and field("retry", tostring(time.span(event.retry, "retry of stream:send"))) or "")
        .. (event.data ~= nil and field("data", data_text(event.data)) or "")
    write(stream, text .. "\n", "stream:send")
end

function EventStream.comment(stream, text)
    lib.own_stream(stream, "events", "stream:comment(text)")
    help.check(text, "string", "the text of stream:comment")
    write(stream, field("", text) .. "\n", "stream:comment")
end

local ByteStream = {}

function ByteStream.write(stream, bytes)
    lib.own_stream(stream, "bytes", "stream:write(bytes)")
    if help.check(bytes, "string", "the bytes of stream:write") ~= "" then write(stream, bytes, "stream:write") end
end

local EVENTS, BYTES = strict(EventStream, "stream"), strict(ByteStream, "stream")

--- A response whose body a function makes.
function lib.streamed(kind, status, meta, fn, ...)
    local res = lib.made_response(status, nil, ...)
    lib.response_state(res).stream = {
        kind = kind,
        play = function()
            local stream = setmetatable({ [KIND] = kind, closed = false }, meta)
            run.owner = stream
            fn(stream)
            stream.closed = true
        end,
    }
    return res
end

function mock.sse(fn)
    help.check(fn, "function", "the function of mock.sse")
    return lib.streamed("events", 200, EVENTS, fn, "Content-Type", "text/event-stream", "Cache-Control", "no-cache")
end

function mock.stream(content_type, fn)
    help.check(content_type, "string", "the content type of mock.stream")
    help.check(fn, "function", "the function of mock.stream")
    return lib.streamed("bytes", 200, BYTES, fn, "Content-Type", content_type)
end
