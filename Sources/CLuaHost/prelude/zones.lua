-- Time zones: offsets such as "+02:00", and the names of the tz database with their present rules (POSIX TZ, IEEE Std 1003.1 §8.3).
local core, lib = ...
local help, calendar = lib.help, lib.calendar

local DAY, HOUR = 86400, 3600

--- Seconds of "[+-]hh[:mm]".
local function seconds_of(text)
    local sign, hours, minutes = text:match("^([+-]?)(%d+):?(%d*)$")
    local seconds = tonumber(hours) * HOUR + (tonumber(minutes) or 0) * 60
    return sign == "-" and -seconds or seconds
end

local MOST_HOURS, MOST_MINUTES = 23, 59

--- Seconds east of UTC of "+02:00"; nil for another text.
local function fixed_offset(zone)
    if zone == "UTC" or zone == "Z" then return 0 end
    local hours, minutes = zone:match("^[+-](%d%d):?(%d%d)$")
    if not hours or tonumber(hours) > MOST_HOURS or tonumber(minutes) > MOST_MINUTES then return nil end
    return seconds_of(zone:sub(1, 3) .. ":" .. minutes)
end

--- An abbreviation without its brackets, the seconds east of UTC behind it, and the rest of the rule.
local function period_of(rule, default)
    local name, offset, rest = rule:match("^<([^>]+)>([+-]?[%d:]*)(.*)$")
    if not name then name, offset, rest = rule:match("^(%a+)([+-]?[%d:]*)(.*)$") end
    -- The rule counts towards the west.
    return { name = name, offset = offset == "" and default or -seconds_of(offset) }, rest
end

--- The second at which "M3.5.0/2" falls in a year, by the clock that is in use before it.
local function moment(text, year)
    local month, week, weekday, time = text:match("^M(%d+)%.(%d)%.(%d)/?(.*)$")
    month, week, weekday = tonumber(month), tonumber(week), tonumber(weekday)
    local first = calendar.days(year, month, 1)
    -- 1970-01-01 was a Thursday.
    local day = first + (weekday - (first + 4) % 7) % 7 + (week - 1) * 7
    while day >= calendar.days(year, month + 1, 1) do day = day - 7 end
    return day * DAY + (time == "" and 2 * HOUR or seconds_of(time))
end

--- Whether summer time is in force.
local function is_summer(standard, summer, rest, seconds)
    local starts, ends = rest:match("^,([^,]+),([^,]+)$")
    local year = calendar.parts(seconds + standard.offset).year
    local start, stop = moment(starts, year) - standard.offset, moment(ends, year) - summer.offset
    if start < stop then return seconds >= start and seconds < stop end
    return seconds >= start or seconds < stop
end

--- The names of all zones.
local function names()
    local list = {}
    for line in core.zones():gmatch("[^\n]+") do
        for name in line:match("^(.-) : "):gmatch("%S+") do list[#list + 1] = name end
    end
    return list
end

local function refuse(zone, what)
    local near = help.closest(zone, names())
    core.raise(('%s: "%s" is no zone; %s'):format(what, zone:sub(1, 60),
        near and ("did you mean '%s'?"):format(near) or 'write a name such as "Europe/Berlin" or an offset such as "+02:00"'), zone)
end

--- Seconds east of UTC of a zone at a time, and its abbreviation then. `what` is the function to name in errors.
function lib.zone_at(zone, seconds, what)
    help.check(zone, "string", "zone of " .. what)
    local offset = fixed_offset(zone)
    if offset then return offset, calendar.zone(offset, "UTC") end
    local rule = core.zones(zone)
    if not rule then refuse(zone, what) end
    local standard, rest = period_of(rule)
    if rest == "" then return standard.offset, standard.name end
    local summer
    summer, rest = period_of(rest, standard.offset + HOUR)
    local period = is_summer(standard, summer, rest, seconds) and summer or standard
    return period.offset, period.name
end
