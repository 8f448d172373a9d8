-- What a request of a test is answered with: mock.test.Response.
local core, lib = ...
local help, host, any, match, test = lib.help, lib.host, lib.any, lib.match, lib.test

local reply = {}
lib.reply = reply

-- What only the prelude sees: number of the call, parts of the body with their times, and what was decoded.
local OWN = {}

local HEADERS = {
    __metatable = false,
    __index = function(fields, name) return type(name) == "string" and rawget(fields, name:lower()) or nil end,
}

--- Names in lower case; equal names are joined (RFC 9110 §5.3).
function reply.headers(...)
    local flat, fields = { ... }, {}
    for i = 1, #flat, 2 do
        local name = flat[i]:lower()
        fields[name] = fields[name] and fields[name] .. ", " .. flat[i + 1] or flat[i + 1]
    end
    return setmetatable(fields, HEADERS)
end

--- The data of an event: a JSON object or array as a table, anything else as text.
local function data_of(text)
    if not text:find("^%s*[{%[]") then return text end
    local value, problem = lib.decode(text)
    if problem then return text end
    return value
end

local function take_line(event, line)
    local name, value = line:match("^([^:]*):? ?(.*)$")
    if name == "data" then event.lines[#event.lines + 1] = value
    elseif name == "event" or name == "id" or name == "retry" then event[name] = value end
end

local function finish(event, at)
    if #event.lines == 0 then return nil end
    return { event = event.event, id = event.id, data = data_of(table.concat(event.lines, "\n")), at_ms = at }
end

--- The events of a stream (WHATWG HTML §9.2.6), each with the time of the part that ends it.
local function events_of(parts)
    local events, event, rest = core.array {}, { lines = {} }, ""
    for _, part in ipairs(parts) do
        rest = rest .. part[2]
        for line in rest:gmatch("([^\n]*)\n") do
            line = line:gsub("\r$", "")
            if line ~= "" then
                take_line(event, line)
            else
                events[#events + 1] = finish(event, part[1])
                event = { lines = {} }
            end
        end
        rest = rest:match("[^\n]*$")
    end
    return events
end

--- Makes a field that is costly, when it is first read.
local MAKERS = {}

function MAKERS.json(answer)
    if answer.body == "" then return nil end
    local value, problem = lib.decode(answer.body)
    if problem then
        local kind = answer.headers["content-type"] or "no content type"
        core.raise(("the body is no JSON: %s; it is %s (%s)"):format(problem, match.text(answer.body), kind))
    end
    if value == core.null then return nil end
    return value
end

function MAKERS.events(answer) return events_of(rawget(answer, OWN).parts) end

local FIELDS = { status = 1, headers = 1, body = 1, example = 1, fault = 1, elapsed_ms = 1, log = 1, json = 1, events = 1 }
local METHODS = {}

--- The body as JSON, or the text when it is none.
local function value_of(answer)
    local value, problem = lib.decode(answer.body)
    if answer.body == "" then return nil end
    if problem then return answer.body end
    return value
end

local function compare_body(answer, wanted, found)
    if wanted == nil then return end
    if type(wanted) == "string" and wanted == answer.body then return end
    if wanted == "" and answer.body == "" then return end
    match.compare(wanted, value_of(answer), "body", found)
end

local function compare_header(answer, name, wanted, found)
    local got = answer.headers[name]
    if type(wanted) == "number" then wanted = core.json_encode(wanted) end
    if wanted == core.null then
        if got ~= nil then found[#found + 1] = ("header %s: wanted nothing, got %s"):format(name, match.text(got)) end
        return
    end
    if any.is_list(wanted) then wanted = table.concat(wanted, ", ") end
    match.compare(wanted, got, "header " .. name, found)
end

local function compare_headers(answer, wanted, found)
    if wanted == nil then return end
    help.check(wanted, "table", "the headers of :expect")
    for _, name in ipairs(help.names(wanted)) do compare_header(answer, name, wanted[name], found) end
end

--- Status, body and headers as a handler would return them: a body may stand first, then the status is 200.
local function mirrored(first, second, third)
    local kind = any.kind(first)
    if kind or first == nil or type(first) == "number" then return first, second, third end
    if type(first) == "table" or type(first) == "string" then
        if third ~= nil then core.raise(":expect takes status, body, headers; or body, headers") end
        return 200, first, second
    end
    core.raise((":expect takes status, body, headers; the status is %s"):format(help.noun(first)))
end

local function compare_status(answer, wanted, found)
    if wanted == nil then return end
    local got = answer.status
    if answer.fault and got == 0 then
        found[#found + 1] = ("status: wanted %s, got no answer (fault %s)"):format(match.text(wanted), answer.fault)
    else
        match.compare(wanted, got, "status", found)
    end
end

function METHODS.expect(answer, ...)
    local own = type(answer) == "table" and rawget(answer, OWN)
    if not own then core.raise("call it with a colon: response:expect(status, body, headers)") end
    if select("#", ...) > 3 then core.raise(":expect takes status, body, headers; there is a fourth value") end
    local status, body, headers = mirrored(...)
    local found = {}
    compare_status(answer, status, found)
    compare_body(answer, body, found)
    compare_headers(answer, headers, found)
    if found[1] then test.fail(found, own.call) end
    if status ~= nil and answer.status >= 500 then test.forgiven[#test.forgiven + 1] = own.call end
    return answer
end

local RESPONSE = {
    __metatable = false, __name = "response",
    __index = function(answer, name)
        local maker = MAKERS[name]
        if maker then
            local value = maker(answer)
            core.rawset(answer, name, value)
            return value
        end
        if METHODS[name] then return METHODS[name] end
        if FIELDS[name] then return nil end
        core.raise(help.missing("the response", name, help.names(FIELDS, METHODS)))
    end,
}

--- The answer of a call: its number, status, body, example, fault, milliseconds, further facts (`log`, `parts`), then the header.
function reply.make(call, status, body, example, fault, elapsed, facts, ...)
    local answer = {
        status = status, headers = reply.headers(...), body = body, example = example, fault = fault,
        elapsed_ms = elapsed, log = facts.log, [OWN] = { call = call, parts = facts.parts },
    }
    return core.setmetatable(answer, RESPONSE)
end
