-- Answers that follow one another: sequences, limits, machines. All are kept in the session.
local core, lib = ...
local host, help, time, mock = lib.host, lib.help, lib.time, lib.mock

function mock.sequence(key, items, options)
    help.check(key, "string", "the key of mock.sequence")
    help.check(items, "table", "the items of mock.sequence")
    options = help.options(options, { loop = true }, "mock.sequence")
    if #items == 0 then core.raise(("mock.sequence: '%s' has no items"):format(key), items) end
    local turn = host.next_number("sequence:" .. key)
    if options.loop then return items[(turn - 1) % #items + 1] end
    return items[math.min(turn, #items)]
end

--- The names of the fields that tell a client about its limit, by the word that chooses them.
local LIMIT_NAMES = {
    -- draft-ietf-httpapi-ratelimit-headers-07
    ["RateLimit"] = {
        limit = "RateLimit-Limit", remaining = "RateLimit-Remaining", reset = "RateLimit-Reset", retry_after = "Retry-After",
    },
    ["X-RateLimit"] = {
        limit = "X-RateLimit-Limit", remaining = "X-RateLimit-Remaining", reset = "X-RateLimit-Reset",
        retry_after = "Retry-After",
    },
}
local LIMIT_FIELDS = { limit = true, remaining = true, reset = true, retry_after = true }

--- The names that the option `headers` chooses: a word, or a table of names.
local function limit_names(chosen)
    if chosen == nil then return LIMIT_NAMES.RateLimit end
    if type(chosen) == "table" then
        help.options(chosen, LIMIT_FIELDS, "headers of mock.limit")
        for field, name in pairs(chosen) do help.check(name, "string", field .. " in headers of mock.limit") end
        return chosen
    end
    help.check(chosen, "string", "headers of mock.limit")
    local names = LIMIT_NAMES[chosen]
    if not names then core.raise(help.missing("headers of mock.limit", chosen, help.names(LIMIT_NAMES), "choice "), chosen) end
    return names
end

local RESETS = { seconds = true, time = true }

--- Whether the header says at which time the window ends, and not after how many seconds.
local function resets_at(choice)
    if choice == nil then return false end
    if not RESETS[choice] then core.raise(help.missing("reset of mock.limit", choice, help.names(RESETS), "choice "), choice) end
    return choice == "time"
end

--- The fields of an answer; Retry-After (RFC 9110 §10.2.3) only for a refused request.
local function limit_headers(names, values)
    local fields = {}
    for field, name in pairs(names) do
        if field ~= "retry_after" or values.retry_after > 0 then fields[name] = tostring(values[field]) end
    end
    return fields
end

local LIMIT = { requests = true, per = true, headers = true, reset = true }

function mock.limit(key, options)
    help.check(key, "string", "the key of mock.limit")
    options = help.options(options, LIMIT, "mock.limit")
    local requests = help.integer(options.requests, "requests of mock.limit")
    local span = time.span(options.per, "per of mock.limit")
    local names, as_time = limit_names(options.headers), resets_at(options.reset)
    local now, place = host.now(), "limit:" .. key
    local window = host.state_get(place)
    if type(window) ~= "table" or now >= window.ends then window = { count = 0, ends = now + span } end
    local ok = window.count < requests
    if ok then
        window.count = window.count + 1
        host.state_set(place, window, window.ends - now)
    end
    local seconds = math.max((window.ends - now + 999) // 1000, 1)
    local values = { limit = requests, remaining = math.max(requests - window.count, 0), retry_after = ok and 0 or seconds }
    values.reset = as_time and (window.ends + 999) // 1000 or seconds
    values.headers, values.ok = limit_headers(names, values), ok
    return values
end

local SPEC = { name = true, initial = true, states = true, on_change = true }

--- Every state that is named: as a source or as a target.
local function all_states(spec)
    local known = { [spec.initial] = true }
    for state, events in pairs(spec.states) do
        help.check(events, "table", ("state '%s' of machine '%s'"):format(tostring(state), spec.name))
        known[state] = true
        for event, target in pairs(events) do
            help.check(target, "string", ("the target of '%s' in state '%s'"):format(tostring(event), tostring(state)))
            known[target] = true
        end
    end
    return known
end

local function check_spec(spec)
    spec = help.options(spec, SPEC, "mock.machine")
    help.check(spec.name, "string", "name of mock.machine")
    help.check(spec.initial, "string", "initial of mock.machine")
    help.check(spec.states, "table", "states of mock.machine")
    help.check_optional(spec.on_change, "function", "on_change of mock.machine")
    return spec
end

--- The text by which an id is known; a table here means a colon where a dot belongs.
local function id_text(id, method)
    if help.is_number(id) then return core.json_encode(id) end
    if type(id) == "string" then return id end
    if type(id) == "table" then core.raise(("call it with a dot: machine.%s(id)"):format(method), id) end
    return help.check(id, "string", "the id of machine." .. method)
end

function mock.machine(spec)
    spec = check_spec(spec)
    local known, prefix = all_states(spec), "machine:" .. spec.name .. ":"

    local function at(id) return host.state_get(prefix .. id) or spec.initial end

    local function move(id, from, to)
        host.state_set(prefix .. id, to)
        if spec.on_change then spec.on_change(id, from, to) end
    end

    local function target(id, event)
        local from = at(id)
        return from, (spec.states[from] or {})[event]
    end

    local machine = {}

    function machine.at(id) return at(id_text(id, "at")) end

    function machine.can(id, event)
        local _, to = target(id_text(id, "can"), event)
        return to ~= nil
    end

    function machine.fire(id, event)
        local text = id_text(id, "fire")
        help.check(event, "string", "the event of machine.fire")
        local from, to = target(text, event)
        if not to then return nil, ("cannot %s while %s"):format(event, from) end
        move(id, from, to)
        return to
    end

    function machine.set(id, state)
        local text = id_text(id, "set")
        if not known[state] then
            core.raise(help.missing(("machine '%s'"):format(spec.name), state, help.names(known), "state "), state)
        end
        local from = at(text)
        if from ~= state then move(id, from, state) end
    end

    return lib.read_only(machine, "machine '" .. spec.name .. "'")
end
