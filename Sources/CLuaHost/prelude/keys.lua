-- mock.jwt.keys: key pairs that sign tokens, their JSON Web Key Set (RFC 7517), and rotation. The session keeps how often they were rotated.
local core, lib = ...
local host, help = lib.host, lib.help

local ALGORITHMS = { "ES256", "EdDSA", "RS256" }
-- With the one that signs they are as many as there are RSA keys.
local MOST_KEPT = 3

local function check_algorithm(algorithm)
    if algorithm == nil then return "RS256" end
    for _, name in ipairs(ALGORITHMS) do
        if name == algorithm then return name end
    end
    core.raise(help.missing("mock.jwt.keys", algorithm, ALGORITHMS, "algorithm "), algorithm)
end

local function check_keep(keep)
    keep = keep == nil and 1 or help.integer(keep, "keep of mock.jwt.keys")
    if keep < 0 or keep > MOST_KEPT then core.raise(("keep of mock.jwt.keys must be from 0 to %d"):format(MOST_KEPT), keep) end
    return keep
end

--- A key pair with its public JSON Web Key; the id is the thumbprint of that (RFC 7638).
local function made(algorithm, private, public, ...)
    local members = {}
    for i = 1, select("#", ...), 2 do
        local name, value = select(i, ...)
        members[name] = value
    end
    local kid = host.hash("sha256", core.json_encode(members), "base64url")
    members.kid, members.alg, members.use = kid, algorithm, "sig"
    return { kid = kid, private = private, public = public, members = members }
end

--- How many times the keys were rotated.
local function rotations(place)
    local count = host.state_get(place)
    return math.type(count) == "integer" and count or 0
end

--- The pairs that are still good, newest first; each is made once.
local function pairs_reader(algorithm, name, keep, place)
    local known = {}
    return function()
        local newest, list, kept = rotations(place), {}, {}
        for number = newest, math.max(newest - keep, 0), -1 do
            kept[number] = known[number] or made(algorithm, host.jwt_key(algorithm, name, number))
            list[#list + 1] = kept[number]
        end
        known = kept
        return list
    end
end

local OPTIONS = { algorithm = 1, name = 1, keep = 1 }

--- The set that mock.jwt.keys returns.
function lib.key_set(options, jwt)
    options = help.options(options, OPTIONS, "mock.jwt.keys")
    local algorithm, keep = check_algorithm(options.algorithm), check_keep(options.keep)
    local name = help.check_optional(options.name, "string", "name of mock.jwt.keys") or "default"
    local place = ("jwt_keys:%s:%s"):format(name, algorithm)
    local current = pairs_reader(algorithm, name, keep, place)
    local keys = {}

    function keys.kid() return current()[1].kid end

    function keys.public() return current()[1].public end

    function keys.jwks()
        local list = core.array {}
        for i, pair in ipairs(current()) do list[i] = core.copy(pair.members) end
        return { keys = list }
    end

    function keys.rotate()
        host.state_set(place, rotations(place) + 1)
        return current()[1].kid
    end

    function keys.sign(claims)
        help.check(claims, "table", "the claims of keys.sign")
        local pair = current()[1]
        return jwt.sign(claims, { algorithm = algorithm, key = pair.private, kid = pair.kid })
    end

    function keys.verify(token, given)
        given = help.options(given, { leeway = 1 }, "keys.verify")
        if token == nil or token == "" then return nil, "missing" end
        local claims, header = jwt.decode(token)
        if not claims then return nil, "malformed" end
        for _, pair in ipairs(current()) do
            if pair.kid == header.kid then
                return jwt.verify(token, { algorithm = algorithm, key = pair.public, leeway = given.leeway })
            end
        end
        return nil, "unknown_key"
    end

    return lib.read_only(keys, "keys")
end
