-- mock.collection: records of one kind, in order of insertion. A handle finds the session when it is used.
local core, lib = ...
local host, help, run, where, records = lib.host, lib.help, lib.run, lib.where, lib.records

local Collection = {}
lib.Collection = Collection

-- The parts of a handle, under a key that only this file has.
local PARTS = {}

local OPTIONS = { id = true, key = true, seed = true }

--- The rows that the option `seed` gives: a list, or the path of a JSON file.
local function seed_rows(seed, name)
    if type(seed) == "table" then return seed end
    local rows, problem = lib.decode(host.read(seed))
    if problem then core.raise(("mock.collection: the seed %s is no JSON: %s"):format(seed, problem), seed) end
    if type(rows) ~= "table" or not core.is_array(rows) then
        core.raise(("mock.collection: the seed %s of '%s' must be a list of records"):format(seed, name), seed)
    end
    return rows
end

--- Fills a collection from its option `seed` when the session first uses it.
local function plant(parts)
    parts.planted = true
    if parts.seed == nil or host.next_number("seeded:" .. parts.name) > 1 then return end
    host.records_clear(parts.name)
    for _, row in ipairs(seed_rows(parts.seed, parts.name)) do Collection.insert(parts.handle, row) end
end

local function parts_of(handle, method)
    local parts = type(handle) == "table" and rawget(handle, PARTS)
    if not parts then core.raise(("call it with a colon: collection:%s(…)"):format(method)) end
    if not parts.planted then plant(parts) end
    return parts
end

local function where_it_is(parts, method) return ("%s:%s"):format(parts.name, method) end

--- The name of a handle and of its id field.
function lib.collection_names(handle)
    local parts = parts_of(handle, "list")
    return parts.name, parts.key
end

function Collection.insert(handle, row)
    local parts = parts_of(handle, "insert")
    help.check(row, "table", "the record of " .. where_it_is(parts, "insert"))
    local copy, key = core.copy(row), parts.key
    local id = copy[key]
    if id == nil or id == core.null then
        id = records.next_id(parts.name, parts.pattern, { host.record_ids(parts.name, key) })
        copy[key] = id
    end
    if not host.record_insert(parts.name, key, records.id_text(id, parts.name), copy) then
        core.raise(("collection '%s' already has a record with %s %s; use replace or update"):format(
            parts.name, key, help.shown(id)))
    end
    return copy
end

local function fetch(parts, id, method)
    return host.record_get(parts.name, parts.key, records.id_text(id, where_it_is(parts, method)))
end

function Collection.get(handle, id)
    local parts = parts_of(handle, "get")
    if id == nil then return nil end
    return fetch(parts, id, "get")
end

function Collection.need(handle, id)
    local parts = parts_of(handle, "need")
    local row = id ~= nil and fetch(parts, id, "need")
    if row then return row end
    return lib.halt(404, { error = "not_found" })
end

--- A record keeps its id, and the kind of it: "7" from a client means 7.
local function keep_id(parts, row, old, method)
    help.check(row, "table", "the result of the function of " .. where_it_is(parts, method))
    local changed = row[parts.key]
    if changed == nil or records.id_text(changed, parts.name) == records.id_text(old, parts.name) then
        row[parts.key] = old
        return row
    end
    core.raise(("%s: the %s of a record cannot change"):format(where_it_is(parts, method), parts.key))
end

local function changed_by(parts, row, change)
    local hold <close> = run.hold(where_it_is(parts, "update"))
    local changed = change(row)
    return changed == nil and row or changed
end

function Collection.update(handle, id, patch)
    local parts = parts_of(handle, "update")
    local row = id ~= nil and fetch(parts, id, "update")
    if type(patch) ~= "function" then help.check(patch, "table", "the patch of " .. where_it_is(parts, "update")) end
    if not row then return nil end
    local old = row[parts.key]
    if type(patch) == "function" then row = changed_by(parts, row, patch)
    else row = records.merge(row, core.copy(patch)) end
    row = core.copy(keep_id(parts, row, old, "update"))
    host.record_set(parts.name, parts.key, records.id_text(id, parts.name), row)
    return row
end

function Collection.replace(handle, id, row)
    local parts = parts_of(handle, "replace")
    help.check(row, "table", "the record of " .. where_it_is(parts, "replace"))
    local old = id ~= nil and fetch(parts, id, "replace")
    if not old then return nil end
    local copy = keep_id(parts, core.copy(row), old[parts.key], "replace")
    host.record_set(parts.name, parts.key, records.id_text(id, parts.name), copy)
    return copy
end

function Collection.delete(handle, id)
    local parts = parts_of(handle, "delete")
    local old = id ~= nil and fetch(parts, id, "delete")
    if not old then return nil end
    host.record_set(parts.name, parts.key, records.id_text(id, parts.name), nil)
    return old
end

local function rows_of(parts) return host.records(parts.name, parts.key) end

function Collection.all(handle, conditions)
    local parts = parts_of(handle, "all")
    return where.select(rows_of(parts), conditions, where_it_is(parts, "all"))
end

function Collection.find(handle, conditions)
    local parts = parts_of(handle, "find")
    local fits = where.predicate(conditions, where_it_is(parts, "find"))
    for _, row in ipairs(rows_of(parts)) do
        if not fits or fits(row) then return row end
    end
    return nil
end

function Collection.count(handle, conditions)
    local parts = parts_of(handle, "count")
    if conditions == nil then return select("#", host.record_ids(parts.name, parts.key)) end
    return #where.select(rows_of(parts), conditions, where_it_is(parts, "count"))
end

function Collection.list(handle, options)
    local parts = parts_of(handle, "list")
    return lib.listing.page(rows_of(parts), parts.key, options, where_it_is(parts, "list"))
end

function Collection.clear(handle)
    host.records_clear(parts_of(handle, "clear").name)
end

local HANDLE = {
    __metatable = false, __name = "collection",
    __index = function(handle, name)
        local method = Collection[name]
        if method then return method end
        core.raise(help.missing(("the collection '%s'"):format(rawget(handle, PARTS).name), name, help.names(Collection)))
    end,
    __newindex = function() core.raise("a collection has no fields to set; write records with insert or update") end,
}

--- Makes a handle from options that were checked.
function lib.collection(name, options, what)
    help.check(name, "string", "the name of " .. what)
    help.check_optional(options.key, "string", "the option 'key' of " .. what)
    local parts = {
        name = name, key = options.key or "id", seed = options.seed,
        pattern = records.check_pattern(options.id, what),
    }
    if type(parts.seed) ~= "table" then help.check_optional(parts.seed, "string", "the option 'seed' of " .. what) end
    parts.handle = setmetatable({ [PARTS] = parts }, HANDLE)
    return parts.handle
end

function lib.mock.collection(name, options)
    return lib.collection(name, help.options(options, OPTIONS, "mock.collection"), "mock.collection")
end
