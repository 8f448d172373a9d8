-- Fields as application/x-www-form-urlencoded text (WHATWG URL §5); `mock.form.parse(text, { nested = true })` reads tables within back.
local core, lib = ...
local help = lib.help

-- As many as mock.form.parse reads.
local MOST_STEPS = 32

--- Text with all but letters, digits and -._~ escaped.
function lib.url_encoded(text)
    return (text:gsub("[^%w._~-]", function(byte) return ("%%%02X"):format(byte:byte()) end))
end

local function text_of(value, where)
    if type(value) == "string" then return value end
    if type(value) == "number" or type(value) == "boolean" then return core.json_encode(value) end
    if type(value) == "userdata" and value ~= core.null then return tostring(value) end
    core.raise(("%s must be text, a number, a boolean or a table of them, not %s"):format(where, help.noun(value)), value)
end

--- Whether a table is a list; what is neither a list nor a table of names is an error.
local function is_list(values, where)
    local indexes, names = 0, help.names(values)
    for key in pairs(values) do
        if math.type(key) == "integer" then indexes = indexes + 1
        elseif type(key) ~= "string" then
            core.raise(("%s has the key %s; keys are names, or the indexes of a list"):format(where, help.shown(key)), values)
        end
    end
    if indexes ~= #values or (indexes > 0 and #names > 0) then
        core.raise(where .. " is a list with gaps or with names; write a list, or a table of names", values)
    end
    return #names == 0, names
end

local function has_tables(list)
    for _, value in ipairs(list) do
        if type(value) == "table" then return true end
    end
    return false
end

local add

--- A list repeats its name; within a table it has `[]`, and indexes where its values are tables.
local function add_list(parts, name, list, what, depth)
    local step = has_tables(list) and "[%d]" or depth > 1 and "[]" or ""
    for i, value in ipairs(list) do add(parts, name .. step:format(i - 1), value, what, depth + 1) end
end

function add(parts, name, value, what, depth)
    local where = ("field '%s' of %s"):format(#name > 60 and name:sub(1, 60) .. "…" or name, what)
    if type(value) ~= "table" then
        parts[#parts + 1] = lib.url_encoded(name) .. "=" .. lib.url_encoded(text_of(value, where))
        return
    end
    if depth > MOST_STEPS then core.raise(("%s has more than %d tables within each other"):format(where, MOST_STEPS), value) end
    local list, names = is_list(value, where)
    if depth > 1 and next(value) == nil then core.raise(where .. " is an empty table, for which a form has no text", value) end
    if list then return add_list(parts, name, value, what, depth) end
    for _, step in ipairs(names) do
        if step == "" or step:find("[%[%]]") then
            core.raise(("%s has the name %s, which cannot stand in brackets"):format(where, help.shown(step)), value)
        end
        add(parts, ("%s[%s]"):format(name, step), value[step], what, depth + 1)
    end
end

--- "a=1&a=2&b=x%20y": the fields in the order of their names. `what` names them in errors: "mock.url.query".
function lib.query_text(fields, what)
    local parts = {}
    for name in pairs(fields) do
        if type(name) ~= "string" then core.raise(("the fields of %s have names; %s is none"):format(what, help.shown(name))) end
    end
    for _, name in ipairs(help.names(fields)) do add(parts, name, fields[name], what, 1) end
    return table.concat(parts, "&")
end
