-- mock.state: values of the session, by value.
local core, lib = ...
local host, help, time, run = lib.host, lib.help, lib.time, lib.run
local type, state_incr = type, host.state_incr

local state = {}

local function check_key(key, name)
    if type(key) == "string" then return key end
    return help.check(key, "string", "the key of mock.state." .. name)
end

function state.get(key, default)
    local value = host.state_get(check_key(key, "get"))
    if value == nil then return default end
    return value
end

function state.set(key, value, options)
    check_key(key, "set")
    if options == nil then return host.state_set(key, value) end
    help.options(options, { ttl = true }, "mock.state.set")
    host.state_set(key, value, options.ttl and time.span(options.ttl, "ttl of mock.state.set"))
end

function state.update(key, change)
    check_key(key, "update")
    help.check(change, "function", "the function of mock.state.update")
    local value = host.state_get(key)
    local hold <close> = run.hold("mock.state.update")
    local changed = change(value)
    if changed == nil then changed = value end
    host.state_keep(key, changed)
    return changed
end

function state.incr(key, by)
    if type(key) ~= "string" then check_key(key, "incr") end
    if by == nil then by = 1 elseif type(by) ~= "number" then help.check(by, "number", "the amount of mock.state.incr") end
    local sum = state_incr(key, by)
    if sum == nil then
        core.raise(("mock.state.incr: '%s' holds %s, not a number"):format(key, help.noun(host.state_get(key))))
    end
    return sum
end

function state.delete(key)
    check_key(key, "delete")
    local old = host.state_get(key)
    if old ~= nil then host.state_set(key, nil) end
    return old
end

local function keys(prefix, name)
    help.check_optional(prefix, "string", "the prefix of mock.state." .. name)
    return core.array { host.state_keys(prefix or "") }
end

function state.keys(prefix) return keys(prefix, "keys") end

function state.clear(prefix)
    for _, key in ipairs(keys(prefix, "clear")) do host.state_set(key, nil) end
end

lib.mock.state = lib.read_only(state, "mock.state")

--- Reads what templates and `@when` call `state`.
function lib.state_read(key) return rawget(state, key) or host.state_get(check_key(key, "get")) end

--- Refuses to write it.
function lib.state_write() core.raise("state cannot be written here; a handler can: mock.state.set(key, value)") end
