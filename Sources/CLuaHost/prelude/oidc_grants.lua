-- mock.oidc, its token endpoint: who the client is, and what each grant type needs.
local core, lib = ...
local host, mock, oidc = lib.host, lib.mock, lib.oidc

--- Id and secret of the request: Basic, whose parts are form-encoded (RFC 6749 §2.3.1), or the form.
local function credentials(req)
    local auth, form = req.auth, oidc.form(req)
    if not auth or auth.scheme ~= "basic" then return form.client_id, form.client_secret end
    local function text(part) return part and mock.url.decode(part, { form = true }) end
    local id = text(auth.username)
    if form.client_secret then
        oidc.refuse("invalid_request", "the client sends its secret in Basic and in the form; it must use one of them")
    end
    if form.client_id and form.client_id ~= id then
        oidc.refuse("invalid_request", "the client_id of the form is not that of Basic")
    end
    return id, text(auth.password)
end

--- The id and the settings of the client that sent the request, or 401. Without a list of clients every id is one.
function oidc.client(provider, req)
    local id, secret = credentials(req)
    local known = provider.clients and provider.clients[id or ""]
    if not provider.clients and id and id ~= "" then return id, {} end
    if known and (known.secret == nil or known.secret == secret) then return id, known end
    local why = known and "the secret of the client is wrong"
        or id and id ~= "" and "the client is unknown" or "there is no client_id: in the form, or as the user name of Basic"
    oidc.fail(401, "invalid_client", why, ('Basic realm="%s"'):format(provider.name))
end

--- A scope that the provider knows, or 400.
function oidc.scope(provider, asked)
    asked = asked or ""
    for name in asked:gmatch("%S+") do
        if provider.checks_scopes and not oidc.has_scope(provider.scopes, name) then
            oidc.refuse("invalid_scope", ("the scope '%s' is unknown"):format(name))
        end
    end
    return asked
end

local CHALLENGES = {
    plain = function(verifier) return verifier end,
    S256 = function(verifier) return host.hash("sha256", verifier, "base64url") end,
}
oidc.challenges = CHALLENGES

--- Checks the proof of the key (RFC 7636 §4.6).
local function check_verifier(code, verifier)
    if not code.challenge then
        if verifier then oidc.refuse("invalid_grant", "there is a code_verifier, but there was no code_challenge") end
        return
    end
    if not verifier then oidc.refuse("invalid_grant", "the code_verifier is missing") end
    if not verifier:find("^[%w._~-]+$") or #verifier < 43 or #verifier > 128 then
        oidc.refuse("invalid_grant", "the code_verifier must have 43 to 128 letters, digits or -._~")
    end
    if CHALLENGES[code.method](verifier) ~= code.challenge then
        oidc.refuse("invalid_grant", "the code_verifier does not fit the code_challenge")
    end
end

local grants = {}

function grants.authorization_code(provider, form, client)
    local code = oidc.get(provider, "code", form.code)
    if not code then oidc.refuse("invalid_grant", "the code is unknown or has expired") end
    if code.used then
        oidc.end_grant(provider, code.grant.id)
        oidc.refuse("invalid_grant", "the code was used before; its tokens are revoked")
    end
    if code.grant.client ~= client then oidc.refuse("invalid_grant", "the code belongs to another client") end
    if code.redirect_uri and code.redirect_uri ~= form.redirect_uri then
        oidc.refuse("invalid_grant", "the redirect_uri is not that of the authorization request")
    end
    check_verifier(code, form.code_verifier)
    code.used = true
    oidc.put(provider, "code", form.code, code, provider.access)
    return code.grant
end

--- A scope that asks for no more than was granted.
local function narrowed(scope, asked)
    if asked == nil or asked == "" then return scope end
    for name in asked:gmatch("%S+") do
        if not oidc.has_scope(scope, name) then
            oidc.refuse("invalid_scope", ("the scope '%s' was not granted"):format(name))
        end
    end
    return asked
end

function grants.refresh_token(provider, form, client)
    local grant = oidc.get(provider, "refresh", form.refresh_token)
    if not grant or grant.client ~= client then oidc.refuse("invalid_grant", "the refresh token is unknown or has expired") end
    if grant.used then oidc.end_grant(provider, grant.id) end
    if oidc.has_ended(provider, grant.id) then
        oidc.refuse("invalid_grant", "the refresh token is revoked" .. (grant.used and ": it was used before" or ""))
    end
    local granted, scope = grant.scope, narrowed(grant.scope, form.scope)
    grant.used = true
    oidc.put(provider, "refresh", form.refresh_token, grant, provider.refresh)
    grant.used, grant.scope, grant.nonce = nil, scope, nil
    return grant, granted
end

function grants.client_credentials(provider, form, client, settings)
    if provider.clients and not settings.secret then
        oidc.refuse("unauthorized_client", "a client without a secret cannot use client_credentials")
    end
    return { id = oidc.random(8), client = client, sub = client, scope = oidc.scope(provider, form.scope) }
end

--- Refuses a device whose user has not answered yet, or that asks too often (RFC 8628 §3.5).
local function keep_waiting(provider, code, device)
    local now = host.now()
    local hasty = device.polled and now - device.polled < device.interval
    if hasty then device.interval = device.interval + 5000 end
    device.polled = now
    oidc.put(provider, "device", code, device, provider.device * 2)
    oidc.refuse(hasty and "slow_down" or "authorization_pending",
        hasty and ("ask every %d seconds"):format(device.interval // 1000) or "the user has not answered yet")
end

grants["urn:ietf:params:oauth:grant-type:device_code"] = function(provider, form, client)
    local device = oidc.get(provider, "device", form.device_code)
    if not device or device.grant.client ~= client then oidc.refuse("invalid_grant", "the device_code is unknown") end
    if host.now() >= device.ends then oidc.refuse("expired_token", "the device_code has expired") end
    if device.answer == "denied" then oidc.refuse("access_denied", "the user refused") end
    if device.answer ~= "approved" then keep_waiting(provider, form.device_code, device) end
    oidc.put(provider, "device", form.device_code, nil)
    return device.grant
end

oidc.grant_types = lib.help.names(grants)

--- The token endpoint.
function oidc.token(provider, req, issuer)
    local client, settings = oidc.client(provider, req)
    local kind = req.form.grant_type
    if not kind then oidc.refuse("invalid_request", "the grant_type is missing") end
    if not grants[kind] then oidc.refuse("unsupported_grant_type", ("the grant_type '%s' is unknown"):format(kind)) end
    local grant, granted = grants[kind](provider, req.form, client, settings)
    grant.issuer = issuer
    return oidc.issue(provider, grant, granted)
end
