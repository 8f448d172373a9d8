-- mock.resource: a ready route table over a collection.
local core, lib = ...
local help, records, listing, query = lib.help, lib.records, lib.listing, lib.query

local OPTIONS = { id = true, key = true, seed = true, only = true, envelope = true, schema = true }
local DEFAULT_PAGE = "page"

local function link(req, field, value, rel)
    return ('<%s>; rel="%s"'):format(query.address(req, field, value), rel)
end

--- Links to the pages around (RFC 8288), or nil.
local function links(req, page, field)
    local list = {}
    local function add(value, rel)
        if value then list[#list + 1] = link(req, field, value, rel) end
    end
    if page.pages then
        add(1, "first")
        add(page.prev, "prev")
        add(page.next, "next")
        add(page.pages, "last")
    end
    add(page.next_cursor, "next")
    return #list > 0 and table.concat(list, ", ") or nil
end

local function enveloped(page, name)
    if not name then return page.items end
    return {
        [name] = page.items, total = page.total, page = page.page, per_page = page.per_page, pages = page.pages,
        next_cursor = page.next_cursor,
    }
end

--- An object from the client, or 400.
local function object_of(req)
    local value = req.json
    if type(value) == "table" and not core.is_array(value) then return value end
    return lib.halt(400, { error = "bad_body", message = "the body must be a JSON object" })
end

local function check_id(id)
    if id == nil or type(id) == "string" or type(id) == "number" then return id end
    return lib.halt(400, { error = "bad_id", message = "an id is text or a number" })
end

local function escaped(text)
    return (text:gsub("[^%w._~-]", function(byte) return ("%%%02X"):format(byte:byte()) end))
end

--- Refuses a body whose id is another one than that of the path.
local function check_same(req, row, key)
    local id = check_id(row[key])
    if id == nil or records.id_text(id, "a record") == req.params.id then return row end
    return lib.halt(400, { error = "id_mismatch", message = ("the %s of the body is not that of the path"):format(key) })
end

--- Refuses a record that does not fit the schema. What comes from elsewhere, the id, need not be in the body.
local function check_record(row, schema, key, is_body)
    if schema == nil then return row end
    local problems, kept = lib.schema.problems(row, schema, "mock.resource", is_body), core.array {}
    local needs_id = ('needs the property "%s"'):format(key)
    for _, problem in ipairs(problems or {}) do
        if problem.path ~= "" or problem.message ~= needs_id then kept[#kept + 1] = problem end
    end
    if #kept > 0 then lib.schema.refuse(kept) end
    return row
end

local function handlers(collection, key, envelope, schema)
    local routes = {}

    routes["GET"] = function(req)
        local options, field = query.options(req)
        local page = listing.page(collection:all(query.predicate(req)), key, options, "a list")
        return 200, enveloped(page, envelope), {
            ["X-Total-Count"] = tostring(page.total), Link = links(req, page, field or DEFAULT_PAGE),
        }
    end

    routes["GET /{id}"] = function(req) return (collection:need(req.params.id)) end

    routes["POST"] = function(req)
        local row = object_of(req)
        local id = check_id(row[key])
        if id ~= nil and collection:get(id) then
            return 409, { error = "conflict", message = ("there is a record with %s %s"):format(key, help.shown(id)) }
        end
        check_record(row, schema, key, true)
        local made = collection:insert(row)
        local address = req.path:gsub("/$", "") .. "/" .. escaped(records.id_text(made[key], "a record"))
        return 201, made, { Location = address }
    end

    routes["PUT /{id}"] = function(req)
        collection:need(req.params.id)
        local row = check_record(check_same(req, object_of(req), key), schema, key, true)
        return (collection:replace(req.params.id, row))
    end

    routes["PATCH /{id}"] = function(req)
        local old = collection:need(req.params.id)
        local patch = check_same(req, object_of(req), key)
        if schema ~= nil then check_record(records.merge(old, core.copy(patch)), schema, key) end
        return (collection:update(req.params.id, patch))
    end

    routes["DELETE /{id}"] = function(req)
        collection:need(req.params.id)
        collection:delete(req.params.id)
        return 204
    end
    return routes
end

--- Keeps only the routes that are named.
local function choose(routes, only)
    if only == nil then return routes end
    help.check(only, "table", "the option 'only' of mock.resource")
    local chosen = {}
    for _, key in ipairs(only) do
        if not routes[key] then core.raise(help.missing("mock.resource", key, help.names(routes), "route ")) end
        chosen[key] = routes[key]
    end
    return chosen
end

function lib.mock.resource(name, options)
    options = help.options(options, OPTIONS, "mock.resource")
    help.check_optional(options.envelope, "string", "the option 'envelope' of mock.resource")
    local collection = lib.collection(name, options, "mock.resource")
    if options.schema ~= nil then lib.schema.give(options.schema, "mock.resource", name) end
    local routes = choose(handlers(collection, options.key or "id", options.envelope, options.schema), options.only)
    local source, line = core.where(2)
    for _, handler in pairs(routes) do lib.note_place(handler, source, line) end
    return routes
end
