-- `res`: the response being built. A thin view in front of its state, so that every write is seen.
local core, lib = ...
local host, help, headers, body, time, run, mock = lib.host, lib.help, lib.headers, lib.body, lib.time, lib.run, lib.mock

-- The state of a response; false until code reads or writes one that starts empty.
local STATE = lib.SELF
-- The request that it answers, for a state that is made later.
local ASKER = lib.ASKER

--- Refuses an answer that cannot be sent.
--- `value` is what it is about, when that was handed in.
function lib.refuse(text, ...)
    if select("#", ...) > 0 then core.error_argument((...)) end
    if run.returned == nil then host.refuse(text) end
    local source, line
    if run.returned then source, line = lib.place(lib.layer(run.returned)) end
    host.refuse(text, true, source, line)
end

--- A status code as an integer.
function lib.status(value)
    local code = type(value) == "number" and math.tointeger(value)
    if code and code >= 200 and code <= 999 then return code end
    local hint = code == 103 and "; write res:early_hints { Link = … } before the answer" or ""
    lib.refuse(("a status is a whole number from 200 to 999, not %s%s"):format(help.shown(value), hint), value)
end

local GETTERS = {
    status = function(state) return lib.loaded(state).status end,
    headers = function(state)
        state.view = state.view or headers.view(state)
        return state.view
    end,
    body = body.text,
    json = body.value,
    delay = function(state) return state.delay end,
    rate = function(state) return state.rate end,
    fault = function(state) return state.fault and state.fault.fault_name end,
    example = function(state) return state.inherits and host.example_name() or nil end,
}

local SETTERS = {}

function SETTERS.status(state, value)
    lib.loaded(state).status = lib.status(value)
    state.status_set = true
end

function SETTERS.headers(state, value)
    help.check(value, "table", "res.headers")
    local given = {}
    for name, text in pairs(value) do given[name] = text end
    lib.loaded(state)
    state.fields, state.lowers = {}, {}
    headers.set_all(state, given)
    for name in pairs(given) do state.own[name:lower()] = true end
end

function SETTERS.body(state, value)
    if value ~= nil and type(value) ~= "string" then
        lib.refuse(("res.body must be text, not %s; set res.json for JSON"):format(help.noun(value)), value)
    end
    body.set_text(lib.loaded(state), value)
end

SETTERS.json = body.set_value

function SETTERS.delay(state, value)
    state.delay = value ~= nil and time.latency(value, "res.delay") or nil
end

function SETTERS.rate(state, value)
    state.rate = value ~= nil and lib.check_rate(value, "res.rate") or nil
end

function SETTERS.fault(state, value)
    if type(value) == "string" then value = mock.fault(value) end
    local fault = lib.fault_of(value)
    if value ~= nil and not fault then
        lib.refuse(("res.fault must be the name of a fault, or mock.fault(…), not %s"):format(help.noun(value)), value)
    end
    state.fault, state.own_fault = fault, fault
end

--- Checks a speed such as "20kB/s" and hands it back.
function lib.check_rate(value, what)
    help.check(value, "string", what)
    local problem = host.rate_problem(value)
    if problem then core.raise(what .. ": " .. problem, value) end
    return value
end

--- The state of a response, made when it is first needed.
local function state_of(res)
    local state = res[STATE]
    if state then return state end
    state = body.state(res[ASKER], false, nil)
    core.rawset(res, STATE, state)
    return state
end

--- The state behind the `self` of a method.
local function own_state(res, usage)
    if not lib.is_response(res) then core.raise("call it with a colon: " .. usage) end
    return state_of(res)
end

local METHODS = {}

function METHODS.use(res, name)
    local state = own_state(res, "res:use(name)")
    help.check(name, "string", "the name of res:use")
    local template = host.use(name)
    body.restart(state, function()
        state.example, state.template, state.inherits, state.loaded = true, template, true, false
        state.status, state.status_set, state.stream = nil, false, nil
        body.set_text(state, true)
        if state.own then lib.loaded(state) end
    end)
    state.touched = true
    return res
end

local SAME_SITE = { lax = "Lax", strict = "Strict", none = "None" }
local COOKIE_OPTIONS = { path = 1, domain = 1, max_age = 1, http_only = 1, secure = 1, same_site = 1 }

local function same_site(value)
    if value == nil then return "" end
    local word = SAME_SITE[value]
    if not word then core.raise(help.missing("same_site of res:cookie", value, help.names(SAME_SITE)), value) end
    return "; SameSite=" .. word
end

--- The attributes of a cookie (RFC 6265 §4.1).
local function attributes(options)
    local age = options.max_age and time.span(options.max_age, "max_age of res:cookie") // 1000
    return table.concat {
        options.path and "; Path=" .. options.path or "", options.domain and "; Domain=" .. options.domain or "",
        age and "; Max-Age=" .. age or "", options.http_only and "; HttpOnly" or "",
        options.secure and "; Secure" or "", same_site(options.same_site),
    }
end

function METHODS.cookie(res, name, value, options)
    local state = own_state(res, "res:cookie(name, value)")
    help.check(name, "string", "the name of res:cookie")
    help.check(value, "string", "the value of res:cookie")
    if not name:find("^[%w!#$%%&'*+.^_`|~-]+$") then lib.refuse(("%q is no name for a cookie"):format(name), name) end
    if value:find("[%c;]") then lib.refuse(("the value of cookie '%s' has a ';' or a control character"):format(name), value) end
    options = help.options(options, COOKIE_OPTIONS, "res:cookie")
    local text = name .. "=" .. value .. attributes(options)
    if text:find("[%c]") then lib.refuse(("an attribute of cookie '%s' has a control character"):format(name)) end
    headers.append(lib.loaded(state), "Set-Cookie", text)
    state.own["set-cookie"], state.touched = true, true
    return res
end

local MOST_HINTS = 16

--- Sends the interim answer 103 with these fields now; the final answer follows when the handler is done (RFC 8297).
function METHODS.early_hints(res, fields)
    local usage = "res:early_hints { Link = \"</a.css>; rel=preload\" }"
    local state = own_state(res, usage)
    help.check(fields, "table", "the fields of res:early_hints")
    if run.owner or run.response() ~= res then
        core.raise("res:early_hints only works in a handler, before its answer")
    end
    state.hints = (state.hints or 0) + 1
    if state.hints > MOST_HINTS then core.raise(("a call may send %d early hints"):format(MOST_HINTS)) end
    local hinted = { loaded = true, fields = {}, lowers = {}, own = {} }
    headers.set_all(hinted, fields)
    if #hinted.fields == 0 then core.raise("res:early_hints has no field: " .. usage, fields) end
    run.wait("hints", table.unpack(hinted.fields))
    return res
end

local function get(res, name)
    local getter = GETTERS[name]
    if getter then
        local state = state_of(res)
        state.touched = true
        return getter(state)
    end
    local method = METHODS[name]
    if not method then core.raise(help.missing("res", name, help.names(GETTERS, METHODS))) end
    return method
end

local function set(res, name, value)
    local setter = SETTERS[name]
    if not setter then core.raise(help.missing("res", name, help.names(SETTERS), "field ")) end
    local state = state_of(res)
    state.touched = true
    setter(state, value)
end

local function all_fields(res)
    local fields = {}
    for name in pairs(GETTERS) do fields[name] = res[name] end
    return next, fields, nil
end

local RESPONSE = lib.RESPONSE
RESPONSE.__index, RESPONSE.__newindex, RESPONSE.__pairs = get, set, all_fields

local new = core.setmetatable

--- A response: empty, or one that starts as an example of the request's route.
function lib.response(req, example, template)
    if example then return new({ [STATE] = body.state(req, example, template) }, RESPONSE) end
    return new({ [STATE] = false, [ASKER] = req }, RESPONSE)
end

lib.response_state = state_of

--- A response that is no example's: status, text, then names and values of its header.
function lib.made_response(status, text, ...)
    local state = body.state(nil, false, nil)
    state.loaded, state.status, state.body = true, status, text
    state.fields, state.lowers, state.own = { ... }, {}, {}
    for i = 1, #state.fields, 2 do state.lowers[#state.lowers + 1] = state.fields[i]:lower() end
    return new({ [STATE] = state }, RESPONSE)
end

--- The names of its fields and methods.
function lib.response_names() return lib.members_of(GETTERS, METHODS) end

local FAULTS = { "close", "empty", "garbage", "hang", "malformed", "reset", "slow", "truncate" }
local FAULT = { __metatable = false, __name = "fault" }

--- A fault that a handler returns: it befalls the response as it stands.
function mock.fault(name, options)
    help.check(name, "string", "the name of mock.fault")
    local near = false
    for _, known in ipairs(FAULTS) do near = near or known == name end
    if not near then core.raise(help.missing("mock.fault", name, FAULTS, "fault "), name) end
    options = help.options(options, { after = true, rate = true }, "mock.fault")
    local after = options.after and help.integer(options.after, "after of mock.fault")
    if after and after < 0 then core.raise("after of mock.fault must be 0 or more", after) end
    local rate = options.rate and lib.check_rate(options.rate, "rate of mock.fault")
    return setmetatable({ [STATE] = { fault_name = name, after = after, rate = rate } }, FAULT)
end

--- What mock.fault made, or nil for another value.
function lib.fault_of(value)
    local own = type(value) == "table" and rawget(value, STATE)
    return type(own) == "table" and own.fault_name and own or nil
end

--- Whether a value is a response.
function lib.is_response(value)
    if type(value) ~= "table" then return false end
    local own = rawget(value, STATE)
    return own == false or type(own) == "table" and not own.fault_name
end
