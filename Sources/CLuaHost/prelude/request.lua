-- `req`: each field is made when it is first read, then kept.
local core, lib = ...
local host, help = lib.host, lib.help

-- The number of the call. The host refuses a request whose call is over.
local NUMBER = lib.SELF

-- The fields that the host knows, by its numbers.
local FIELDS = {
    method = 0, path = 1, url = 2, host = 3, ip = 4, route = 5, session = 6, turn = 7, body = 8, params = 9, query = 10,
    headers = 11, cookies = 12, form = 13, files = 14, text = 15,
}

local function fetch(req, name) return host.request(req[NUMBER], FIELDS[name]) end

--- A table of names and values that lie flat; the first of equal names stands.
local function firsts(...)
    local values = {}
    for i = 1, select("#", ...), 2 do
        local name, value = select(i, ...)
        if values[name] == nil then values[name] = value end
    end
    return values
end

--- The same for the usual case of one or two names.
local function named(name, value, second, other, ...)
    if name == nil then return {} end
    if second == nil then return { [name] = value } end
    return firsts(name, value, second, other, ...)
end

local HEADERS = {
    __metatable = false,
    __index = function(fields, name) return type(name) == "string" and rawget(fields, name:lower()) or nil end,
    __newindex = function(fields, name, value)
        if type(name) == "string" then name = name:lower() end
        core.rawset(fields, name, value)
    end,
}

--- Lets a table of fields by their names in lower case be read in any letter case.
lib.any_case = HEADERS

--- Every value of each name, in order.
local function grouped(...)
    local flat, values = { ... }, {}
    for i = 1, #flat, 2 do
        local list = values[flat[i]]
        if not list then
            list = core.array {}
            values[flat[i]] = list
        end
        list[#list + 1] = flat[i + 1]
    end
    return values
end

--- User name and password of Basic (RFC 7617 §2) are there when the token is Base64 of a text in UTF-8 with a colon.
local function credentials(scheme, rest)
    local auth = { scheme = scheme:lower(), token = rest }
    if auth.scheme == "basic" then
        local text = host.base64_decode(rest)
        if text and utf8.len(text) then auth.username, auth.password = text:match("^([^:]*):(.*)$") end
    end
    return auth
end

--- Answers 400 to a body that cannot be read, and notes for the log that this is why.
local function refuse(word, message)
    lib.turn_down("400: " .. message, 400, { error = word, message = message })
end

--- The values of a form, which follow its error: a broken form is answered with 400.
local function of_form(problem, ...)
    if problem then refuse("bad_form", "the body is a broken form: " .. problem) end
    return ...
end

--- The number of the host's field that tells why a body cannot be decoded.
local CODING = 16

--- Answers with 400, 413 or 415 when the body cannot be decoded.
local function need_content(req)
    local status, problem = host.request(req[NUMBER], CODING)
    if not status then return end
    lib.turn_down(("%d: %s"):format(status, problem), status, { error = "bad_coding", message = problem })
end

local MAKERS = {
    text = function(req)
        need_content(req)
        return fetch(req, "text")
    end,
    params = function(req) return named(fetch(req, "params")) end,
    query = function(req) return named(fetch(req, "query")) end,
    queries = function(req) return grouped(fetch(req, "query")) end,
    cookies = function(req) return named(fetch(req, "cookies")) end,
    form = function(req)
        need_content(req)
        return named(of_form(fetch(req, "form")))
    end,
    forms = function(req)
        need_content(req)
        return grouped(of_form(fetch(req, "form")))
    end,
    headers = function(req) return setmetatable(named(fetch(req, "headers")), HEADERS) end,
    id = function(req) return tostring(req[NUMBER]) end,
    ctx = function() return {} end,
}

function MAKERS.json(req)
    local text = fetch(req, "text")
    if text == "" then need_content(req) return nil end
    local value, problem = lib.decode(text)
    if problem then refuse("bad_json", "the body is no JSON: " .. problem) end
    if value == core.null then return nil end
    return value
end

function MAKERS.files(req)
    need_content(req)
    local flat, files = { of_form(fetch(req, "files")) }, core.array {}
    for i = 1, #flat, 4 do
        files[#files + 1] = { name = flat[i], filename = flat[i + 1], type = flat[i + 2], body = flat[i + 3] }
    end
    return files
end

function MAKERS.auth(req)
    local scheme, rest = (req.headers.authorization or ""):match("^%s*(%S+)%s*(.-)%s*$")
    return scheme and credentials(scheme, rest) or nil
end

for name in pairs(FIELDS) do
    MAKERS[name] = MAKERS[name] or function(req) return fetch(req, name) end
end

-- Methods are no fields: `pairs` does not show them.
local METHODS = {}

function METHODS.validate(req, schema)
    if type(req) ~= "table" or rawget(req, NUMBER) == nil then core.raise("call it with a colon: req:validate(schema)") end
    return lib.schema.check_request(req, schema)
end

local function make(req, name)
    local maker = MAKERS[name]
    if not maker then
        if METHODS[name] then return METHODS[name] end
        core.raise(help.missing("req", name, help.names(MAKERS, METHODS)))
    end
    local value = maker(req)
    core.rawset(req, name, value)
    return value
end

local function set(req, name, value)
    if not MAKERS[name] then
        core.raise(("req has no '%s'; hand it on as req.ctx.%s"):format(tostring(name), tostring(name)))
    end
    core.rawset(req, name, value)
end

local function all_fields(req)
    local fields = {}
    for name in pairs(MAKERS) do fields[name] = req[name] end
    return next, fields, nil
end

local REQUEST = lib.REQUEST
REQUEST.__index, REQUEST.__newindex, REQUEST.__pairs = make, set, all_fields

local new = core.setmetatable

--- The request of a call.
function lib.request(number) return new({ [NUMBER] = number }, REQUEST) end

--- The names of its fields and methods.
function lib.request_names() return lib.members_of(MAKERS, METHODS) end

--- The changes of a request's header: new values by name, and the names of removed fields.
function lib.header_changes(req)
    local fields, set, removed = rawget(req, "headers"), {}, {}
    if fields == nil then return set, removed end
    local sent = named(fetch(req, "headers"))
    for name, value in next, fields do
        if sent[name] ~= value then set[name] = value end
    end
    for name in next, sent do
        if rawget(fields, name) == nil then removed[#removed + 1] = name end
    end
    table.sort(removed)
    return set, removed
end

--- Whether a value is a request.
function lib.is_request(value) return type(value) == "table" and type(rawget(value, NUMBER)) == "number" end

--- A request as a plain table with every field.
function lib.whole_request(req)
    local fields = {}
    for name, value in pairs(req) do fields[name] = value end
    return fields
end
