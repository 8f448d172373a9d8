-- `api`: the client of a test. Every call is a wait: the driver plays the request to its end in session time.
local core, lib = ...
local help, run, time, match, reply, test = lib.help, lib.run, lib.time, lib.match, lib.reply, lib.test

local client = {}
lib.client = client

-- Names and values of the header that every request of a client carries.
local HEADERS = {}

local METHODS = {}

--- The header of a client; what is called with a dot has none.
local function own(api, usage)
    local headers = type(api) == "table" and rawget(api, HEADERS)
    if not headers then core.raise("call it with a colon: api:" .. usage) end
    return headers
end

--- Asks the driver. What it refuses is an error at the line of the test.
local function ask(...)
    return (function(kind, ...)
        if kind == "refused" then core.raise((...)) end
        return ...
    end)(run.wait("test", ...))
end
client.ask = ask

local function text_of(value, what)
    if type(value) == "number" or type(value) == "boolean" then return core.json_encode(value) end
    return help.check(value, "string", what)
end

--- Names and values as application/x-www-form-urlencoded.
local function form_text(fields, what) return lib.query_text(help.check(fields, "table", what), what) end

local OPTIONS = { headers = true, query = true, json = true, form = true, body = true }

local function target_of(path, query, what)
    help.check(path, "string", "the path of " .. what)
    if not path:find("^/") and not path:find("^https?://") then
        core.raise(('the path must begin with "/": "/%s"'):format(path))
    end
    if path:find("[%c ]") then core.raise(("the path has a space or a control character: %q"):format(path)) end
    if query == nil then return path end
    return path .. (path:find("?", 1, true) and "&" or "?") .. form_text(query, "the query of " .. what)
end

--- The body of a request and its content type.
local function body_of(options, what)
    local given = (options.json ~= nil and 1 or 0) + (options.form ~= nil and 1 or 0) + (options.body ~= nil and 1 or 0)
    if given > 1 then core.raise("a request has one body: json, form or body") end
    if options.json ~= nil then return core.json_encode(options.json, false, "json"), "application/json" end
    if options.form ~= nil then return form_text(options.form, "the form of " .. what), "application/x-www-form-urlencoded" end
    if options.body ~= nil then return help.check(options.body, "string", "the body of " .. what) end
    return ""
end

local function add_headers(into, given, what)
    help.check(given, "table", what)
    for _, name in ipairs(help.names(given)) do
        local value = given[name]
        if not name:find("^[%w!#$%%&'*+.^_`|~-]+$") then core.raise(("%q is no name for a header"):format(name)) end
        local values = type(value) == "table" and value or { value }
        local texts = {}
        for i, one in ipairs(values) do texts[i] = text_of(one, ("the header '%s'"):format(name)) end
        into[name:lower()] = { name, texts }
    end
end

--- The fields of a request flat, sorted by their names: the client's, then those of the call, which win.
local function flat_headers(inherited, given, content_type, what)
    local fields, flat = {}, {}
    if content_type then fields["content-type"] = { "Content-Type", { content_type } } end
    for name, field in pairs(inherited) do fields[name] = field end
    if given ~= nil then add_headers(fields, given, "the headers of " .. what) end
    for _, name in ipairs(help.names(fields)) do
        for _, value in ipairs(fields[name][2]) do
            flat[#flat + 1] = fields[name][1]
            flat[#flat + 1] = value
        end
    end
    return flat
end

--- `what` names the function in errors: "api:get".
local function send(what, headers, method, path, options)
    options = help.options(options, OPTIONS, what)
    local target = target_of(path, options.query, what)
    local body, content_type = body_of(options, what)
    local flat = flat_headers(headers, options.headers, content_type, what)
    return reply.make(ask("request", method, target, body, table.unpack(flat)))
end

--- Options with a JSON body, which the methods with a body take in front of them.
local function with_json(json, options, what)
    if json == nil then return options end
    local all = {}
    for name, value in pairs(help.check_optional(options, "table", "the options of " .. what) or {}) do all[name] = value end
    if all.json ~= nil then core.raise("the JSON body is given twice: in front of the options and in them") end
    all.json = json
    return all
end

for name, method in pairs { get = "GET", delete = "DELETE", head = "HEAD", options = "OPTIONS" } do
    METHODS[name] = function(api, path, options)
        return send("api:" .. name, own(api, name .. "(path, options)"), method, path, options)
    end
end

for name, method in pairs { post = "POST", put = "PUT", patch = "PATCH" } do
    METHODS[name] = function(api, path, json, options)
        local what = "api:" .. name
        return send(what, own(api, name .. "(path, json, options)"), method, path, with_json(json, options, what))
    end
end

function METHODS.request(api, method, path, options)
    local headers = own(api, "request(method, path, options)")
    help.check(method, "string", "the method of api:request")
    if not method:find("^[%w!#$%%&'*+.^_`|~-]+$") then core.raise(("api:request: %q is no method"):format(method)) end
    return send("api:request", headers, method:upper(), path, options)
end

local new

function METHODS.with(api, headers)
    local all = {}
    for name, field in pairs(own(api, "with(headers)")) do all[name] = field end
    add_headers(all, headers, "the headers of api:with")
    return new(all)
end

function METHODS.bearer(api, token)
    own(api, "bearer(token)")
    return METHODS.with(api, { Authorization = "Bearer " .. help.check(token, "string", "the token of api:bearer") })
end

function METHODS.scenario(api, name)
    own(api, "scenario(name)")
    ask("scenario", help.check(name, "string", "the name of api:scenario"))
end

function METHODS.reset(api)
    own(api, "reset()")
    ask("reset")
end

--- Behaviors for the rest of the test, in place of those of the project: false switches them off.
function METHODS.behaviors(api, rules)
    own(api, "behaviors(false), or api:behaviors { [\"/pattern/**\"] = { … } }")
    if rules == false then rules = {} end
    if type(rules) ~= "table" then
        core.raise("api:behaviors takes false, or a table of behaviors by pattern, not " .. help.noun(rules), rules)
    end
    ask("behaviors", core.json_encode(rules, false, "behaviors"))
end

-- What a snapshot stands for, by the table that the test holds.
local snapshots = setmetatable({}, { __mode = "k" })

function METHODS.snapshot(api)
    own(api, "snapshot()")
    local number, shown = ask("snapshot")
    snapshots[shown] = number
    return shown
end

function METHODS.restore(api, snapshot)
    own(api, "restore(snapshot)")
    local number = snapshots[snapshot or false]
    if not number then core.raise("api:restore takes what api:snapshot() returned, not " .. help.noun(snapshot)) end
    ask("restore", number)
end

--- Makes what was sent or received readable: header in any letter case, JSON beside the text.
local function readable(message)
    local flat = message.headers
    message.headers = reply.headers(table.unpack(flat))
    if message.body ~= "" then message.json = lib.decode(message.body) end
    return message
end
client.readable = readable

function METHODS.calls(api, route)
    own(api, "calls(route)")
    local calls = ask("calls", help.check_optional(route, "string", "the route of api:calls"))
    for _, call in ipairs(calls) do
        readable(call)
        if call.response then readable(call.response) end
    end
    return calls
end

function METHODS.webhooks(api)
    own(api, "webhooks()")
    local sent = ask("webhooks")
    for _, webhook in ipairs(sent) do readable(webhook) end
    return sent
end

local clock = {}

local function check_clock(value, usage)
    if value ~= client.clock then core.raise("call it with a colon: api.clock:" .. usage) end
end

function clock.advance(self, by)
    check_clock(self, 'advance("15m")')
    ask("advance", time.span(by, "api.clock:advance"))
end

-- The ends of the years 0 and 9999, in seconds since 1970.
local FIRST, LAST = -62167219200, 253402300799

--- A point of time as milliseconds since 1970: seconds, or RFC 3339.
local function milliseconds_of(value)
    if type(value) == "number" then
        local seconds = help.integer(value, "the time of api.clock:set")
        if seconds < FIRST or seconds > LAST then
            core.raise(("api.clock:set: %d is outside of the years 0 to 9999"):format(seconds), value)
        end
        return seconds * 1000
    end
    help.check(value, "string", "the time of api.clock:set")
    local at = lib.host.time_of(value)
    if not at then core.raise(('api.clock:set: "%s" is no time; write it like "2026-01-31T12:00:00Z"'):format(value)) end
    return at
end

function clock.set(self, value)
    check_clock(self, 'set("2026-01-31T12:00:00Z")')
    ask("set_clock", milliseconds_of(value))
end

function clock.now(self)
    check_clock(self, "now()")
    return lib.mock.now()
end

client.clock = lib.read_only(clock, "api.clock")

local API = {
    __metatable = false, __name = "api",
    __index = function(_, name)
        if name == "clock" then return client.clock end
        if METHODS[name] then return METHODS[name] end
        core.raise(help.missing("api", name, help.names(METHODS, { clock = true })))
    end,
    __newindex = function(_, name) core.raise(("api has no field '%s' to write; keep it in a local"):format(tostring(name))) end,
}
client.methods, client.flat_headers, client.target_of = METHODS, flat_headers, target_of
client.own = own

function new(headers) return core.setmetatable({ [HEADERS] = headers }, API) end

--- A client without headers of its own.
function client.new() return new {} end
