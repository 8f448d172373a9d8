-- What a list route reads from the query: filters, search, order and page, in our words and in those of json-server.
local core, lib = ...
local help, where = lib.help, lib.where

local query = {}
lib.query = query

-- Ours first; the others are what clients of json-server send.
local WORDS = {
    sort = { "sort", "_sort" }, order = { "order", "_order" }, page = { "page", "_page" },
    per_page = { "per_page", "_per_page", "_limit" }, limit = { "limit" }, cursor = { "cursor" }, search = { "q" },
}

local RESERVED = {}
for _, names in pairs(WORDS) do
    for _, name in ipairs(names) do RESERVED[name] = true end
end

local SHORT = { gt = true, gte = true, lt = true, lte = true, ne = true, like = true }

--- The first value given under one of the names of a word.
local function word(req, name)
    for _, spelling in ipairs(WORDS[name]) do
        local value = req.query[spelling]
        if value ~= nil and value ~= "" then return value, spelling end
    end
    return nil
end

--- "price_gte" of json-server is our "price__gte".
local function spelled_out(key)
    local field, operator = key:match("^(.-)_(%l+)$")
    if field and field ~= "" and field:sub(-1) ~= "_" and SHORT[operator] then return field .. "__" .. operator end
    return key
end

local function check_operator(key)
    local _, operator = where.split(key)
    for _, name in ipairs(where.operators) do
        if name == operator then return end
    end
    lib.halt(400, { error = "bad_filter", message = help.missing("a filter", "__" .. operator, {}, "operator ") })
end

--- One condition for each query name that is no word of ours; equal names given twice mean either.
local function filters(req)
    local list = {}
    for key, values in pairs(req.queries) do
        if not RESERVED[key] then
            key = spelled_out(key)
            check_operator(key)
            local field, operator = where.split(key)
            if operator == "eq" and #values > 1 then list[#list + 1] = { [field .. "__in"] = values }
            else
                for _, value in ipairs(values) do list[#list + 1] = { [key] = value } end
            end
        end
    end
    return list
end

--- Whether a text occurs anywhere in a value.
local function mentions(value, part)
    if type(value) == "table" then
        for _, member in pairs(value) do
            if mentions(member, part) then return true end
        end
        return false
    end
    if type(value) == "number" then value = core.json_encode(value) end
    return type(value) == "string" and value:lower():find(part, 1, true) ~= nil
end

--- The conditions of a request, as a function on records; nil when there are none.
function query.predicate(req)
    local tests = {}
    for _, conditions in ipairs(filters(req)) do tests[#tests + 1] = where.predicate(conditions, "a filter") end
    local search = word(req, "search")
    if search then
        local part = search:lower()
        tests[#tests + 1] = function(row) return mentions(row, part) end
    end
    return where.all(tests)
end

--- "a,b" with the directions "desc,asc" is "-a,b".
local function sort_text(req)
    local sort, order = word(req, "sort"), word(req, "order")
    if not sort or not order then return sort end
    local directions, fields = {}, {}
    for direction in order:gmatch("[^,]+") do directions[#directions + 1] = direction:lower() end
    for field in sort:gmatch("[^,]+") do
        fields[#fields + 1] = (directions[#fields + 1] == "desc" and "-" or "") .. field
    end
    return table.concat(fields, ",")
end

local function number(req, name)
    local value, spelling = word(req, name)
    if value == nil then return nil end
    local whole = math.tointeger(tonumber(value))
    if whole and whole >= 1 then return whole, spelling end
    lib.halt(400, { error = "bad_" .. name, message = ("%s must be a whole number from 1, not \"%s\""):format(spelling, value) })
end

--- The options of a list, and the names of the query fields that a link to another page must replace.
function query.options(req)
    local limit, cursor = number(req, "limit"), word(req, "cursor")
    local options = { sort = sort_text(req) }
    if limit or cursor then
        options.limit, options.cursor = limit or number(req, "per_page"), cursor
        return options, "cursor"
    end
    local spelling
    options.page, spelling = number(req, "page")
    options.per_page = number(req, "per_page")
    return options, spelling or "page"
end

local function encoded(text)
    return (text:gsub("[^%w._~-]", function(byte) return ("%%%02X"):format(byte:byte()) end))
end

--- The request's own address with one query field replaced.
function query.address(req, name, value)
    local path, rest = req.url:match("^([^?]*)%??(.*)$")
    local parts = {}
    for part in rest:gmatch("[^&]+") do
        if part:match("^[^=]*") ~= name then parts[#parts + 1] = part end
    end
    parts[#parts + 1] = name .. "=" .. encoded(tostring(value))
    return path .. "?" .. table.concat(parts, "&")
end
