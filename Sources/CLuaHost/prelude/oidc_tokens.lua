-- mock.oidc, its tokens: issued, checked, revoked. The session keeps them under the name of the provider.
local core, lib = ...
local host, mock = lib.host, lib.mock

-- Shared by the parts of mock.oidc.
local oidc = {}
lib.oidc = oidc

--- Ends the run with an error of OAuth 2.0 (RFC 6749 §5.2), which the log tells too.
function oidc.fail(status, code, description, challenge)
    lib.turn_down(("%d: %s: %s"):format(status, code, description), status, { error = code, error_description = description }, {
        ["Cache-Control"] = "no-store", ["WWW-Authenticate"] = challenge,
    })
end

--- Ends the run with 401 for a request without authentication, which gets a challenge and no error code (RFC 6750 §3.1).
function oidc.challenge(description, challenge)
    lib.turn_down("401: " .. description, 401, nil, { ["Cache-Control"] = "no-store", ["WWW-Authenticate"] = challenge })
end

function oidc.refuse(code, description) oidc.fail(400, code, description) end

--- The form of a request; 400 for a body of another type (RFC 6749, Appendix B).
function oidc.form(req)
    local kind = (req.headers["content-type"] or ""):lower():match("^%s*([^;%s]*)")
    if req.body ~= "" and kind ~= "application/x-www-form-urlencoded" and kind ~= "multipart/form-data" then
        oidc.refuse("invalid_request", ("the body is of the type %s; this endpoint takes application/x-www-form-urlencoded")
            :format(kind == "" and "none" or kind))
    end
    return req.form
end

local function place(provider, kind, id) return ("oidc:%s:%s:%s"):format(provider.name, kind, id) end

--- A value of the session by its kind and id; nil when its time is over.
function oidc.get(provider, kind, id)
    if type(id) ~= "string" then return nil end
    return host.state_get(place(provider, kind, id))
end

--- Keeps a value for some milliseconds; nil removes it.
function oidc.put(provider, kind, id, value, life) host.state_set(place(provider, kind, id), value, life) end

function oidc.seconds() return host.now() // 1000 end

--- A text that cannot be guessed, from the call's generator.
function oidc.random(count) return host.random_hex(count) end

function oidc.has_scope(scope, name) return (" " .. scope .. " "):find(" " .. name .. " ", 1, true) ~= nil end

-- Members of a user that need a scope of their own; all others need "profile" (OpenID Connect Core §5.4).
local SCOPE_OF = {
    email = "email", email_verified = "email", phone_number = "phone", phone_number_verified = "phone", address = "address",
}

--- The claims of a user that a scope allows.
function oidc.user_claims(provider, sub, scope)
    local claims = {}
    for name, value in pairs(core.copy(provider.users[sub] or {})) do
        if oidc.has_scope(scope, SCOPE_OF[name] or "profile") then claims[name] = value end
    end
    claims.sub = sub
    return claims
end

--- Lets the project change claims before they are sent. `kind` is "access", "id" or "userinfo".
function oidc.shaped(provider, claims, kind)
    if not provider.claims then return claims end
    local changed = provider.claims(claims, kind)
    if changed == nil then return claims end
    return lib.help.check(changed, "table", "what claims of mock.oidc returns")
end

local function access_token(provider, grant, at)
    return provider.keys.sign(oidc.shaped(provider, {
        iss = grant.issuer, sub = grant.sub, aud = provider.audience or grant.client, client_id = grant.client,
        scope = grant.scope, iat = at, exp = at + provider.access // 1000, jti = grant.id .. "-" .. oidc.random(8),
    }, "access"))
end

--- The left half of the digest of the access token (OpenID Connect Core §3.1.3.6).
local function access_hash(provider, token)
    local digest = host.hash(provider.algorithm == "EdDSA" and "sha512" or "sha256", token, "raw")
    return host.base64_encode(digest:sub(1, #digest // 2), true)
end

local function id_token(provider, grant, at, access)
    local claims = oidc.user_claims(provider, grant.sub, grant.scope)
    claims.iss, claims.aud, claims.iat, claims.exp = grant.issuer, grant.client, at, at + provider.access // 1000
    claims.nonce, claims.auth_time, claims.at_hash = grant.nonce, grant.auth_time, access_hash(provider, access)
    return provider.keys.sign(oidc.shaped(provider, claims, "id"))
end

--- A refresh token keeps the scope that was granted (RFC 6749 §6).
local function refresh_token(provider, grant, granted)
    local token = "rt_" .. oidc.random(24)
    local kept = core.copy(grant)
    kept.scope = granted or grant.scope
    oidc.put(provider, "refresh", token, kept, provider.refresh)
    return token
end

--- The answer with the tokens of a grant `{ id, issuer, client, sub, scope }`; one with `user` has a refresh and an ID token.
function oidc.issue(provider, grant, granted)
    local at = oidc.seconds()
    local access = access_token(provider, grant, at)
    local set = { token_type = "Bearer", access_token = access, expires_in = provider.access // 1000, scope = grant.scope }
    if grant.user then
        set.refresh_token = refresh_token(provider, grant, granted)
        if oidc.has_scope(grant.scope, "openid") then set.id_token = id_token(provider, grant, at, access) end
    end
    return 200, set, { ["Cache-Control"] = "no-store", Pragma = "no-cache" }
end

--- Revokes all tokens of a grant.
function oidc.end_grant(provider, id)
    oidc.put(provider, "ended", id, true, math.max(provider.refresh, provider.access))
end

function oidc.has_ended(provider, id) return oidc.get(provider, "ended", id) ~= nil end

--- The claims of an access token that holds now and was not revoked, or nil and why not.
function oidc.access_claims(provider, token)
    local claims, why = provider.keys.verify(token)
    if not claims then return nil, why end
    local id = claims.jti
    if type(id) ~= "string" then return nil, "no_access_token" end
    if oidc.get(provider, "revoked", id) or oidc.has_ended(provider, id:match("^(%x+)%-") or "") then return nil, "revoked" end
    return claims
end

--- The grant of a refresh token that can be used now, or nil.
function oidc.refresh_grant(provider, token)
    local grant = oidc.get(provider, "refresh", token)
    if not grant or grant.used or oidc.has_ended(provider, grant.id) then return nil end
    return grant
end

--- Revokes a token of a client; an unknown one is no error (RFC 7009 §2.2).
function oidc.revoke(provider, token, client)
    local grant = oidc.get(provider, "refresh", token)
    if grant then
        if grant.client == client then oidc.end_grant(provider, grant.id) end
        return
    end
    local claims = oidc.access_claims(provider, token)
    if claims and claims.client_id == client then oidc.put(provider, "revoked", claims.jti, true, provider.access) end
end

--- The introspection response for a token (RFC 7662 §2.2).
function oidc.introspection(provider, token)
    local claims = oidc.access_claims(provider, token)
    if claims then
        claims.active, claims.token_type = true, "Bearer"
        return claims
    end
    local grant = oidc.refresh_grant(provider, token)
    if not grant then return { active = false } end
    return { active = true, token_type = "refresh_token", client_id = grant.client, sub = grant.sub, scope = grant.scope,
        iss = grant.issuer }
end
