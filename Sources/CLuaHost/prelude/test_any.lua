-- `any`: stands for a kind of value where a test says what it wants.
local core, lib = ...
local help = lib.help

local any = {}
lib.any = any

-- What a kind of value holds, under a key that only the prelude has: its name, and the function that tells whether a value is one.
local KIND = {}
local META = { __metatable = false, __name = "any" }

local function kind(name, fits) return core.setmetatable({ [KIND] = { name = name, fits = fits } }, META) end

--- Name and test of a kind of value, or nil for any other value.
function any.kind(value)
    local own = type(value) == "table" and rawget(value, KIND)
    if not own then return nil end
    return own.name, own.fits
end

local function is_type(name) return function(value) return type(value) == name end end

--- Whether a table is a list: marked as one, or one that has a first element.
function any.is_list(value)
    return type(value) == "table" and (core.is_array(value) or rawget(value, 1) ~= nil)
end

local UUID = "^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$"

--- A date or a time as RFC 3339 writes it: 2026-01-31, 2026-01-31T12:00:00.5Z, 2026-01-31T12:00:00+02:00.
local function is_iso_date(value)
    if type(value) ~= "string" then return false end
    local year, month, day, rest = value:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)(.*)$")
    if not year then return false end
    local parts = lib.calendar.parts(lib.calendar.days(tonumber(year), tonumber(month), tonumber(day)) * 86400)
    if parts.month ~= tonumber(month) or parts.day ~= tonumber(day) then return false end
    if rest == "" then return true end
    local hour, minute, second, zone = rest:match("^[Tt](%d%d):(%d%d):(%d%d)(.*)$")
    if not hour or hour > "23" or minute > "59" or second > "60" then return false end
    zone = zone:gsub("^%.%d+", "")
    return zone == "Z" or zone == "z" or zone:find("^[+-]%d%d:%d%d$") ~= nil
end

local members = {
    value = kind("any.value", function(value) return value ~= nil end),
    string = kind("any.string", is_type("string")),
    number = kind("any.number", is_type("number")),
    integer = kind("any.integer", function(value) return type(value) == "number" and math.tointeger(value) ~= nil end),
    boolean = kind("any.boolean", is_type("boolean")),
    array = kind("any.array", any.is_list),
    object = kind("any.object", function(value) return type(value) == "table" and not any.is_list(value) end),
    uuid = kind("any.uuid", function(value) return type(value) == "string" and value:find(UUID) ~= nil end),
    iso_date = kind("any.iso_date", is_iso_date),
}

function members.matching(pattern)
    help.check(pattern, "string", "the pattern of any.matching")
    local ok, problem = pcall(string.find, "", pattern)
    if not ok then core.raise("any.matching: " .. problem:gsub("^.-:%d+: ", "")) end
    return kind(("any.matching %q"):format(pattern), function(value)
        return type(value) == "string" and value:find(pattern) ~= nil
    end)
end

function members.one_of(...)
    local values = table.pack(...)
    if values.n == 0 then core.raise("any.one_of needs the values to choose from: any.one_of(200, 201)") end
    if values.n == 1 and any.is_list(values[1]) then
        core.raise("any.one_of takes the values one by one, not as a list: any.one_of(200, 201)")
    end
    local texts = {}
    for i = 1, values.n do texts[i] = lib.match.text(values[i]) end
    return kind(("any.one_of(%s)"):format(table.concat(texts, ", ")), function(value)
        for i = 1, values.n do
            if not lib.match.difference(values[i], value) then return true end
        end
        return false
    end)
end

function members.length(count)
    count = help.integer(count, "the count of any.length")
    return kind(("any.length(%d)"):format(count), function(value)
        if type(value) == "string" then return #value == count end
        return type(value) == "table" and (any.is_list(value) or next(value) == nil and not lib.match.is_object(value)) and #value == count
    end)
end

any.library = lib.read_only(members, "any")
