-- From what a handler returned to what is sent.
local core, lib = ...
local help, headers, body = lib.help, lib.headers, lib.body

local answer = lib.answer

local RESPONSE_KEYS = { status = true, body = true, headers = true }

--- Warns of `return { status = 404, body = … }`, which sends that table as JSON with status 200.
local function warn_of_shape(value)
    if value.body == nil and value.headers == nil then return end
    for key in pairs(value) do
        if not RESPONSE_KEYS[key] then return end
    end
    lib.warn("response-shaped-body: the table returned is sent as JSON; "
        .. "to set status and header, write: return status, body, headers")
end

local SELF, rawget, json_encode = lib.SELF, rawget, core.json_encode

local function json_text(value)
    local own = rawget(value, SELF)
    if own ~= nil then
        if type(own) ~= "number" then lib.refuse("a response stands where the body should be; return it alone") end
        value = lib.whole_request(value)
    end
    if value.status ~= nil then warn_of_shape(value) end
    return json_encode(value, false, "body")
end

--- The text and the content type of a returned body.
local function text_of(value)
    local kind = type(value)
    if kind == "string" then return value, "text/plain; charset=utf-8" end
    if kind == "table" then return json_text(value), "application/json" end
    if value == core.null then return "null", "application/json" end
    lib.refuse(("the body returned is %s; return text, or a table for JSON"):format(help.noun(value)), value)
end

local function names_type(given)
    for name in pairs(given) do
        if type(name) == "string" and name:lower() == "content-type" then return true end
    end
    return false
end

local function empty(state)
    state.loaded, state.fields, state.lowers, state.own = true, {}, {}, {}
end

--- Replaces the response by what was returned; what the handler itself set in its header stays.
local function replace(state, status, value, given)
    local text, type_name
    if given ~= nil and type(given) ~= "table" then
        lib.refuse(("the headers returned must be a table, not %s"):format(help.noun(given)), given)
    end
    if value ~= nil then text, type_name = text_of(value) end
    state.inherits, state.example, state.fault, state.stream, state.adopted = nil, nil, state.own_fault, nil, nil
    body.restart(state, empty)
    state.status, state.body, state.json, state.decoded = status, text, nil, false
    if type_name and not (state.lowers[1] and headers.has(state, "content-type")) and not (given and names_type(given)) then
        headers.append(state, "Content-Type", type_name)
    end
    if given then headers.set_all(state, given) end
end

--- Takes over another response: one that was fetched, or whose body a function makes. Its header is complete.
local function adopt(state, other)
    lib.loaded(other)
    state.inherits, state.example, state.fault, state.stream = nil, nil, other.fault or state.own_fault, other.stream
    body.restart(state, function()
        empty(state)
        state.status = other.status
        state.fields = table.move(other.fields, 1, #other.fields, 1, {})
        state.lowers = table.move(other.lowers, 1, #other.lowers, 1, {})
    end)
    state.body, state.json, state.decoded = other.body, other.json, other.decoded
    state.delay, state.rate, state.adopted = other.delay or state.delay, other.rate or state.rate, true
end

local function surplus(value, what)
    if value ~= nil then lib.refuse(("%s returned too much: return status, body, headers"):format(what)) end
end

--- Takes over what a handler or a middleware returned.
function answer.take(res, state, first, second, third, fourth)
    if first == nil then
        if second ~= nil then
            lib.refuse("the first value returned is nil: return nothing, or status, body, headers")
        end
        return
    end
    state.touched = true
    surplus(fourth, "the handler")
    if type(first) == "number" then return replace(state, lib.status(first), second, third) end
    surplus(third, "the handler")
    if first == res then return surplus(second, "the handler") end
    local fault = lib.fault_of(first)
    if fault then
        -- It is played over the response as it stands, as `@fault` is over an example.
        state.fault = fault
        return surplus(second, "the handler")
    end
    if lib.is_response(first) then
        surplus(second, "the handler")
        return adopt(state, lib.response_state(first))
    end
    return replace(state, state.status_set and state.status or 200, first, second)
end

local function extras(state)
    local fault = state.fault
    if not (state.delay or state.rate or fault) then return nil end
    return {
        delay = state.delay, rate = state.rate, fault = fault and fault.fault_name, after = fault and fault.after,
        fault_rate = fault and fault.rate,
    }
end

--- What goes to the host: status (nil: all as in the example), body (true: that of the example), whether it inherits the example's
--- latency, further wishes, then the fields of the header.
function answer.results(state)
    if state.example and not state.loaded and not state.template and not state.decoded and state.body == true then
        return nil, true, true, extras(state)
    end
    lib.loaded(state)
    local text = state.body
    if state.decoded or (text == true and state.template) then text = body.text(state) end
    if type(text) == "string" and text ~= "" and not state.adopted and not headers.has(state, "content-type") then
        headers.append(state, "Content-Type", "text/plain; charset=utf-8")
    end
    return state.status, text, state.inherits or false, extras(state), table.unpack(state.fields)
end

--- The response that a halt answers with, and its state.
local function response_at_halt()
    local res = lib.run.response()
    if not res then core.raise("there is no request to answer here: mock.halt only works inside a handler") end
    if lib.is_request(res) then res = lib.response(res, false, nil) end
    return res, lib.response_state(res)
end

--- Answers now, from any depth; a middleware that does so is named as the one that answered.
function lib.halt(...)
    local res, state = response_at_halt()
    if state.layer then lib.host.passed(lib.place(lib.layer(state.layer))) end
    answer.take(res, state, ...)
    core.halt(answer.results(state))
end

--- Answers now to a body that cannot be read; the detail says so in the log.
function lib.turn_down(detail, ...)
    local res, state = response_at_halt()
    lib.host.passed(nil, nil, detail)
    answer.take(res, state, ...)
    core.halt(answer.results(state))
end

function lib.mock.halt(status, ...)
    if status == nil then core.raise("mock.halt needs a status: mock.halt(404)") end
    if type(status) ~= "number" and type(status) ~= "table" then
        core.raise(("the status of mock.halt must be a whole number, not %s"):format(help.shown(status)), status)
    end
    return lib.halt(status, ...)
end
