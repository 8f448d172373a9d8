-- Signatures of webhooks, each as a known sender makes it; they cover the time of the session's clock.
local core, lib = ...
local host, help, mock, headers = lib.host, lib.help, lib.mock, lib.headers

local function new_id() return "msg_" .. host.random_hex(12) end

--- The field that the caller chose, or else one with a value that is made here.
local function chosen(given, name, make)
    if not headers.has(given, name:lower()) then headers.set(given, name, make()) end
    local value = headers.get(given, name)
    return type(value) == "table" and value[1] or value
end

--- The key in the text of a secret: base64 behind "whsec_" (Standard Webhooks, "Signature scheme").
local function standard_key(secret)
    local key = host.base64_decode((secret:gsub("^whsec_", "")))
    if not key or key == "" then
        core.raise('the secret of "standard-webhooks" must be base64, behind "whsec_" or alone', secret)
    end
    return key
end

-- For each scheme that the host knows a function that sets the field of the id, and returns the key and the id. The host signs each try for
-- the time at which it is sent.
local SCHEMES = {
    stripe = function(_, secret) return secret, "" end,
    github = function(given, secret) return secret, chosen(given, "X-GitHub-Delivery", host.uuid) end,
    slack = function(_, secret) return secret, "" end,
    ["standard-webhooks"] = function(given, secret) return standard_key(secret), chosen(given, "webhook-id", new_id) end,
}

--- The HMAC of the body in a header of the caller's choice.
local function plain(given, options, body)
    local name = help.check_optional(options.header, "string", "the header of sign") or "X-Signature"
    local prefix = help.check_optional(options.prefix, "string", "the prefix of sign") or ""
    headers.set(given, name, prefix .. mock.hmac(options.algorithm or "sha256", options.secret, body))
end

--- Lets a function of the caller sign: it returns header fields.
local function custom(given, sign, message)
    local view = { id = new_id(), time = message.time, body = message.body, method = message.method, url = message.url }
    local hold <close> = lib.run.hold("sign of mock.webhook")
    local fields = sign(view)
    headers.set_all(given, help.check(fields, "table", "what sign of mock.webhook returns"))
end

local PLAIN = { secret = 1, header = 1, prefix = 1, algorithm = 1, scheme = 1 }
local NAMED = { secret = 1, scheme = 1 }

--- The options of a signature: a name stands for its scheme, with the secret beside it.
local function options_of(sign, secret)
    if type(sign) == "string" then sign = { scheme = sign, secret = secret }
    elseif secret ~= nil then core.raise("mock.webhook: 'secret' belongs to sign = \"NAME\"; this sign has its own") end
    local known = type(sign) == "table" and sign.scheme ~= nil and NAMED or PLAIN
    return help.options(sign, known, "sign of mock.webhook")
end

--- Adds the signature of a message `{ body, method, url, time }` to its header fields, or returns scheme, key and id for the host.
function lib.sign_message(given, sign, secret, message)
    if type(sign) == "function" then return custom(given, sign, message) end
    local options = options_of(sign, secret)
    local scheme = options.scheme
    if scheme ~= nil and not SCHEMES[scheme] then
        core.raise(help.missing("sign of mock.webhook", scheme, help.names(SCHEMES), "scheme "), scheme)
    end
    help.check(options.secret, "string", "the secret of mock.webhook")
    if scheme == nil then return plain(given, options, message.body) end
    return scheme, SCHEMES[scheme](given, options.secret)
end
