-- Time on the session's clock: durations, mock.now and its kin, mock.sleep, the library `os`.
local core, lib = ...
local host, help, run, mock = lib.host, lib.help, lib.run, lib.mock

local time = lib.time

local EXAMPLES = '"250ms", "1.5s", "15m", "24h" or "30d"'
local MOST_KNOWN = 1000

-- Texts read before. Bounded, because a handler may make them up.
local known, known_count = {}, 0

local function remember(text, amount)
    if known_count == MOST_KNOWN then known, known_count = {}, 0 end
    known[text], known_count = amount, known_count + 1
    return amount
end

local function refuse(value, what)
    if type(value) == "number" then
        core.raise(('%s: %.14g has no unit; write "%.14gms"'):format(what, value, value), value)
    end
    core.raise(("%s must be a duration such as %s, not %s"):format(what, EXAMPLES, help.noun(value)), value)
end

--- Milliseconds of a duration of at most 36,500 days; 0 needs no unit. `what` names it in errors.
function time.duration(value, what)
    if value == 0 then return 0 end
    local amount = known[value]
    if amount then return amount end
    if type(value) ~= "string" then refuse(value, what) end
    amount = host.duration(value)
    if type(amount) == "string" then core.raise(("%s: %s"):format(what, amount), value) end
    return remember(value, amount)
end

--- Milliseconds of a duration that is not negative.
function time.span(value, what)
    local amount = time.duration(value, what)
    if amount < 0 then core.raise(('%s: "%s" is negative'):format(what, value), value) end
    return amount
end

--- Checks a latency and hands it back; 0 needs no unit. `what` names it.
function time.latency(value, what)
    if value == 0 then return "0ms" end
    if type(value) ~= "string" then refuse(value, what) end
    local problem = host.latency_problem(value)
    if problem then core.raise(what .. ": " .. problem, value) end
    return value
end

local function now_ms(offset, what)
    local now = host.now()
    if offset == nil then return now end
    return now + time.duration(offset, what)
end

function mock.now(offset) return now_ms(offset, "mock.now") // 1000 end
function mock.now_ms(offset) return now_ms(offset, "mock.now_ms") end
function mock.iso(offset) return host.iso(offset and time.duration(offset, "mock.iso") or 0) end
function mock.http_date(offset) return lib.calendar.http(now_ms(offset, "mock.http_date") // 1000) end

local DATE = { zone = 1, offset = 1, at = 1 }

function mock.date(format, options)
    help.check_optional(format, "string", "the format of mock.date")
    options = help.options(options, DATE, "mock.date")
    local seconds = options.at and help.integer(options.at, "at of mock.date") or host.now() // 1000
    seconds = seconds + (options.offset and time.duration(options.offset, "offset of mock.date") or 0) // 1000
    local offset, name = lib.zone_at(options.zone or "UTC", seconds, "mock.date")
    local parts = lib.calendar.parts(seconds + offset)
    parts.offset, parts.zone = offset, name
    if format == nil or format == "iso" then return lib.calendar.iso(parts) end
    return lib.calendar.format(format, parts, "mock.date")
end

function mock.sleep(latency)
    run.wait("sleep", host.sample(time.latency(latency, "mock.sleep")))
end

local os = {}

local PARTS = { year = false, month = false, day = false, hour = 12, min = 0, sec = 0 }

--- The parts of a table of os.time, as integers.
local function parts_of(given)
    local parts = {}
    for name, default in pairs(PARTS) do
        local value = given[name]
        if value == nil then value = default end
        if not value then core.raise(("os.time: field '%s' is missing"):format(name)) end
        parts[name] = help.integer(tonumber(value) or value, ("os.time: field '%s'"):format(name))
    end
    return parts
end

function os.time(given)
    if given == nil then return host.now() // 1000 end
    local seconds = lib.calendar.seconds(parts_of(help.check(given, "table", "the argument of os.time")))
    for name, value in pairs(lib.calendar.parts(seconds)) do given[name] = value end
    return seconds
end

function os.date(format, at)
    format = help.check(format or "%c", "string", "the format of os.date"):gsub("^!", "")
    local seconds = at == nil and host.now() // 1000 or help.integer(at, "the time of os.date")
    local parts = lib.calendar.parts(seconds)
    if format:find("^%*t") then return parts end
    return lib.calendar.format(format, parts)
end

function os.clock() return (host.now() - lib.began) / 1000 end
function os.difftime(later, earlier) return (later - (earlier or 0)) * 1.0 end

lib.os = os
