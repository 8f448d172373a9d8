-- Lists of records: filtered, sorted, cut into pages or walked with a cursor.
local core, lib = ...
local host, help, where = lib.host, lib.help, lib.where

local listing = {}
lib.listing = listing

local PER_PAGE = 20
local OPTIONS = { where = true, sort = true, page = true, per_page = true, cursor = true, limit = true }
local RANK = { number = 1, string = 2, boolean = 3, table = 4 }

--- -1, 0 or 1; nothing comes last, values of different kinds in a fixed order.
local function compare(left, right)
    if left == core.null then left = nil end
    if right == core.null then right = nil end
    if left == nil or right == nil then return left == right and 0 or left == nil and 2 or -2 end
    local kind = type(left)
    if kind ~= type(right) then return (RANK[kind] or 5) < (RANK[type(right)] or 5) and -1 or 1 end
    if kind == "boolean" then left, right = left and 1 or 0, right and 1 or 0 end
    if kind == "table" or left == right then return 0 end
    return left < right and -1 or 1
end

--- "-year,title" as readers and directions.
local function keys_of(sort)
    local keys = {}
    for word in sort:gmatch("[^,]+") do
        local sign, field = word:match("^%s*([+-]?)(.-)%s*$")
        if field ~= "" then keys[#keys + 1] = { read = where.reader(field), sign = sign == "-" and -1 or 1 } end
    end
    return keys
end

--- Whether one entry comes before another; equal ones keep their order.
local function before(keys)
    return function(left, right)
        for i = 1, #keys do
            local order = compare(left.values[i], right.values[i])
            if order == 2 or order == -2 then return order < 0 end
            if order ~= 0 then return order * keys[i].sign < 0 end
        end
        return left.place < right.place
    end
end

--- The rows in the order that `sort` asks for.
function listing.sorted(rows, sort, what)
    if sort == nil or sort == "" then return rows end
    local keys, entries = keys_of(help.check(sort, "string", "sort of " .. what)), {}
    for i, row in ipairs(rows) do
        local values = {}
        for j = 1, #keys do
            local value = keys[j].read(row)
            values[j] = value == nil and core.null or value
        end
        entries[i] = { row = row, place = i, values = values }
    end
    table.sort(entries, before(keys))
    local found = core.array {}
    for i = 1, #entries do found[i] = entries[i].row end
    return found
end

--- An option that is a whole number, also as text; 400 when it is below 1, since such numbers come from clients.
local function positive(options, name, default, what)
    local value = options[name]
    if value == nil then return default end
    local whole = math.tointeger(tonumber(value))
    if not whole then core.raise(("%s of %s must be a whole number, not %s"):format(name, what, help.shown(value)), value) end
    if whole >= 1 then return whole end
    lib.halt(400, { error = "bad_" .. name, message = ("%s must be a whole number from 1, not %s"):format(name, help.shown(value)) })
end

local function slice(rows, first, last)
    local items = core.array {}
    for i = first, math.min(last, #rows) do items[#items + 1] = rows[i] end
    return items
end

local function numbered(rows, options, what)
    local per_page = positive(options, "per_page", PER_PAGE, what)
    local page = positive(options, "page", 1, what)
    local pages = math.max((#rows + per_page - 1) // per_page, 1)
    local first = page > pages and #rows or (page - 1) * per_page
    return {
        items = slice(rows, first + 1, first + per_page), total = #rows, page = page, per_page = per_page,
        pages = pages, prev = page > 1 and math.min(page - 1, pages) or nil, next = page < pages and page + 1 or nil,
    }
end

-- A cursor names the last record seen and its place: it survives insertions, and a deletion of that record too.
local function write_cursor(place, id)
    return host.base64_encode(("%d:%s"):format(place, core.json_encode(id)), true)
end

local function read_cursor(cursor)
    local text = type(cursor) == "string" and host.base64_decode(cursor) or ""
    local place, id = text:match("^(%d+):(.*)$")
    if not place then
        lib.halt(400, { error = "bad_cursor", message = ("the cursor is %s, which no page of this list gave as its next; "
            .. "leave it out to begin at the start"):format(help.shown(cursor)) })
    end
    return tonumber(place), id
end

local function place_after(rows, key, cursor)
    local place, id = read_cursor(cursor)
    for i, row in ipairs(rows) do
        if core.json_encode(row[key]) == id then return i end
    end
    return math.max(place - 1, 0)
end

local function walked(rows, key, options, what)
    local limit = positive(options, "limit", PER_PAGE, what)
    local cursor = options.cursor
    local start = cursor ~= nil and cursor ~= "" and place_after(rows, key, cursor) or 0
    local last = math.min(start + limit, #rows)
    local more = last < #rows and last > 0
    return {
        items = slice(rows, start + 1, last), total = #rows, next_cursor = more and write_cursor(last, rows[last][key]) or nil,
    }
end

--- One page of rows, by number or by cursor. `key` names the id field.
function listing.page(rows, key, options, what)
    options = help.options(options, OPTIONS, what)
    local by_cursor = options.cursor ~= nil or options.limit ~= nil
    if by_cursor and (options.page ~= nil or options.per_page ~= nil) then
        core.raise(what .. ": cursor and limit do not go with page and per_page")
    end
    rows = listing.sorted(where.select(rows, options.where, what), options.sort, what)
    if by_cursor then return walked(rows, key, options, what) end
    if options.page == nil and options.per_page == nil then return { items = rows, total = #rows } end
    return numbered(rows, options, what)
end
