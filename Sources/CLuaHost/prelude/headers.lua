-- The header of a response: fields in order, found in any letter case, written in the case given.
--
-- Fields lie flat, name after value, beside their names in lower case: so they cross the wall without another table.
local core, lib = ...
local help = lib.help

local headers = lib.headers

local lower, find = string.lower, string.find
local TOKEN = "^[%w!#$%%&'*+.^_`|~-]+$"

--- Where the first field of this name stands (in lower case), or nil.
local function place(lowers, name)
    for i = 1, #lowers do
        if lowers[i] == name then return i end
    end
    return nil
end

--- Puts an end to the run: what cannot be sent must not look like an answer.
local function refuse(...) lib.refuse(...) end

local function check_name(name)
    if type(name) ~= "string" then refuse("the name of a header must be text, not " .. help.noun(name), name) end
    if not find(name, TOKEN) then refuse(("%q is no name for a header"):format(name), name) end
end

--- A header value as text.
local function value_text(name, value)
    local kind = type(value)
    if kind == "number" or kind == "boolean" then value = core.json_encode(value)
    elseif kind ~= "string" then
        refuse(("header '%s' must be text or a list of texts, not %s"):format(name, help.noun(value)), value)
    end
    if find(value, "[\r\n\0]") then refuse(("header '%s' has a line break or a NUL in its value"):format(name), value) end
    return value
end

local function remove(fields, lowers, name, from)
    for i = #lowers, from, -1 do
        if lowers[i] == name then
            table.remove(lowers, i)
            table.remove(fields, 2 * i)
            table.remove(fields, 2 * i - 1)
        end
    end
end

--- Adds a field at the end, beside any of the same name.
function headers.append(state, name, value)
    local fields, lowers = state.fields, state.lowers
    local count = #lowers
    lowers[count + 1] = lower(name)
    fields[2 * count + 1], fields[2 * count + 2] = name, value
end

local function insert(state, at, name, value)
    table.insert(state.lowers, at, lower(name))
    table.insert(state.fields, 2 * at - 1, name)
    table.insert(state.fields, 2 * at, value)
end

--- Sets a field in its place; a list makes a field of each value; nil removes.
function headers.set(state, name, value)
    check_name(name)
    local wanted = lower(name)
    local at = place(state.lowers, wanted) or #state.lowers + 1
    local values = type(value) == "table" and value or { value }
    local texts = {}
    for i = 1, #values do texts[i] = value_text(name, values[i]) end
    remove(state.fields, state.lowers, wanted, at)
    for i = 1, #texts do insert(state, at + i - 1, name, texts[i]) end
end

--- The value of a name: text, a list when there are several, or nil.
function headers.get(state, name)
    local wanted = type(name) == "string" and lower(name)
    local first = wanted and place(state.lowers, wanted)
    if not first then return nil end
    local values = { state.fields[2 * first] }
    for i = first + 1, #state.lowers do
        if state.lowers[i] == wanted then values[#values + 1] = state.fields[2 * i] end
    end
    return #values == 1 and values[1] or core.array(values)
end

--- Whether there is a field of this name, given in lower case.
function headers.has(state, name) return place(state.lowers, name) ~= nil end

--- Sets the fields of a table, in the order of their names: the order of a Lua table is chance.
function headers.set_all(state, given)
    local names = help.names(given)
    for name in pairs(given) do
        if type(name) ~= "string" then check_name(name) end
    end
    for _, name in ipairs(names) do headers.set(state, name, given[name]) end
end

-- The view that users get: res.headers. It holds its state under a key that only this file has.
local STATE = {}

--- The fields as a list of pairs, so that a loop may change the header.
local function snapshot(state)
    local pairs_found, seen = {}, {}
    for i, name in ipairs(state.lowers) do
        if not seen[name] then
            seen[name] = true
            pairs_found[#pairs_found + 1] = { state.fields[2 * i - 1], headers.get(state, name) }
        end
    end
    return pairs_found
end

local function iterate(state)
    local fields, i = snapshot(state), 0
    return function()
        i = i + 1
        if fields[i] then return fields[i][1], fields[i][2] end
    end
end

local VIEW = {
    __metatable = false,
    __index = function(view, name) return headers.get(lib.loaded(view[STATE]), name) end,
    __newindex = function(view, name, value)
        local state = lib.loaded(view[STATE])
        headers.set(state, name, value)
        state.own[lower(name)] = true
    end,
    __pairs = function(view) return iterate(lib.loaded(view[STATE])) end,
}

--- The view of the header of a response.
function headers.view(state) return setmetatable({ [STATE] = state }, VIEW) end
