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

--- The number of the week of a year: week 1 begins with its first Sunday, or Monday.
local function week_from(first)
    return function(at) return ("%02d"):format((at.yday + 6 - (at.wday - 1 - first) % 7) // 7) end
end

local function weeks_in(year)
    local first, days = (calendar.days(year, 1, 1) + 4) % 7, calendar.days(year + 1, 1, 1) - calendar.days(year, 1, 1)
    return (first == 4 or first == 3 and days == 366) and 53 or 52
end

--- Week and year of ISO 8601: week 1 has the first Thursday.
local function iso_week(at)
    local week = (at.yday - ((at.wday + 5) % 7 + 1) + 10) // 7
    if week < 1 then return weeks_in(at.year - 1), at.year - 1 end
    if week > weeks_in(at.year) then return 1, at.year + 1 end
    return week, at.year
end

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
    U = week_from(0), W = week_from(1), V = function(at) return ("%02d"):format((iso_week(at))) end,
    G = function(at) return ("%04d"):format((select(2, iso_week(at)))) end,
    g = function(at) return ("%02d"):format(select(2, iso_week(at)) % 100) end,
    k = function(at) return ("%2d"):format(at.hour) end, l = function(at) return ("%2d"):format((at.hour + 11) % 12 + 1) end,
    P = function(at) return at.hour < 12 and "am" or "pm" end,
    ["%"] = function() return "%" end,
}

--- How a flag before a letter changes its text.
local FLAGS = {
    [""] = function(text) return text end,
    ["-"] = function(text) return text:find("^[%d ]+$") and text:match("^[0 ]*(.+)$") or text end,
    _ = function(text)
        local zeros, rest = text:match("^(0+)(%d.*)$")
        return zeros and (" "):rep(#zeros) .. rest or text
    end,
    ["0"] = function(text) return (text:gsub("^ +", function(blanks) return ("0"):rep(#blanks) end)) end,
    ["^"] = string.upper,
}
-- Letters before which E or O may stand, which the C locale ignores.
local MODIFIED = { E = "[cCxXyY]", O = "[deHImMSuUVwWy]" }

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

--- Formats a time as C's strftime does, in the C locale. `what` is the function to name in errors.
function calendar.format(format, at, what)
    return (format:gsub("%%([-_0^]?)([EO]?)(.?)", function(flag, modifier, letter)
        local part = (modifier == "" or letter:find(MODIFIED[modifier])) and LETTERS[letter]
        if not part then
            core.raise(("%s: '%%%s%s%s' is no conversion"):format(what or "os.date", flag, modifier, letter))
        end
        return FLAGS[flag](type(part) == "string" and calendar.format(part, at, what) or type(part) == "function" and part(at))
    end))
end
