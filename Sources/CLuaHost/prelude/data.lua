-- JSON, marks of arrays and of null, digests, base64, files and variables.
local core, lib = ...
local host, help, mock = lib.host, lib.help, lib.mock

function mock.array(items)
    help.check_optional(items, "table", "the items of mock.array")
    return core.array(items)
end

--- "line 2, column 5" of a byte of a text.
local function place(text, byte)
    local line, start = 1, 1
    for at in text:sub(1, byte - 1):gmatch("()\n") do line, start = line + 1, at + 1 end
    return ("line %d, column %d"):format(line, byte - start + 1)
end

--- The value of a JSON text, or nil and what is wrong with it.
function lib.decode(text)
    local value, problem, byte = core.json_decode(text)
    if problem then return nil, problem .. ", " .. place(text, byte) end
    return value
end

local json = {}

function json.encode(value, options)
    if options == nil then return core.json_encode(value) end
    help.options(options, { pretty = true }, "mock.json.encode")
    return core.json_encode(value, options.pretty)
end

function json.decode(text)
    local value, problem = lib.decode(help.check(text, "string", "the text of mock.json.decode"))
    if value == core.null then return nil end
    return value, problem
end

function json.is_null(object, key)
    help.check(object, "table", "the object of mock.json.is_null")
    return core.is_null(object, help.check(key, "string", "the key of mock.json.is_null"))
end

mock.json = lib.read_only(json, "mock.json")

local DIGESTS = { "md5", "sha1", "sha256", "sha512" }
local FORMS = { hex = true, base64 = true, base64url = true, raw = true }

local function check_digest(algorithm, form, what)
    help.check(algorithm, "string", "the algorithm of " .. what)
    form = form or "hex"
    if not FORMS[form] then core.raise(help.missing(what, form, help.names(FORMS), "form "), form) end
    for _, name in ipairs(DIGESTS) do
        if name == algorithm then return form end
    end
    core.raise(help.missing(what, algorithm, DIGESTS, "algorithm "), algorithm)
end

function mock.hash(algorithm, data, form)
    form = check_digest(algorithm, form, "mock.hash")
    return host.hash(algorithm, help.check(data, "string", "the data of mock.hash"), form)
end

function mock.hmac(algorithm, key, data, form)
    form = check_digest(algorithm, form, "mock.hmac")
    help.check(key, "string", "the key of mock.hmac")
    return host.hmac(algorithm, key, help.check(data, "string", "the data of mock.hmac"), form)
end

local base64 = {}

function base64.encode(data, options)
    options = help.options(options, { url = true }, "mock.base64.encode")
    return host.base64_encode(help.check(data, "string", "the data of mock.base64.encode"), options.url or false)
end

function base64.decode(text)
    return host.base64_decode(help.check(text, "string", "the text of mock.base64.decode"))
end

mock.base64 = lib.read_only(base64, "mock.base64")

local MOST_DECIMALS = 20

--- The digits of a number with this many decimals; whole numbers keep all their digits.
local function fixed(value, places)
    if math.type(value) == "integer" then return ("%d"):format(value) .. (places > 0 and "." .. ("0"):rep(places) or "") end
    local text = ("%." .. places .. "f"):format(value)
    return text:find("^%-[0.]*$") and text:sub(2) or text
end

--- A number that is written with this many decimals, in JSON too.
function mock.decimal(value, places)
    if type(value) ~= "number" and help.is_number(value) then value = value + 0 end
    help.check(value, "number", "the number of mock.decimal")
    places = help.integer(places, "the decimals of mock.decimal")
    if places < 0 or places > MOST_DECIMALS then
        core.raise(("mock.decimal: the decimals must be from 0 to %d"):format(MOST_DECIMALS), places)
    end
    if value - value ~= 0 then core.raise("mock.decimal: the number must be finite", value) end
    return core.exact(fixed(value, places))
end

function mock.read(path) return host.read(help.check(path, "string", "the path of mock.read")) end
function mock.env(name) return host.env(help.check(name, "string", "the name of mock.env")) end
