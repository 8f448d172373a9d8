-- Forms as text: application/x-www-form-urlencoded, with names such as `a[b]` taken apart on request.
local core, lib = ...
local help, mock = lib.help, lib.mock

local MOST_FIELDS, MOST_STEPS = 1000, 32

--- The decoded text of a part, or nil and the error.
local function decoded(part)
    local broken
    local text = part:gsub("%+", " "):gsub("%%(%x?%x?)", function(digits)
        if #digits == 2 then return string.char(tonumber(digits, 16)) end
        broken = "%" .. digits
    end)
    if broken then return nil, ("\"%s\" is no percent escape; a percent sign is written %%25"):format(broken) end
    if not utf8.len(text) then return nil, "the text is not UTF-8" end
    return text
end

--- Names and values in order, or nil and the error.
local function fields(body)
    local list = {}
    for pair in body:gmatch("[^&]+") do
        local name, value = pair:match("^([^=]*)=?(.*)$")
        local problem
        name, problem = decoded(name)
        if name then value, problem = decoded(value) end
        if problem then return nil, problem end
        if #list == MOST_FIELDS then return nil, "more than 1,000 fields" end
        list[#list + 1] = { name, value }
    end
    return list
end

--- "a[b][]" is "a", "b", ""; a name whose brackets do not pair is one step.
local function steps_of(name)
    local head, rest = name:match("^([^%[]+)(%[.*)$")
    if not head then return { name } end
    local steps = { head }
    while rest ~= "" do
        local step, more = rest:match("^%[([^%[%]]*)%](.*)$")
        if not step then return { name } end
        steps[#steps + 1], rest = step, more
    end
    return steps
end

local NODE = {}

--- A part of the tree: values by their step; `[]` counts on from the highest index.
local function node() return setmetatable({ values = {}, next = 0 }, NODE) end

local function is_node(value) return type(value) == "table" end

--- The step that an empty one stands for: `a[][x]` stays with the last element as long as that has no `x`.
local function index_of(tree, following)
    local last = tree.values[tostring(tree.next - 1)]
    local stays = following and following ~= "" and is_node(last) and last.values[following] == nil
    return tostring(stays and tree.next - 1 or tree.next)
end

local function count(tree, step)
    local index = step:match("^%d+$") and math.tointeger(tonumber(step))
    if index and index >= tree.next and index < math.maxinteger then tree.next = index + 1 end
end

--- Stores a value at the end of some steps; returns an error when a name is a text and a table at once.
local function put(tree, steps, value)
    if #steps > MOST_STEPS then return "a name has more than 32 brackets" end
    for i, step in ipairs(steps) do
        if step == "" and i > 1 then step = index_of(tree, steps[i + 1]) end
        local known = tree.values[step]
        count(tree, step)
        if i == #steps then
            if is_node(known) then return ("'%s' is a text and a table at once"):format(step) end
            if known == nil then tree.values[step] = value end
            return nil
        end
        if known == nil then
            known = node()
            tree.values[step] = known
        end
        if not is_node(known) then return ("'%s' is a text and a table at once"):format(step) end
        tree = known
    end
end

--- The indexes of a tree in order, or nil when a step is no index.
local function indexes(tree)
    local list = {}
    for step in pairs(tree.values) do
        local index = step:match("^%d+$") and math.tointeger(tonumber(step))
        if not index or tostring(index) ~= step then return nil end
        list[#list + 1] = index
    end
    table.sort(list)
    return list
end

--- A tree as tables: one whose steps are indexes is a list without its gaps.
local function plain(tree, is_root)
    local result, list = {}, not is_root and indexes(tree)
    if list then
        result = core.array {}
        for place, index in ipairs(list) do
            local value = tree.values[tostring(index)]
            result[place] = is_node(value) and plain(value) or value
        end
        return result
    end
    for step, value in pairs(tree.values) do result[step] = is_node(value) and plain(value) or value end
    return result
end

local MULTIPART = "this is multipart/form-data, not a url-encoded form; req.form, req.forms and req.files have what it holds"

--- Whether a text begins as a form of parts: a boundary, then the header of a part (RFC 7578 §4.2).
local function is_multipart(body)
    return body:sub(1, 2) == "--" and body:sub(1, 1000):lower():find("\ncontent%-disposition:") ~= nil
end

local form = {}

function form.parse(body, options)
    help.check(body, "string", "the body of mock.form.parse")
    local nested = options ~= nil and help.options(options, { nested = true }, "mock.form.parse").nested
    if is_multipart(body) then return nil, MULTIPART end
    local list, problem = fields(body)
    if not list then return nil, problem end
    local tree = node()
    for _, field in ipairs(list) do
        problem = put(tree, nested and steps_of(field[1]) or { field[1] }, field[2])
        if problem then return nil, problem end
    end
    return plain(tree, true)
end

mock.form = lib.read_only(form, "mock.form")
