-- How records get their ids, and how a patch is merged into one.
local core, lib = ...
local host, help = lib.host, lib.help

local records = {}
lib.records = records

--- Merges a patch (RFC 7396): null removes, objects are merged, anything else replaces.
function records.merge(target, patch)
    if type(target) ~= "table" or core.is_array(target) then target = {} end
    for key, value in pairs(patch) do
        if value == core.null then target[key] = nil
        elseif type(value) == "table" and not core.is_array(value) and value[1] == nil then
            target[key] = records.merge(target[key], value)
        else
            target[key] = value
        end
    end
    for key in pairs(target) do
        if type(key) == "string" and patch[key] == nil and core.is_null(patch, key) then target[key] = nil end
    end
    return target
end

--- The text by which the session knows an id; whole numbers have no fraction, numbers of any size all of their digits.
function records.id_text(id, what)
    if type(id) == "string" then return id end
    if help.is_number(id) then return core.json_encode(id) end
    core.raise(("the id of %s must be text or a number, not %s"):format(what, help.noun(id)), id)
end

--- "cart_{n}" as prefix and suffix.
local function affixes(pattern)
    local prefix, suffix = pattern:match("^(.-){n}(.*)$")
    return prefix, suffix
end

--- Checks the option `id` of a collection.
function records.check_pattern(pattern, what)
    if pattern == nil or pattern == "uuid" or pattern == "int" then return pattern end
    help.check(pattern, "string", "the option 'id' of " .. what)
    if not affixes(pattern) then
        core.raise(('%s: the id "%s" is neither "uuid" nor "int" nor has a {n}, as in "cart_{n}"'):format(what, pattern), pattern)
    end
    return pattern
end

local function number_in(id, prefix, suffix)
    if #id <= #prefix + #suffix then return nil end
    if id:sub(1, #prefix) ~= prefix or (suffix ~= "" and id:sub(-#suffix) ~= suffix) then return nil end
    local digits = id:sub(#prefix + 1, #id - #suffix)
    return digits:find("^%d+$") and #digits < 16 and math.tointeger(tonumber(digits)) or nil
end

--- The highest number among ids of the pattern, so that a counter begins above those of the seed.
local function highest(ids, prefix, suffix)
    local most = 0
    for _, id in ipairs(ids) do
        most = math.max(most, number_in(id, prefix, suffix) or 0)
    end
    return most
end

--- Without a pattern, ids are counted where all others are whole numbers, else made up.
local function usual_pattern(ids)
    for _, id in ipairs(ids) do
        if not number_in(id, "", "") then return "uuid" end
    end
    return "int"
end

--- The id of a new record of a collection; `ids` are those in use.
function records.next_id(name, pattern, ids)
    pattern = pattern or usual_pattern(ids)
    if pattern == "uuid" then return lib.mock.uuid() end
    local prefix, suffix = "", ""
    if pattern ~= "int" then prefix, suffix = affixes(pattern) end
    local counter = "collection:" .. name
    host.raise_counter(counter, highest(ids, prefix, suffix))
    local number = host.next_number(counter)
    if pattern == "int" then return number end
    return prefix .. number .. suffix
end
