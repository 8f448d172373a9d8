-- Stand-ins: for the servers that handlers call, and for single routes.
local core, lib = ...
local help, answer, run, client = lib.help, lib.answer, lib.run, lib.client
local methods, own = client.methods, client.own

local upstream = {}
lib.upstream = upstream

-- The newest stands first in line for a request.
local stubs = {}

local SPECIAL = "[%^%$%(%)%%%.%[%]%+%-%?]"

--- A URL with `{name}` and `*` as a Lua pattern, with the names in order.
local function pattern_of(url)
    local names = {}
    local pattern = url:gsub("/+$", ""):gsub(SPECIAL, "%%%0"):gsub("%*+", function(stars)
        return #stars > 1 and ".*" or "[^/?]*"
    end)
    pattern = pattern:gsub("{([^}/]+)}", function(name)
        names[#names + 1] = name
        return "([^/?]+)"
    end)
    return "^" .. pattern .. "/?$", names
end

local function parsed(key)
    help.check(key, "string", "the key of api:upstream")
    local method, url = key:match("^(%u+)%s+(%S+)$")
    url = url or key:match("^(%S+)$")
    if not url or not url:find("^[%w*]+://.") then
        core.raise(('api:upstream: "%s" is no key; write "GET https://fx.example.test/rates/{pair}"'):format(key))
    end
    if method == "ANY" then method = nil end
    return method, url
end

local function check_function(fn, what)
    if type(fn) ~= "function" then
        core.raise(("%s needs a function(req, n), not %s"):format(what, help.noun(fn)))
    end
end

function methods.upstream(api, key, fn)
    own(api, 'upstream("GET https://…", function(req, n) … end)')
    local method, url = parsed(key)
    check_function(fn, "api:upstream")
    local pattern, names = pattern_of(url)
    local seen = lib.strict({ calls = {}, n = 0 }, "what api:upstream returns")
    table.insert(stubs, 1, {
        method = method, pattern = pattern, names = names, with_query = url:find("?", 1, true) ~= nil, fn = fn, seen = seen,
    })
    return seen
end

local function decoded(text)
    return (text:gsub("%%(%x%x)", function(digits) return string.char(tonumber(digits, 16)) end))
end

--- The parameters of a URL when the stub stands for it.
local function parameters(stub, method, url)
    if stub.method and stub.method ~= method then return nil end
    url = url:gsub("#.*$", "")
    if not stub.with_query then url = url:gsub("%?.*$", "") end
    local captures = { url:match(stub.pattern) }
    if captures[1] == nil then return nil end
    local params = {}
    for i, name in ipairs(stub.names) do params[name] = decoded(captures[i]) end
    return params
end

--- The stub for a request, with its parameters; nil when there is none.
local function find(method, url)
    for _, stub in ipairs(stubs) do
        local params = parameters(stub, method, url)
        if params then return stub, params end
    end
    return nil
end

local function query_of(url)
    local query = {}
    for pair in (url:match("%?([^#]*)") or ""):gmatch("[^&]+") do
        local name, value = pair:match("^([^=]*)=?(.*)$")
        name = decoded((name:gsub("%+", " ")))
        if query[name] == nil then query[name] = decoded((value:gsub("%+", " "))) end
    end
    return query
end

local function request(method, url, params, body, ...)
    local path = url:gsub("[?#].*$", ""):match("^[^:]+://[^/]*(.*)$")
    return client.readable {
        method = method, url = url, path = path ~= "" and path or "/", params = params, query = query_of(url),
        headers = { ... }, body = body,
    }
end

--- Whether something stands in for a server.
function upstream.knows(method, url) return find(method, url) ~= nil end

--- Answers a request to another server as its stand-in says, like a handler.
function upstream.answer(method, url, body, ...)
    local stub, params = find(method, url)
    local res = lib.response({}, false, nil)
    run.begin(res)
    local req = request(method, url, params, body, ...)
    stub.seen.n = stub.seen.n + 1
    stub.seen.calls[stub.seen.n] = req
    local state = lib.response_state(res)
    answer.take(res, state, stub.fn(req, stub.seen.n))
    return answer.results(state)
end

function methods.stub(api, key, fn)
    own(api, 'stub("GET /path", function(req, res) … end)')
    help.check(key, "string", "the key of api:stub")
    if type(fn) ~= "function" then core.raise("api:stub needs a function(req, res), not " .. help.noun(fn)) end
    local source, line = core.origin(fn)
    client.ask("stub", key, source, line)
    lib.route_tables["=stub"] = lib.route_tables["=stub"] or {}
    lib.route_tables["=stub"][key] = fn
end
