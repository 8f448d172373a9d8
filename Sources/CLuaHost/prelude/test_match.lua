-- Compares what a test wants with what it got. Objects may have more keys than are asked for; lists are exact.
local core, lib = ...
local help, any = lib.help, lib.any

local match = {}
lib.match = match

local DEEPEST, MOST, LONGEST = 100, 5, 160

--- Text in quotes; bytes that are not UTF-8 as Lua writes them.
local function quoted(text)
    local cut = #text > LONGEST
    if cut then text = text:sub(1, (utf8.len(text) and utf8.offset(text, 0, LONGEST + 1) or LONGEST + 1) - 1) end
    local shown
    if utf8.len(text) then shown = core.json_encode(text)
    else
        shown = '"' .. text:gsub('[^\32-\126]', function(byte) return ("\\x%02X"):format(byte:byte()) end) .. '"'
    end
    return cut and shown .. "…" or shown
end

local function table_text(value)
    local ok, text = pcall(core.json_encode, value)
    if not ok then return any.is_list(value) and "a list" or "a table" end
    if #text > LONGEST then return text:sub(1, utf8.offset(text, 0, LONGEST + 1) - 1) .. "…" end
    return text
end

--- A value inside the text of a difference.
function match.text(value)
    local kind = any.kind(value)
    if kind then return kind end
    if value == nil then return "nothing" end
    if value == core.null then return "null" end
    if type(value) == "string" then return quoted(value) end
    if type(value) == "table" then return table_text(value) end
    if type(value) == "number" then return ("%.17g"):format(value) == tostring(value) and tostring(value) or core.json_encode(value) end
    if type(value) == "boolean" then return tostring(value) end
    return help.noun(value)
end

--- Whether a table was read from JSON as an object, or has keys.
function match.is_object(value)
    return not any.is_list(value) and (next(value) ~= nil or core.json_encode(value) == "{}")
end

local function field(object, key)
    local value = object[key]
    if value == nil and type(key) == "string" and core.is_null(object, key) then return core.null end
    return value
end

local function step(path, key)
    if type(key) == "number" then return ("%s[%d]"):format(path, key) end
    if tostring(key):find("^[%a_][%w_-]*$") then return path .. "." .. tostring(key) end
    return ("%s[%s]"):format(path, match.text(key))
end

local function add(found, path, wanted, got)
    if #found < MOST then found[#found + 1] = ("%s: wanted %s, got %s"):format(path, wanted, got) end
end

local compare

local function compare_lists(wanted, got, path, found, depth)
    if #wanted ~= #got then
        add(found, path, ("%d element%s"):format(#wanted, #wanted == 1 and "" or "s"), ("%d: %s"):format(#got, match.text(got)))
    end
    for i = 1, math.min(#wanted, #got) do compare(wanted[i], got[i], step(path, i), found, depth + 1) end
end

--- The keys in an order that does not depend on the table.
local function keys_of(object)
    local keys = {}
    for key in pairs(object) do keys[#keys + 1] = key end
    table.sort(keys, function(left, right)
        if type(left) == type(right) and type(left) ~= "boolean" and type(left) ~= "table" then return left < right end
        return tostring(left) < tostring(right)
    end)
    return keys
end

local function compare_tables(wanted, got, path, found, depth)
    if rawequal(wanted, got) then return end
    if depth > DEEPEST then
        if #found < MOST then found[#found + 1] = "the value is nested more than 100 deep, at " .. path:sub(1, 60) end
        return
    end
    if type(got) ~= "table" then return add(found, path, match.text(wanted), match.text(got)) end
    if any.is_list(wanted) then
        if next(got) ~= nil and not any.is_list(got) then return add(found, path, match.text(wanted), match.text(got)) end
        return compare_lists(wanted, got, path, found, depth)
    end
    if any.is_list(got) and (#got > 0 or next(wanted) ~= nil) then
        return add(found, path, match.text(wanted), match.text(got))
    end
    for _, key in ipairs(keys_of(wanted)) do
        compare(wanted[key], field(got, key), step(path, key), found, depth + 1)
    end
end

function compare(wanted, got, path, found, depth)
    if #found >= MOST then return end
    local kind, fits = any.kind(wanted)
    if kind then
        if not fits(got) then add(found, path, kind, match.text(got)) end
    elseif type(wanted) == "table" then
        compare_tables(wanted, got, path, found, depth)
    elseif wanted ~= got then
        add(found, path, match.text(wanted), match.text(got))
    end
end

--- Adds the differences to a list; each is "path: wanted …, got …".
function match.compare(wanted, got, path, found) compare(wanted, got, path, found, 0) end

--- Whether the values differ.
function match.difference(wanted, got)
    local found = {}
    compare(wanted, got, "", found, 0)
    return found[1] ~= nil
end
