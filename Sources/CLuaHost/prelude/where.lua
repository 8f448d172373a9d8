-- Conditions on records: { price__gte = 10, ["author.name"] = "Ada" }.
local core, lib = ...
local help = lib.help

local where = {}
lib.where = where

local function is_nothing(value) return value == nil or value == core.null end

--- An operand from a query is text: it takes the type of the stored value.
local function fit(operand, stored)
    local kind = type(stored)
    if type(operand) == kind then return operand end
    if type(operand) == "string" then
        if kind == "number" then return tonumber(operand) or operand end
        if kind == "boolean" then
            if operand == "true" then return true elseif operand == "false" then return false end
        end
    elseif kind == "string" and type(operand) == "number" then
        return core.json_encode(operand)
    end
    return operand
end

local function equals(stored, operand)
    if is_nothing(stored) or is_nothing(operand) then return is_nothing(stored) and is_nothing(operand) end
    return stored == fit(operand, stored)
end

--- Whether two values stand in this order; values of different kinds in none.
local function ordered(stored, operand, test)
    operand = fit(operand, stored)
    local kind = type(stored)
    if kind ~= type(operand) or (kind ~= "number" and kind ~= "string") then return false end
    return test(stored, operand)
end

local function less(left, right) return left < right end
local function at_most(left, right) return left <= right end
local function flipped(test) return function(left, right) return test(right, left) end end

local function text_of(value)
    if type(value) == "string" then return value end
    if type(value) == "number" then return core.json_encode(value) end
    return nil
end

local function one_of(stored, operand)
    if type(operand) == "string" then
        for part in (operand .. ","):gmatch("([^,]*),") do
            if equals(stored, part) then return true end
        end
        return false
    end
    for _, member in ipairs(operand) do
        if equals(stored, member) then return true end
    end
    return false
end

--- A comparison of texts; numbers count as their text, anything else as different.
local function textual(test)
    return function(stored, operand)
        local left, right = text_of(stored), text_of(operand)
        return left ~= nil and right ~= nil and test(left, right)
    end
end

local function contains(stored, part) return stored:lower():find(part:lower(), 1, true) ~= nil end
local function begins(stored, part) return stored:sub(1, #part) == part end
local function finishes(stored, part) return part == "" or stored:sub(-#part) == part end

local OPERATORS = {
    eq = equals, ne = function(stored, operand) return not equals(stored, operand) end,
    lt = function(stored, operand) return ordered(stored, operand, less) end,
    lte = function(stored, operand) return ordered(stored, operand, at_most) end,
    gt = function(stored, operand) return ordered(stored, operand, flipped(less)) end,
    gte = function(stored, operand) return ordered(stored, operand, flipped(at_most)) end,
    ["in"] = one_of, like = textual(contains), starts = textual(begins), ends = textual(finishes),
    exists = function(stored, operand) return is_nothing(stored) == (operand == false or operand == "false") end,
}

where.operators = help.names(OPERATORS)

--- Cuts "price__gte" into field and operator.
function where.split(key)
    local field, operator = key:match("^(.+)__(%l+)$")
    if not field then return key, "eq" end
    return field, operator
end

local function steps_of(field)
    if not field:find(".", 1, true) then return nil end
    local steps = {}
    for step in field:gmatch("[^.]+") do steps[#steps + 1] = step end
    return steps
end

--- The value of a field, or of a dotted path, in a record.
function where.reader(field)
    local steps = steps_of(field)
    if not steps then return function(row) return row[field] end end
    return function(row)
        local value = row[field]
        if value ~= nil then return value end
        value = row
        for i = 1, #steps do
            if type(value) ~= "table" then return nil end
            value = value[steps[i]]
            if value == nil and i < #steps then return nil end
        end
        return value
    end
end

local function condition(key, operand, what)
    if type(key) ~= "string" then core.raise(("a key of %s is %s, not a field"):format(what, help.noun(key)), key) end
    local field, operator = where.split(key)
    local test = OPERATORS[operator]
    if not test then core.raise(help.missing(what, "__" .. operator, { "__ne", "__gt", "__gte", "__lt", "__lte", "__in",
        "__like", "__starts", "__ends", "__exists" }, "operator ")) end
    if operator == "in" and type(operand) ~= "table" and type(operand) ~= "string" then
        core.raise(("%s: '%s' needs a list, not %s"):format(what, key, help.noun(operand)), operand)
    end
    local read = where.reader(field)
    return function(row) return test(read(row), operand) end
end

--- A test that holds where all of the tests hold; nil without any.
function where.all(tests)
    if #tests == 0 then return nil end
    return function(row)
        for i = 1, #tests do
            if not tests[i](row) then return false end
        end
        return true
    end
end

--- A function that tells whether a record fits; nil when every record does.
function where.predicate(given, what)
    if given == nil then return nil end
    if type(given) == "function" then return given end
    help.check(given, "table", "the conditions of " .. what)
    local tests = {}
    for key, operand in pairs(given) do tests[#tests + 1] = condition(key, operand, what) end
    return where.all(tests)
end

--- The records that fit, as an array.
function where.select(rows, given, what)
    local fits = where.predicate(given, what)
    if not fits then return rows end
    local found = core.array {}
    for i = 1, #rows do
        if fits(rows[i]) then found[#found + 1] = rows[i] end
    end
    return found
end
