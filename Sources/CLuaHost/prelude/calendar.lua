-- Dates in UTC (proleptic Gregorian calendar), reckoned in days since 1970-01-01.
local core, lib = ...

local calendar = {}
lib.calendar = calendar

local DAY = 86400
local WEEKDAYS = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" }
local MONTHS = {
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
}

--- Days from 1970-01-01 to the first of March of a year: years are counted from March, so that leap days come last.
local function days_to_march(year)
    return 365 * year + year // 4 - year // 100 + year // 400 - 719468
end

--- Days from 1970-01-01 to a date. Months and days may lie outside their range.
function calendar.days(year, month, day)
    local months = year * 12 + month - 3
    return days_to_march(months // 12) + (153 * (months % 12) + 2) // 5 + day - 1
end

--- The parts of a time in whole seconds.
function calendar.parts(seconds)
    local days, rest = seconds // DAY, seconds % DAY
    local year = (days + 719468) * 400 // 146097
    if days_to_march(year + 1) <= days then year = year + 1 end
    if days_to_march(year) > days then year = year - 1 end
    local of_year = days - days_to_march(year)
    local month = (5 * of_year + 2) // 153
    local day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3
    if month > 12 then year, month = year + 1, month - 12 end
    return {
        year = year, month = month, day = day, hour = rest // 3600, min = rest % 3600 // 60, sec = rest % 60,
        wday = (days + 4) % 7 + 1, yday = days - calendar.days(year, 1, 1) + 1, isdst = false,
    }
end

function calendar.seconds(parts)
    return calendar.days(parts.year, parts.month, parts.day) * DAY
        + parts.hour * 3600 + parts.min * 60 + parts.sec
end

--- "Thu, 01 Jan 2026 00:00:00 GMT" (RFC 9110 §5.6.7)
function calendar.http(seconds)
    local at = calendar.parts(seconds)
    return ("%s, %02d %s %04d %02d:%02d:%02d GMT"):format(
        WEEKDAYS[at.wday]:sub(1, 3), at.day, MONTHS[at.month]:sub(1, 3), at.year, at.hour, at.min, at.sec)
end

local function padded(width, name)
    return function(at) return ("%0" .. width .. "d"):format(at[name]) end
end

local function hour_of_twelve(at) return ("%02d"):format((at.hour + 11) % 12 + 1) end

--- What each letter of a strftime format stands for (C locale); a text is a format in turn.
local LETTERS = {
    a = function(at) return WEEKDAYS[at.wday]:sub(1, 3) end, A = function(at) return WEEKDAYS[at.wday] end,
    b = function(at) return MONTHS[at.month]:sub(1, 3) end, B = function(at) return MONTHS[at.month] end,
    h = function(at) return MONTHS[at.month]:sub(1, 3) end,
    c = "%a %b %e %H:%M:%S %Y", D = "%m/%d/%y", F = "%Y-%m-%d", R = "%H:%M", T = "%H:%M:%S", r = "%I:%M:%S %p",
    x = "%m/%d/%y", X = "%H:%M:%S", n = "\n", t = "\t",
    d = padded(2, "day"), H = padded(2, "hour"), j = padded(3, "yday"), m = padded(2, "month"), M = padded(2, "min"),
    S = padded(2, "sec"), Y = padded(4, "year"), I = hour_of_twelve,
    e = function(at) return ("%2d"):format(at.day) end, p = function(at) return at.hour < 12 and "AM" or "PM" end,
    z = function(at) return (calendar.zone(at.offset or 0, "+00:00"):gsub(":", "")) end,
    Z = function(at) return at.zone or "UTC" end,
    s = function(at) return tostring(calendar.seconds(at) - (at.offset or 0)) end, w = function(at) return tostring(at.wday - 1) end,
    u = function(at) return tostring((at.wday + 5) % 7 + 1) end,
    y = function(at) return ("%02d"):format(at.year % 100) end, C = function(at) return ("%02d"):format(at.year // 100) end,
    ["%"] = function() return "%" end,
}

--- "+02:00" for an offset in seconds; `none` for UTC.
function calendar.zone(offset, none)
    if offset == 0 then return none end
    local minutes = math.abs(offset) // 60
    return ("%s%02d:%02d"):format(offset < 0 and "-" or "+", minutes // 60, minutes % 60)
end

--- "2026-01-01T02:00:00+02:00" (RFC 3339)
function calendar.iso(at)
    return calendar.format("%Y-%m-%dT%H:%M:%S", at) .. calendar.zone(at.offset or 0, "Z")
end

--- Formats a time as C's strftime does. `what` is the function to name in errors.
function calendar.format(format, at, what)
    return (format:gsub("%%(.?)", function(letter)
        local part = LETTERS[letter]
        if not part then core.raise(("%s: '%%%s' is no conversion"):format(what or "os.date", letter)) end
        if type(part) == "string" then return calendar.format(part, at, what) end
        return part(at)
    end))
end
