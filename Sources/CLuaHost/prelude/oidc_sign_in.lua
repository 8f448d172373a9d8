-- mock.oidc, where users sign in: the authorization endpoint and the pages for devices. No password is asked for.
local core, lib = ...
local host, help, mock, oidc = lib.host, lib.help, lib.mock, lib.oidc

--- The user whom a hint names, by the key or the email; without a hint the first one.
local function hinted(provider, hint)
    if hint == nil or hint == "" then return provider.first_user end
    if provider.users[hint] then return hint end
    for _, sub in ipairs(help.names(provider.users)) do
        if provider.users[sub].email == hint then return sub end
    end
    return nil
end

--- The user who signs in: the result of the function `login`, or else the user of `login_hint`. Nil when no user signs in.
local function user_of(provider, req, given)
    if not provider.login then return hinted(provider, given.login_hint) end
    local sub = provider.login(req)
    if sub == nil or sub == false then return nil end
    if not provider.users[sub] then core.raise(help.missing("users of mock.oidc", sub, help.names(provider.users), "user ")) end
    return sub
end

--- The settings of the client that an authorization request names, or 400: it must not be redirected.
local function client_of(provider, id)
    if not id or id == "" then oidc.refuse("invalid_request", "the client_id is missing") end
    local settings = not provider.clients and {} or provider.clients[id]
    if not settings then oidc.refuse("invalid_request", ("the client '%s' is unknown"):format(id)) end
    return settings
end

--- The address to go back to, or 400.
local function return_address(settings, asked)
    local listed = settings.redirect_uris
    if not asked and listed and #listed == 1 then return listed[1] end
    local parts = asked and mock.url.parse(asked)
    if not parts or not parts.scheme or parts.fragment then
        oidc.refuse("invalid_request", "the redirect_uri is missing or is no absolute URL without a fragment")
    end
    for _, address in ipairs(listed or { asked }) do
        if address == asked then return asked end
    end
    oidc.refuse("invalid_request", "the redirect_uri is none of the client's: " .. table.concat(listed, ", "))
end

local function html(text, status) return status or 200, text, { ["Content-Type"] = "text/html; charset=utf-8", ["Cache-Control"] = "no-store" } end

local ENTITIES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }

local function escaped(text) return (text:gsub("[&<>\"']", ENTITIES)) end

--- How the fields of an authorization response go back, by `response_mode` (OAuth 2.0 Multiple Response Types §2.1, Form Post).
local MODES = {
    query = function(address, fields)
        return 302, nil, { Location = mock.url.append(address, fields), ["Cache-Control"] = "no-store" }
    end,
    fragment = function(address, fields)
        return 302, nil, { Location = address .. "#" .. mock.url.query(fields), ["Cache-Control"] = "no-store" }
    end,
    form_post = function(address, fields)
        local inputs = {}
        for _, name in ipairs(help.names(fields)) do
            inputs[#inputs + 1] = ('<input type="hidden" name="%s" value="%s">'):format(name, escaped(fields[name]))
        end
        return html(('<!doctype html><title>Sign-in</title><body onload="document.forms[0].submit()">\n<form method="post" action="%s">%s'
            .. '<noscript><button>Continue</button></noscript></form>\n'):format(escaped(address), table.concat(inputs)))
    end,
}

--- Why an authorization request cannot be met, as an error code and a description; nothing when it can.
local function problem_of(provider, settings, given)
    if given.response_type ~= "code" then return "unsupported_response_type", "the response_type must be code" end
    if given.response_mode and not MODES[given.response_mode] then
        return "invalid_request", "the response_mode must be query, fragment or form_post"
    end
    if given.code_challenge and not oidc.challenges[given.code_challenge_method or "plain"] then
        return "invalid_request", "the code_challenge_method must be S256 or plain"
    end
    if given.code_challenge and (#given.code_challenge < 43 or #given.code_challenge > 128) then
        return "invalid_request", "the code_challenge must have 43 to 128 characters"
    end
    if provider.clients and not settings.secret and not given.code_challenge then
        return "invalid_request", "a client without a secret must send a code_challenge"
    end
    for name in (given.scope or ""):gmatch("%S+") do
        if provider.checks_scopes and not oidc.has_scope(provider.scopes, name) then
            return "invalid_scope", ("the scope '%s' is unknown"):format(name)
        end
    end
end

--- Keeps a code for a user who has signed in.
local function new_code(provider, given, sub)
    local code = oidc.random(20)
    oidc.put(provider, "code", code, {
        redirect_uri = given.redirect_uri, challenge = given.code_challenge,
        method = given.code_challenge and (given.code_challenge_method or "plain"),
        grant = {
            id = oidc.random(8), client = given.client_id, sub = sub, scope = given.scope or "openid", user = true,
            nonce = given.nonce, auth_time = oidc.seconds(),
        },
    }, provider.code)
    return code
end

--- The authorization endpoint: it signs the user in at once and goes back to the client.
function oidc.authorize(provider, req, issuer)
    local given = req.method == "POST" and oidc.form(req) or req.query
    local settings = client_of(provider, given.client_id)
    local address = return_address(settings, given.redirect_uri)
    local function back(fields)
        if fields.error then host.passed(nil, nil, ("302: %s: %s"):format(fields.error, fields.error_description)) end
        fields.state, fields.iss = given.state, issuer
        return (MODES[given.response_mode] or MODES.query)(address, fields)
    end
    local code, description = problem_of(provider, settings, given)
    if code then return back { error = code, error_description = description } end
    local sub = user_of(provider, req, given)
    if not sub then return back { error = "access_denied", error_description = "no user signed in" } end
    return back { code = new_code(provider, given, sub) }
end

-- Without letters that look alike (RFC 8628 §6.1).
local LETTERS = "BCDFGHJKLMNPQRSTVWXZ"

local function user_code()
    local letters = {}
    for i = 1, 8 do
        local at = host.random_int(1, #LETTERS, nil, 0)
        letters[i] = LETTERS:sub(at, at)
    end
    return table.concat(letters, "", 1, 4) .. "-" .. table.concat(letters, "", 5, 8)
end

--- The device authorization endpoint (RFC 8628 §3.1).
function oidc.device(provider, req, issuer)
    local client = oidc.client(provider, req)
    local code, shown, page = oidc.random(20), user_code(), issuer .. "/device"
    oidc.put(provider, "device", code, {
        ends = host.now() + provider.device, interval = provider.interval,
        grant = { id = oidc.random(8), client = client, scope = oidc.scope(provider, req.form.scope), user = true },
    }, provider.device * 2)
    oidc.put(provider, "user_code", shown, code, provider.device)
    return 200, {
        device_code = code, user_code = shown, verification_uri = page,
        verification_uri_complete = mock.url.append(page, { user_code = shown }),
        expires_in = provider.device // 1000, interval = provider.interval // 1000,
    }, { ["Cache-Control"] = "no-store" }
end

local PAGE = [[<!doctype html><title>Device</title><form method="post">
<label>Code <input name="user_code" value="%s"></label>
<button name="answer" value="approve">Approve</button> <button name="answer" value="deny">Deny</button></form>
]]

--- The page that a user of a device opens.
function oidc.device_page(_, req)
    local shown = req.query.user_code or ""
    return html(PAGE:format(shown:find("^[%w-]*$") and shown or ""))
end

--- Takes the answer of a device's user: `answer` is "deny", or else the device is approved.
function oidc.device_answer(provider, req)
    local form = oidc.form(req)
    local shown = (form.user_code or ""):upper()
    local code = oidc.get(provider, "user_code", shown)
    local device = code and oidc.get(provider, "device", code)
    if not device then
        host.passed(nil, nil, "400: the user_code is unknown, used or expired")
        return html("the code is unknown, used or expired\n", 400)
    end
    local sub = form.answer ~= "deny" and user_of(provider, req, form)
    device.answer, device.grant.sub, device.grant.auth_time = sub and "approved" or "denied", sub or nil, oidc.seconds()
    oidc.put(provider, "device", code, device, provider.device * 2)
    oidc.put(provider, "user_code", shown, nil)
    return html(device.answer .. "\n")
end
