-- mock.oidc: a provider of OpenID Connect as a route table. Its tokens are signed by mock.jwt.keys and live on the session's clock.
local core, lib = ...
local help, time, mock, oidc = lib.help, lib.time, lib.mock, lib.oidc

--- The discovery document (OpenID Connect Discovery §3, RFC 8414 §2).
local function discovery(provider, _, issuer)
    local scopes = core.array {}
    for name in provider.scopes:gmatch("%S+") do scopes[#scopes + 1] = name end
    local ways = { "client_secret_basic", "client_secret_post", "none" }
    return {
        issuer = issuer, jwks_uri = issuer .. "/jwks", authorization_endpoint = issuer .. "/authorize",
        token_endpoint = issuer .. "/token", userinfo_endpoint = issuer .. "/userinfo",
        revocation_endpoint = issuer .. "/revoke", introspection_endpoint = issuer .. "/introspect",
        device_authorization_endpoint = issuer .. "/device_authorization",
        response_types_supported = { "code" }, response_modes_supported = { "query", "fragment", "form_post" },
        grant_types_supported = oidc.grant_types, subject_types_supported = { "public" },
        id_token_signing_alg_values_supported = { provider.algorithm }, scopes_supported = scopes,
        token_endpoint_auth_methods_supported = ways, code_challenge_methods_supported = { "S256", "plain" },
        authorization_response_iss_parameter_supported = true,
    }
end

local function key_set(provider) return provider.keys.jwks() end

-- Why an access token is not good.
local REASONS = {
    missing = "there is no access token; send Authorization: Bearer TOKEN", malformed = "the access token is no JSON Web Token",
    bad_signature = "the signature of the access token is wrong", expired = "the access token has expired",
    unknown_key = "the access token was signed by a key that is not in the key set", not_yet = "the access token is not valid yet",
    no_access_token = "the token is no access token of this provider", revoked = "the access token was revoked",
}

--- The access token of a request: in its header, or in the form of a POST (RFC 6750 §2). Nil without one.
local function access_token(req)
    local auth, form = req.auth, nil
    local kind = (req.headers["content-type"] or ""):lower():match("^%s*([^;%s]*)")
    if req.method == "POST" and kind == "application/x-www-form-urlencoded" then form = req.form.access_token end
    local given = auth and auth.scheme == "bearer" and auth.token
    if given and form then
        oidc.fail(400, "invalid_request", "the access token is in the header and in the form; send it once",
            'Bearer error="invalid_request"')
    end
    return given or form
end

local function user_info(provider, req)
    local token = access_token(req)
    if not token then oidc.challenge(REASONS.missing, ('Bearer realm="%s"'):format(provider.name)) end
    local claims, why = oidc.access_claims(provider, token)
    if not claims then oidc.fail(401, "invalid_token", REASONS[why] or why, 'Bearer error="invalid_token"') end
    if not provider.users[claims.sub] or not oidc.has_scope(claims.scope or "", "openid") then
        oidc.fail(403, "insufficient_scope", "the token is not one of a user with the scope openid",
            'Bearer error="insufficient_scope", scope="openid"')
    end
    return oidc.shaped(provider, oidc.user_claims(provider, claims.sub, claims.scope), "userinfo")
end

--- The token in the form of a client that is known, or 400.
local function token_of(provider, req)
    local client = oidc.client(provider, req)
    local token = req.form.token
    if not token then oidc.refuse("invalid_request", "the token is missing") end
    return token, client
end

local function revoke(provider, req)
    oidc.revoke(provider, token_of(provider, req))
    return 200
end

local function introspect(provider, req)
    return 200, oidc.introspection(provider, (token_of(provider, req))), { ["Cache-Control"] = "no-store" }
end

-- Endpoints by their keys in the route table.
local ENDPOINTS = {
    ["GET /.well-known/openid-configuration"] = discovery, ["GET /.well-known/oauth-authorization-server"] = discovery,
    ["GET /jwks"] = key_set, ["GET /authorize"] = oidc.authorize, ["POST /authorize"] = oidc.authorize,
    ["POST /token"] = oidc.token, ["GET /userinfo"] = user_info, ["POST /userinfo"] = user_info,
    ["POST /revoke"] = revoke, ["POST /introspect"] = introspect, ["POST /device_authorization"] = oidc.device,
    ["GET /device"] = oidc.device_page, ["POST /device"] = oidc.device_answer,
}

--- The issuer: as chosen, or the address under which the request reached the route table.
local function issuer_of(provider, req, path)
    if provider.issuer then return provider.issuer end
    local here = req.url:match("^[^?]*")
    return "http://" .. req.host .. here:sub(1, -#path - 1)
end

local function routes_of(provider)
    local routes = {}
    for key, endpoint in pairs(ENDPOINTS) do
        local path = key:match("/.*")
        routes[key] = function(req) return endpoint(provider, req, issuer_of(provider, req, path)) end
    end
    return routes
end

local CLIENT = { secret = 1, redirect_uris = 1 }

local function check_clients(clients)
    help.check_optional(clients, "table", "clients of mock.oidc")
    for id, settings in pairs(clients or {}) do
        help.check(id, "string", "the id of a client of mock.oidc")
        local what = ("client %s of mock.oidc"):format(id)
        settings = help.options(help.check(settings, "table", what), CLIENT, what)
        help.check_optional(settings.secret, "string", "the secret of " .. what)
        help.check_optional(settings.redirect_uris, "table", "redirect_uris of " .. what)
        for _, address in ipairs(settings.redirect_uris or {}) do help.check(address, "string", "an address of " .. what) end
    end
    return core.copy(clients)
end

local USERS = { ada = { name = "Ada Lovelace", preferred_username = "ada", email = "ada@example.test", email_verified = true } }

local function check_users(users)
    users = core.copy(help.check_optional(users, "table", "users of mock.oidc") or USERS)
    for sub, user in pairs(users) do
        help.check(sub, "string", "the key of a user of mock.oidc")
        help.check(user, "table", ("user %s of mock.oidc"):format(sub))
    end
    return users
end

--- The scopes as one text, and whether others are refused.
local function check_scopes(scopes)
    if scopes == nil then return "openid profile email offline_access", false end
    help.check(scopes, "table", "scopes of mock.oidc")
    for _, scope in ipairs(scopes) do help.check(scope, "string", "a scope of mock.oidc") end
    return table.concat(scopes, " "), true
end

--- Milliseconds of an option, at least a second.
local function life(options, name, default)
    local span = time.span(options[name] or default, name .. " of mock.oidc")
    if span < 1000 then core.raise(("%s of mock.oidc must be 1s or more"):format(name), options[name]) end
    return span
end

local OPTIONS = {
    name = 1, issuer = 1, audience = 1, algorithm = 1, clients = 1, users = 1, scopes = 1, access_ttl = 1, refresh_ttl = 1,
    code_ttl = 1, device_ttl = 1, interval = 1, login = 1, claims = 1,
}

--- The options as the endpoints read them.
local function provider_of(options)
    for _, name in ipairs { "name", "issuer", "audience", "algorithm" } do
        help.check_optional(options[name], "string", name .. " of mock.oidc")
    end
    local name, algorithm = options.name or "oidc", options.algorithm or "RS256"
    local provider = {
        name = name, algorithm = algorithm, keys = mock.jwt.keys { name = name, algorithm = algorithm },
        issuer = options.issuer and options.issuer:gsub("/+$", ""), audience = options.audience,
        clients = check_clients(options.clients), users = check_users(options.users),
        login = help.check_optional(options.login, "function", "login of mock.oidc"),
        claims = help.check_optional(options.claims, "function", "claims of mock.oidc"),
        access = life(options, "access_ttl", "1h"), refresh = life(options, "refresh_ttl", "30d"),
        code = life(options, "code_ttl", "1m"), device = life(options, "device_ttl", "10m"),
        interval = life(options, "interval", "5s"),
    }
    provider.scopes, provider.checks_scopes = check_scopes(options.scopes)
    provider.first_user = help.names(provider.users)[1]
    return provider
end

function mock.oidc(options)
    options = help.options(options, OPTIONS, "mock.oidc")
    local routes = routes_of(provider_of(options))
    local source, line = core.where(2)
    for _, handler in pairs(routes) do lib.note_place(handler, source, line, true) end
    return routes
end
