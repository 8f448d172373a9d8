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

local function hex(secret, text) return host.hmac("sha256", secret, text, "hex") end

--- The key in the text of a secret: base64 behind "whsec_" (Standard Webhooks, "Signature scheme").
local function standard_key(secret)
    local key = host.base64_decode((secret:gsub("^whsec_", "")))
    if not key or key == "" then
        core.raise('the secret of "standard-webhooks" must be base64, behind "whsec_" or alone', secret)
    end
    return key
end

local SCHEMES = {
    stripe = function(given, message)
        local signature = hex(message.secret, message.time .. "." .. message.body)
        headers.set(given, "Stripe-Signature", ("t=%d,v1=%s"):format(message.time, signature))
    end,
    github = function(given, message)
        chosen(given, "X-GitHub-Delivery", host.uuid)
        headers.set(given, "X-Hub-Signature-256", "sha256=" .. hex(message.secret, message.body))
    end,
    slack = function(given, message)
        headers.set(given, "X-Slack-Request-Timestamp", tostring(message.time))
        local text = ("v0:%d:%s"):format(message.time, message.body)
        headers.set(given, "X-Slack-Signature", "v0=" .. hex(message.secret, text))
    end,
    ["standard-webhooks"] = function(given, message)
        local id = chosen(given, "webhook-id", new_id)
        local text = ("%s.%d.%s"):format(id, message.time, message.body)
        local code = host.hmac("sha256", standard_key(message.secret), text, "base64")
        headers.set(given, "webhook-timestamp", tostring(message.time))
        headers.set(given, "webhook-signature", "v1," .. code)
    end,
}

--- The HMAC of the body in a header of the caller's choice.
local function plain(given, options, message)
    local name = help.check_optional(options.header, "string", "the header of sign") or "X-Signature"
    local prefix = help.check_optional(options.prefix, "string", "the prefix of sign") or ""
    local code = mock.hmac(options.algorithm or "sha256", message.secret, message.body)
    headers.set(given, name, prefix .. code)
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

--- Adds the signature of a message `{ body, method, url, time }` to its header fields.
function lib.sign_message(given, sign, secret, message)
    if type(sign) == "function" then return custom(given, sign, message) end
    local options = options_of(sign, secret)
    local make = SCHEMES[options.scheme]
    if options.scheme ~= nil and not make then
        core.raise(help.missing("sign of mock.webhook", options.scheme, help.names(SCHEMES), "scheme "), options.scheme)
    end
    message.secret = help.check(options.secret, "string", "the secret of mock.webhook")
    if make then return make(given, message) end
    plain(given, options, message)
end
