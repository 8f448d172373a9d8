-- Calls to other servers: mock.fetch, mock.proxy, mock.webhook.
local core, lib = ...
local host, help, time, run, mock, headers = lib.host, lib.help, lib.time, lib.run, lib.mock, lib.headers

local METHOD = "^[%w!#$%%&'*+.^_`|~-]+$"

local function check_method(method, what)
    if method == nil then return nil end
    help.check(method, "string", "the method of " .. what)
    if not method:find(METHOD) then core.raise(("%s: %q is no method"):format(what, method), method) end
    return method:upper()
end

local function check_url(url, what)
    help.check(url, "string", "the URL of " .. what)
    local problem = host.network_problem(url)
    if problem then core.raise(what .. ": " .. problem, url) end
    return url
end

--- The body of the options, and the fields of its header.
local function content(options, what)
    local given = { fields = {}, lowers = {} }
    headers.set_all(given, help.check_optional(options.headers, "table", "the headers of " .. what) or {})
    if options.json == nil then
        return help.check_optional(options.body, "string", "the body of " .. what) or "", given
    end
    if options.body ~= nil then core.raise(what .. " has both 'json' and 'body'; one of them is the body") end
    if not headers.has(given, "content-type") then headers.append(given, "Content-Type", "application/json") end
    return core.json_encode(options.json, false, "json"), given
end

local FETCHED = { "ok", "status", "headers", "body", "json", "error" }

--- `json` is parsed when it is first read; what is no JSON reads as nil.
local ANSWER = {
    __metatable = false, __name = "answer",
    __index = function(answer, name)
        if name == "error" then return nil end
        if name ~= "json" then core.raise(help.missing("the answer of mock.fetch", name, FETCHED)) end
        local value, problem = lib.decode(answer.body)
        local coding = problem and help.coding(answer.body, answer.headers["content-encoding"])
        if coding then lib.warn(("mock.fetch: the body is %s, not JSON; it came compressed unasked"):format(coding)) end
        if problem or value == core.null then value = nil end
        core.rawset(answer, "json", value)
        return value
    end,
}

--- The fields as a table by their names in lower case, found in any letter case; equal names are joined (RFC 9110 §5.3).
local function by_name(...)
    local values = {}
    for i = 1, select("#", ...), 2 do
        local name, value = select(i, ...)
        name = name:lower()
        values[name] = values[name] and values[name] .. ", " .. value or value
    end
    return setmetatable(values, lib.any_case)
end

local function fetched(outcome, first, second, ...)
    local answer
    if outcome == "response" then
        answer = { ok = first < 400, status = first, headers = by_name(...), body = second }
    else
        answer = { ok = false, status = 0, headers = by_name(), body = "", error = first or outcome }
        if second then mock.log.warn("mock.fetch: " .. second) end
    end
    return setmetatable(answer, ANSWER)
end

local FETCH = { method = 1, headers = 1, json = 1, body = 1, timeout = 1 }

function mock.fetch(url, options)
    options = help.options(options, FETCH, "mock.fetch")
    check_url(url, "mock.fetch")
    local method = check_method(options.method, "mock.fetch") or "GET"
    local timeout = options.timeout and time.span(options.timeout, "the timeout of mock.fetch") or 10000
    local body, given = content(options, "mock.fetch")
    return fetched(run.wait("fetch", method, url, timeout, body, table.unpack(given.fields)))
end

--- The answer for a client whose request could not be sent on.
local function failure(kind, message)
    local status = kind == "timeout" and 504 or 502
    local text = core.json_encode {
        type = "urn:mockscript:upstream", title = message or "no answer from the upstream", status = status, error = kind,
    }
    return lib.made_response(status, text, "Content-Type", "application/problem+json")
end

local function proxied(outcome, first, second, ...)
    if outcome == "response" then return lib.made_response(first, second, ...) end
    if second then lib.warn("mock.proxy: " .. second) end
    return failure(first or outcome, second)
end

function mock.proxy(req, to)
    if not lib.is_request(req) then core.raise("mock.proxy takes the request: mock.proxy(req)", req) end
    local base = help.check_optional(to, "string", "the server of mock.proxy") or host.upstream()
    if not base then
        core.raise('mock.proxy needs a server: mock.proxy(req, "https://…"), or "upstream" in mockscript.yaml')
    end
    base = base:gsub("/+$", "")
    check_url(base .. req.url, "mock.proxy")
    local set, removed = lib.header_changes(req)
    local given = { fields = {}, lowers = {} }
    headers.set_all(given, set)
    return proxied(run.wait("proxy", base, table.concat(removed, ","), table.unpack(given.fields)))
end

local WEBHOOK = { url = 1, method = 1, json = 1, body = 1, headers = 1, after = 1, sign = 1, secret = 1, retry = 1 }

--- How often it is tried again, and the milliseconds before the first time.
local function repetition(options)
    if options == nil then return 0, 0 end
    options = help.options(options, { times = 1, backoff = 1 }, "retry of mock.webhook")
    local times = help.integer(options.times, "times of retry")
    if times < 0 or times > 100 then core.raise("times of retry must be from 0 to 100", times) end
    return times, time.span(options.backoff or "1s", "backoff of retry")
end

function mock.webhook(options)
    help.check(options, "table", "the options of mock.webhook")
    options = help.options(options, WEBHOOK, "mock.webhook")
    check_url(options.url, "mock.webhook")
    local method = check_method(options.method, "mock.webhook") or "POST"
    local delay = options.after and host.sample(time.latency(options.after, "after of mock.webhook")) or 0
    local body, given = content(options, "mock.webhook")
    local message = { body = body, method = method, url = options.url, time = (host.now() + delay) // 1000 }
    local scheme, key, id
    if options.sign ~= nil then scheme, key, id = lib.sign_message(given, options.sign, options.secret, message)
    elseif options.secret ~= nil then core.raise("mock.webhook has a 'secret' and no 'sign'; say which signature") end
    local times, backoff = repetition(options.retry)
    return host.webhook(method, options.url, body, delay, times, backoff, scheme, key, id, table.unpack(given.fields))
end
