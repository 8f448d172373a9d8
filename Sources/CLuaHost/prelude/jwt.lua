-- JSON Web Tokens (RFC 7519) in compact form, signed with a shared secret or a private key (RFC 7518 §3.1).
local core, lib = ...
local host, help, mock, time = lib.host, lib.help, lib.mock, lib.time

local ALGORITHMS = help.names {
    HS256 = 1, HS384 = 1, HS512 = 1, RS256 = 1, RS384 = 1, RS512 = 1, ES256 = 1, ES384 = 1, ES512 = 1,
    EdDSA = 1,
}

local function known(algorithm)
    for _, name in ipairs(ALGORITHMS) do
        if name == algorithm then return true end
    end
    return false
end

--- The algorithm and the key that the options name.
local function key_of(options, what)
    local algorithm = options.algorithm or "HS256"
    if not known(algorithm) then core.raise(help.missing(what, algorithm, ALGORITHMS, "algorithm "), algorithm) end
    local field = algorithm:sub(1, 2) == "HS" and "secret" or "key"
    local key = options[field]
    if key == nil then core.raise(("%s with %s needs the option '%s'"):format(what, algorithm, field)) end
    return algorithm, help.check(key, "string", ("the option '%s' of %s"):format(field, what))
end

local function encode(text) return host.base64_encode(text, true) end

--- The JSON object in one part of a token.
local function decode_part(part)
    local text = host.base64_decode(part)
    local value = text and core.json_decode(text)
    return type(value) == "table" and not core.is_array(value) and value or nil
end

local function split(token)
    return token:match("^([%w_-]+)%.([%w_-]+)%.([%w_-]*)$")
end

local jwt = {}

function jwt.sign(claims, options)
    help.check(claims, "table", "the claims of mock.jwt.sign")
    options = help.options(options, { secret = 1, key = 1, algorithm = 1, kid = 1 }, "mock.jwt.sign")
    local algorithm, key = key_of(options, "mock.jwt.sign")
    local kid = options.kid and (',"kid":' .. core.json_encode(options.kid)) or ""
    local header = ('{"alg":"%s","typ":"JWT"%s}'):format(algorithm, kid)
    local signed = encode(header) .. "." .. encode(core.json_encode(claims, false, "claims"))
    return signed .. "." .. encode(host.jwt_sign(algorithm, key, signed))
end

--- Why claims do not hold now, if they do not (RFC 7519 §4.1.4, §4.1.5).
local function refusal(claims, leeway)
    local now = host.now()
    if type(claims.exp) == "number" and now >= claims.exp * 1000 + leeway then return "expired" end
    if type(claims.nbf) == "number" and now < claims.nbf * 1000 - leeway then return "not_yet" end
    return nil
end

function jwt.verify(token, options)
    options = help.options(options, { secret = 1, key = 1, algorithm = 1, leeway = 1 }, "mock.jwt.verify")
    local algorithm, key = key_of(options, "mock.jwt.verify")
    local leeway = options.leeway and time.span(options.leeway, "the leeway of mock.jwt.verify") or 0
    if token == nil or token == "" then return nil, "missing" end
    if type(token) ~= "string" then return nil, "malformed" end
    local head, body, signature = split(token)
    local header, claims = decode_part(head or "="), decode_part(body or "=")
    if not header or not claims then return nil, "malformed" end
    -- The algorithm is ours to choose, never the token's: a public key must not be taken for a shared secret.
    local sound = header.alg == algorithm
        and host.jwt_verify(algorithm, key, head .. "." .. body, host.base64_decode(signature) or "")
    if not sound then return nil, "bad_signature" end
    local why = refusal(claims, leeway)
    if why then return nil, why end
    return claims
end

function jwt.decode(token)
    if type(token) ~= "string" then return nil end
    local head, body = split(token)
    local header, claims = decode_part(head or "="), decode_part(body or "=")
    if not header or not claims then return nil end
    return claims, header
end

function jwt.keys(options) return lib.key_set(options, jwt) end

mock.jwt = lib.read_only(jwt, "mock.jwt")
