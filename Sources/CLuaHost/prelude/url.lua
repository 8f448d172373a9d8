-- mock.url: percent-encoding and the parts of URLs (RFC 3986), query strings (WHATWG URL §5).
local core, lib = ...
local help, mock = lib.help, lib.mock

local url = {}

--- Escapes as bytes. A percent sign that begins no escape stays as it is.
local function decoded(text)
    return (text:gsub("%%(%x%x)", function(digits) return string.char(tonumber(digits, 16)) end))
end

local function form_decoded(text) return decoded((text:gsub("%+", " "))) end

function url.encode(text) return lib.url_encoded(help.check(text, "string", "the text of mock.url.encode")) end

function url.decode(text, options)
    help.check(text, "string", "the text of mock.url.decode")
    options = help.options(options, { form = true }, "mock.url.decode")
    if text:gsub("%%%x%x", ""):find("%", 1, true) then return nil end
    return options.form and form_decoded(text) or decoded(text)
end

function url.query(fields)
    return lib.query_text(help.check(fields, "table", "the fields of mock.url.query"), "mock.url.query")
end

function url.append(text, fields)
    help.check(text, "string", "the URL of mock.url.append")
    local more = lib.query_text(help.check(fields, "table", "the fields of mock.url.append"), "mock.url.append")
    if more == "" then return text end
    local head, fragment = text:match("^([^#]*)(.*)$")
    local mark = not head:find("?", 1, true) and "?" or head:find("[?&]$") and "" or "&"
    return head .. mark .. more .. fragment
end

--- The first value of each name, and all values of each.
local function fields_of(text)
    local first, all = {}, {}
    for part in (text or ""):gmatch("[^&]+") do
        local name, value = part:match("^([^=]*)=?(.*)$")
        name, value = form_decoded(name), form_decoded(value)
        if not all[name] then first[name], all[name] = value, core.array {} end
        all[name][#all[name] + 1] = value
    end
    return first, all
end

local MOST_PORT = 65535

--- Host and port of "user@host:port" or "[::1]:port"; nothing when they are none.
local function authority_of(text)
    local user, rest = text:match("^(.*)@(.*)$")
    rest = rest or text
    local host, port = rest:match("^(%[[%x:.]+%]):?(%d*)$")
    if not host then host, port = rest:match("^([^:%[%]]*):?(%d*)$") end
    if not host or #port > 5 then return nil end
    port = math.tointeger(tonumber(port))
    if port and port > MOST_PORT then return nil end
    return host:lower(), port, user
end

-- Schemes in whose URLs a backslash is a slash, and a host is needed (WHATWG URL, special schemes).
local SPECIAL = { http = true, https = true, ws = true, wss = true, ftp = true }

--- The text before the first such character, and the text after it.
local function cut(text, mark)
    local at = text:find(mark, 1, true)
    if not at then return text end
    return text:sub(1, at - 1), text:sub(at + 1)
end

function url.parse(text)
    help.check(text, "string", "the text of mock.url.parse")
    if text:find("[%c ]") then return nil end
    local parts, rest, query = {}, cut(text, "#")
    parts.fragment = query
    rest, query = cut(rest, "?")
    local scheme, after = rest:match("^(%a[%w+.-]*):(.*)$")
    parts.scheme, rest = scheme and scheme:lower(), after or rest
    local is_special = SPECIAL[parts.scheme or ""]
    if is_special then rest = rest:gsub("\\", "/") end
    local authority, path = rest:match("^//([^/]*)(.*)$")
    if authority then
        parts.host, parts.port, parts.userinfo = authority_of(authority)
        if not parts.host or is_special and (parts.host == "" or parts.host:find("[<>^|]")) then return nil end
    end
    parts.path = path or rest
    parts.query, parts.queries = fields_of(query)
    return parts
end

mock.url = lib.read_only(url, "mock.url")
